/** Whether a table is one, or only a way to set paragraphs beside each other. */
import type { MarkupEvent } from './events.ts';
import { headingLevel } from './elements.ts';
import type { Attributes } from './sax.ts';

/** Letters of a cell, on average, from which on it is no datum but a text. */
const LONG_CELL = 250;
const BLOCKS_OF_TEXT = new Set([
  'p',
  'ul',
  'ol',
  'dl',
  'blockquote',
  'pre',
  'hr',
  'figure',
  'section',
  'article',
]);
const PARTS = new Set(['table', 'tbody', 'thead', 'tfoot', 'tr', 'td', 'th']);

interface Cell {
  letters: number;
  paragraphs: number;
  heading: boolean;
}

/** @param content What lies between the table's tags. */
export function isLayout(table: Attributes, content: readonly MarkupEvent[]): boolean {
  const role = table['role']?.trim().toLowerCase();
  if (role === 'presentation' || role === 'none') return true;
  if (role === 'table' || role === 'grid') return false;
  const rows: Cell[][] = [];
  for (const event of content) {
    const cell = rows.at(-1)?.at(-1);
    if (event.type === 'text') {
      if (cell) cell.letters += event.text.trim().length;
    } else if (event.type === 'open') {
      const { name } = event;
      if (name === 'table') return true;
      if (name === 'th' || name === 'caption' || name === 'thead') return false;
      if (name === 'tr') rows.push([]);
      if (name === 'td') {
        if (rows.length === 0) rows.push([]);
        rows.at(-1)?.push({ letters: 0, paragraphs: 0, heading: false });
      } else if (cell) {
        if (BLOCKS_OF_TEXT.has(name)) cell.paragraphs++;
        if (headingLevel(name) > 0) cell.heading = true;
      }
    }
  }
  const cells = rows.flat();
  const filled = cells.filter(({ letters }) => letters > 0);
  const widest = Math.max(0, ...rows.map((row) => row.filter(({ letters }) => letters > 0).length));
  const letters = filled.reduce((sum, cell) => sum + cell.letters, 0);
  return (
    widest <= 1 ||
    cells.some(({ heading, paragraphs }) => heading || paragraphs > 1) ||
    letters > LONG_CELL * filled.length
  );
}

/** The same content without its table: every cell is a part of the page. */
export const withoutTable = (content: readonly MarkupEvent[]): readonly MarkupEvent[] =>
  withoutOuter(content, (name) => (PARTS.has(name) ? 'div' : name));

/** Renames elements outside of inner tables, which are judged for themselves. */
function withoutOuter(
  content: readonly MarkupEvent[],
  rename: (name: string) => string,
): readonly MarkupEvent[] {
  let inner = 0;
  return content.map((event) => {
    if (event.type === 'text') return event;
    if (event.type === 'close' && event.name === 'table') inner--;
    const named = inner > 0 || event.name === 'table' ? event : { ...event, name: rename(event.name) };
    if (event.type === 'open' && event.name === 'table') inner++;
    return named;
  });
}
