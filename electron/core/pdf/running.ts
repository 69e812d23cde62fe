import { romanValue } from '../text/roman.ts';
import { median } from './numbers.ts';
import { rowsOf, type Row } from './rows.ts';
import type { BodyType, PageText, Segment } from './types.ts';

/** Pages before and after one that are looked at to know its running heads and feet. */
export const REACH = 8;
/** Parts of the page's height in which heads and feet stand. */
const TOP = 0.16;
const BOTTOM = 0.82;
/** Rows from either end of the page that may be one. */
const DEEPEST = 3;
/** Characters. */
const LONGEST = 140;
const LONGEST_BAND = 90;
/** Parts of the body's size from which a row is a title, which says the same on other pages only by chance. */
const TITLE_SIZE = 1.2;

/** Parts of its size by which a page's number stands apart from the words of its head. */
const FOLIO_GAP = 4;

export type RunningKind = 'header' | 'footer' | 'pageNumber';

/** A page as far as its running heads matter. */
export interface RunningPage {
  readonly page: Pick<PageText, 'index' | 'width' | 'height'>;
  readonly segments: readonly Segment[];
}

interface Candidate {
  readonly index: number;
  readonly row: Row;
  readonly rows: readonly Row[];
  /** Of the row in its page. */
  readonly at: number;
  readonly zone: 'top' | 'bottom';
  readonly key: string;
  /** The number that the row is, Arabic or Roman; null where it is something else. */
  readonly number: number | null;
  /** The same, or the Arabic number that the row begins or ends with: a page's, beside its running head. */
  readonly edge: number | null;
  readonly page: RunningPage['page'];
}

/**
 * The running heads, feet and page numbers of one page, known by the pages around it: a row at the same height with
 * the same words but for numbers; a number that counts with the pages; a band apart from the text that most pages
 * have; the file's own tags. What stands farther out than such a row goes with it.
 * @param pages All within `REACH` of the page, itself among them.
 */
export function runningRows(
  index: number,
  pages: readonly RunningPage[],
  body: BodyType,
): ReadonlyMap<Segment, RunningKind> {
  const near = pages.filter(({ page }) => Math.abs(page.index - index) <= REACH);
  const candidates = near.flatMap(candidatesOf);
  const own = near.find(({ page }) => page.index === index);
  const rows = own ? rowsOf(own.segments) : [];
  const kinds = new Map<Segment, RunningKind>();
  const marked = (zone: Candidate['zone']) =>
    candidates
      .filter((candidate) => candidate.index === index && candidate.zone === zone)
      .filter((candidate) => isRunning(candidate, candidates, near.length, body))
      .map(({ at }) => at);
  const lastHead = Math.max(-1, ...marked('top'));
  const firstFoot = Math.min(rows.length, ...marked('bottom'));
  rows.forEach((row, at) => {
    for (const segment of row.segments) {
      if (at > lastHead && at < firstFoot && !segment.artifact) continue;
      const middle = own ? own.page.height / 2 : 0;
      kinds.set(
        segment,
        numberOf(segment.text) !== null ? 'pageNumber' : segment.y < middle ? 'header' : 'footer',
      );
    }
  });
  return kinds;
}

function candidatesOf({ page, segments }: RunningPage): readonly Candidate[] {
  const rows = rowsOf(segments);
  return rows.flatMap((row, at): readonly Candidate[] => {
    const top = at < DEEPEST && row.y < TOP * page.height;
    const bottom = rows.length - 1 - at < DEEPEST && row.y > BOTTOM * page.height;
    if (!top && !bottom) return [];
    const { text } = row;
    return [
      {
        index: page.index,
        row,
        rows,
        at,
        zone: top ? 'top' : 'bottom',
        key: keyOf(text),
        number: numberOf(text),
        edge: numberOf(text) ?? edgeOf(text),
        page,
      },
    ];
  });
}

