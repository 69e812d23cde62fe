import type { PDFDocumentProxy } from 'pdfjs-dist';
import { cleanLine } from '../../../core/document/clean.ts';

/** An entry of the file's own contents. */
export interface OutlineEntry {
  readonly title: string;
  /** Unique in its document: the anchor of the place that it leads to. */
  readonly anchor: string;
  /** From 0; null where it leads nowhere. */
  readonly page: number | null;
  /** In the file's space; null: the top of the page. */
  readonly place: { readonly x: number; readonly y: number } | null;
  readonly children: readonly OutlineEntry[];
}

const MOST_ENTRIES = 5000;
const DEEPEST = 8;

interface RawItem {
  readonly title: string;
  readonly dest: string | readonly unknown[] | null;
  readonly items: readonly RawItem[];
}

/** The file's own contents; empty where it has none, or a broken one. */
export async function readOutline(document: PDFDocumentProxy): Promise<readonly OutlineEntry[]> {
  const raw = (await document.getOutline().catch(() => null)) as readonly RawItem[] | null;
  let count = 0;

  const entriesOf = async (items: readonly RawItem[], depth: number): Promise<readonly OutlineEntry[]> => {
    const entries: OutlineEntry[] = [];
    for (const item of items) {
      if (count >= MOST_ENTRIES) break;
      const anchor = `outline-${++count}`;
      const target = await targetOf(document, item.dest).catch(() => null);
      const children = depth < DEEPEST ? await entriesOf(item.items, depth + 1) : [];
      const title = cleanLine(item.title);
      if (title === '' || (target === null && children.length === 0)) entries.push(...children);
      else
        entries.push({ title, anchor, page: target?.page ?? null, place: target?.place ?? null, children });
    }
    return entries;
  };
  return raw ? await entriesOf(raw, 1) : [];
}

async function targetOf(
  document: PDFDocumentProxy,
  named: RawItem['dest'],
): Promise<(Pick<OutlineEntry, 'place'> & { readonly page: number }) | null> {
  const found =
    typeof named === 'string' ? ((await document.getDestination(named)) as readonly unknown[] | null) : named;
  const [target, kind, ...args] = found ?? [];
  const page =
    typeof target === 'number'
      ? target
      : typeof target === 'object' && target !== null
        ? await document.getPageIndex(target as { num: number; gen: number })
        : null;
  if (page === null || !Number.isInteger(page) || page < 0 || page >= document.numPages) return null;
  const name = (kind as { name?: unknown } | undefined)?.name;
  const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null);
  // XYZ left top zoom; FitH top; FitBH top; FitR left bottom right top (PDF 32000-1, table 151).
  const y =
    name === 'XYZ'
      ? number(args[1])
      : name === 'FitH' || name === 'FitBH'
        ? number(args[0])
        : name === 'FitR'
          ? number(args[3])
          : null;
  const x = name === 'XYZ' || name === 'FitR' ? (number(args[0]) ?? 0) : 0;
  return { page, place: y === null ? null : { x, y } };
}

/** The entries as a flat list, with the depth from 0. */
export function flatten(
  entries: readonly OutlineEntry[],
  depth = 0,
): readonly { readonly entry: OutlineEntry; readonly depth: number }[] {
  return entries.flatMap((entry) => [{ entry, depth }, ...flatten(entry.children, depth + 1)]);
}
