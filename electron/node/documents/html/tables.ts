import { rename, textOf, type PageDocument, type PageElement } from './dom.ts';

/** Characters: what has more in a cell is a page's column, not a table's. */
const LONGEST_CELL = 600;

/** Nobody nests tables so deep; each would be looked through again for every one around it. */
const DEEPEST_TABLE = 30;

const PARTS = 'thead, tbody, tfoot, tr, td, th, caption';

/** Tables that only place things become plain blocks, so that their text is read as text. The innermost go first. */
export function unwrapLayoutTables(document: PageDocument): void {
  const tables = [...document.body.querySelectorAll('table')];
  if (depthOf(tables) > DEEPEST_TABLE) {
    for (const part of [...document.body.querySelectorAll(`table, ${PARTS}`)]) rename(document, part, 'div');
    return;
  }
  for (const table of tables.reverse()) {
    if (!isLayout(table)) continue;
    for (const part of [...table.querySelectorAll(PARTS)]) {
      if (part.closest('table') === table) rename(document, part, 'div');
    }
    rename(document, table, 'div');
  }
}

/** How many of them lie in one another. @param tables In the document's order. */
function depthOf(tables: readonly PageElement[]): number {
  const depths = new Map<PageElement, number>();
  let deepest = 0;
  for (const table of tables) {
    const around = table.parentNode?.closest('table');
    const depth = 1 + ((around && depths.get(around)) ?? 0);
    depths.set(table, depth);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function isLayout(table: PageElement): boolean {
  const role = table.getAttribute('role');
  if (role === 'presentation' || role === 'none') return true;
  if (role === 'table' || role === 'grid') return false;
  if (table.querySelector('caption, thead, th')) return false;
  if (table.querySelector('table')) return true;
  const cells = [...table.querySelectorAll('td')];
  const rows = [...table.querySelectorAll('tr')].length;
  return (
    cells.length <= 1 ||
    (cells.length === rows && rows < 3) ||
    cells.some(
      (cell) => textOf(cell).length > LONGEST_CELL || cell.querySelector('h1, h2, h3, form, ul, p + p'),
    )
  );
}