/** What of a row stays the same from page to page. */
const keyOf = (text: string): string =>
  text
    .slice(0, LONGEST)
    .toLowerCase()
    .replace(/\d+|\b[ivxlcdm]+\b/gu, '#')
    .replace(/[^\p{L}#]+/gu, '');

const AROUND_NUMBER = /[–—\-\s|·•.,[\]()/]|\b(?:page|seite|pagina|página|pág|p|of|von|de|sur|di)\b/giu;

function numberOf(text: string): number | null {
  if (text.length > 24) return null;
  const bare = text.replace(AROUND_NUMBER, '');
  if (/^\d{1,4}$/.test(bare)) return Number(bare);
  return /^[ivxlcdm]{1,7}[.)]$/i.test(text.trim()) ? null : romanValue(bare);
}

function edgeOf(text: string): number | null {
  const match = /^(\d{1,4})\s|\s(\d{1,4})$/u.exec(text);
  return match ? Number(match[1] ?? match[2]) : null;
}

function isRunning(own: Candidate, all: readonly Candidate[], pages: number, body: BodyType): boolean {
  // Chapters may be called by Roman numbers: large ones, or on pages that have a number besides.
  const isRoman = /^\P{L}*[ivxlcdm]+\P{L}*$/iu.test(own.row.text);
  if (isRoman && (own.row.size >= TITLE_SIZE * body.size || isNumbered(own, all))) return false;
  return (
    repeats(own, all, pages, body) || counts(own, all, pages) || isBand(own, all, pages, body) || isFolio(own)
  );
}

/** Words at one edge and at the other the number that the page has in its file: enough where no other page is like it. */
function isFolio(own: Candidate): boolean {
  const { segments, size } = own.row;
  const [first, last] = [segments[0]!, segments.at(-1)!];
  if (segments.length < 2 || !isOutermost(own) || !isApart(own)) return false;
  const inner = numberOf(first.text) === own.index + 1 ? segments[1]!.x0 - first.x1 : 0;
  const outer = numberOf(last.text) === own.index + 1 ? last.x0 - segments.at(-2)!.x1 : 0;
  return Math.max(inner, outer) > FOLIO_GAP * size;
}

/** The same words at the same height on other pages. */
function repeats(own: Candidate, all: readonly Candidate[], pages: number, body: BodyType): boolean {
  if (own.row.text.length >= LONGEST || pages < 2) return false;
  // Deeper in the page it must look unlike the text: a refrain or a form has equal lines at equal heights too.
  if (!isOutermost(own) && !isApart(own) && Math.abs(own.row.size - body.size) < 0.5) return false;
  const alike = all.filter(
    (other) =>
      other.index !== own.index &&
      other.zone === own.zone &&
      Math.abs(other.row.y - own.row.y) < 0.6 * body.size + 2 &&
      similar(own.key, other.key),
  );
  const pagesOf = (some: readonly Candidate[]) => new Set(some.map(({ index }) => index)).size;
  const agreeing = alike.filter((other) => numbersAgree(own, other));
  const isTitle = own.row.size >= TITLE_SIZE * body.size && own.number === null;
  // Chapters of a page each count with the pages, too.
  const sure = isTitle ? agreeing.filter(({ row }) => row.text === own.row.text) : agreeing;
  if (pagesOf(sure) >= (pages <= 3 ? 1 : 2)) return true;
  // "Chapter 4" stands at one height where chapters begin, too: large, or on few pages.
  return own.row.size < TITLE_SIZE * body.size && pagesOf(alike) >= Math.max(2, pages / 2);
}

/** Rows of other pages with a number that is as far from this one as the pages are from each other. */
const inStep = (all: readonly Candidate[], index: number, number: number): number =>
  all.filter(
    (other) => other.index !== index && other.edge !== null && other.edge - other.index === number - index,
  ).length;

/** Another row of the page has its number, in Arabic digits, in step with other pages. */
const isNumbered = (own: Candidate, all: readonly Candidate[]): boolean =>
  all.some(
    ({ index, at, edge, row }) =>
      index === own.index &&
      at !== own.at &&
      edge !== null &&
      /\d/.test(row.text) &&
      inStep(all, index, edge) >= 2,
  );

/** The numbers of two alike rows are the same, or one is as far apart as the pages are. */
function numbersAgree(a: Candidate, b: Candidate): boolean {
  const [own, other] = [numbersIn(a.row.text), numbersIn(b.row.text)];
  if (own.length !== other.length) return false;
  const steps = own.map((number, i) => number - other[i]!);
  return steps.every((step) => step === 0) || steps.includes(a.index - b.index);
}

const numbersIn = (text: string): readonly number[] =>
  (text.match(/\d+|\b[ivxlcdm]+\b/giu) ?? []).map((word) =>
    /\d/.test(word) ? Number(word) : (romanValue(word) ?? 0),
  );

/** A number alone, in step with the pages. */
function counts(own: Candidate, all: readonly Candidate[], pages: number): boolean {
  const { number } = own;
  if (number === null) return false;
  // The few pages before the first chapter have Roman ones, counted from the title on.
  if (/^\D+$/u.test(own.row.text) && number === own.index + 1 && isOutermost(own)) return true;
  return inStep(all, own.index, number) >= Math.min(2, pages - 1);
}

/** A row of changing words, such as the chapter's name, at a height at which many pages have one, apart from the text. */
function isBand(own: Candidate, all: readonly Candidate[], pages: number, body: BodyType): boolean {
  if (pages < 4 || !isOutermost(own) || own.row.text.length >= LONGEST_BAND) return false;
  if (own.row.size >= TITLE_SIZE * body.size) return false;
  const band = all.filter(
    (other) => other.zone === own.zone && isOutermost(other) && Math.abs(other.row.y - own.row.y) < 3,
  );
  if (band.length < 0.3 * pages) return false;
  // The first line of the text stands at one height on every page too, but close to the second.
  if (band.filter(isApart).length < 0.6 * band.length || !isApart(own)) return false;
  const { row } = own;
  const numbered = /(?:^|\s)\d{1,4}$|^\d{1,4}(?:\s|$)/.test(row.text);
  const runsOn = /[\p{Ll},;-]$/u.test(row.text) && (row.segments[0]?.x1 ?? 0) > 0.85 * own.page.width;
  return (numbered || band.length > 0.5 * pages) && !runsOn;
}

const isOutermost = ({ at, rows, zone }: Candidate): boolean =>
  zone === 'top' ? at === 0 : at === rows.length - 1;

/** Whether a row stands farther from the next one inwards than the lines of its page from each other. */
function isApart(own: Candidate): boolean {
  const { rows, at, row, zone } = own;
  const neighbour = zone === 'top' ? rows[at + 1] : rows[at - 1];
  if (neighbour === undefined) return isOutermost(own);
  const steps = rows.map((each, i) => each.y - (rows[i - 1]?.y ?? each.y)).filter((step) => step > 1);
  return Math.abs(neighbour.y - row.y) > 1.25 * median(steps);
}

/** Equal, or a fifth of the letters apart (a scan's errors). */
function similar(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length <= 6 || Math.abs(a.length - b.length) > 0.2 * a.length) return false;
  return editDistance(a, b) <= 0.2 * a.length;
}

/** Levenshtein's, in one row of the table. */
function editDistance(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0]!;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j]!;
      row[j] = Math.min(above + 1, row[j - 1]! + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1));
      diagonal = above;
    }
  }
  return row[b.length]!;
}
