/** Runs of list items as nested lists. */
import type { Block } from '../../core/document/model.ts';
import { attributes } from './xml.ts';

export interface ListItem {
  readonly block: Block;
  /** The paragraph in it. */
  readonly markup: string;
}

/** An item's own marker is shown by the style sheet, whatever its numbering: "iv.", "c.", "12.". */
const BULLET = '•';
const isBullet = (item: ListItem) => item.block.marker === null || item.block.marker === BULLET;

export function listMarkup(items: readonly ListItem[]): string {
  let written = '';
  for (let at = 0; at < items.length;) {
    const list = oneList(items, at, items[at]?.block.level ?? 1);
    written += list.markup;
    at = list.next;
  }
  return written;
}

/** The list that begins at an item, with the deeper ones in it. It ends before a shallower item, or one of another sort. */
function oneList(items: readonly ListItem[], from: number, level: number): { markup: string; next: number } {
  const first = items[from];
  const bullets = first === undefined || isBullet(first);
  const entries: { readonly marker: string | null; markup: string }[] = [];
  let at = from;
  for (let item = items[at]; item && item.block.level >= level; item = items[at]) {
    const { marker } = item.block;
    const open = entries.at(-1);
    if (item.block.level > level && open) {
      const inner = oneList(items, at, item.block.level);
      open.markup += inner.markup;
      at = inner.next;
      continue;
    }
    // Without a marker it is a further paragraph of the item before it.
    if (marker === null && open) open.markup += item.markup;
    else if (open && isBullet(item) !== bullets) break;
    else entries.push({ marker, markup: item.markup });
    at++;
  }
  const name = bullets ? 'ul' : 'ol';
  const written = entries.map(({ marker, markup }) => {
    const value = /^(\d{1,6})\.$/u.exec(marker ?? '')?.[1] ?? null;
    const shown = marker === BULLET ? null : marker;
    return `<li${attributes({ value: bullets ? null : value, 'data-marker': shown })}>${markup}</li>\n`;
  });
  return { markup: `<${name}>\n${written.join('')}</${name}>\n`, next: at };
}
