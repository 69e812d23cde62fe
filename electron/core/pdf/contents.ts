import type { Line } from './types.ts';

/** Dots that lead to a page's number. */
const LED = /(?:\s?[.·…_]){3,}\s*(\d{1,4}|[ivxlcdm]{1,7})$/iu;
const NUMBER = /^(?:\d{1,4}|[ivxlcdm]{1,7})$/iu;
/** "Contents" as books have it above such a list, in the languages of most. */
const TITLE =
  /^(?:(?:table of )?contents|list of (?:figures|tables)|inhalt(?:sverzeichnis|sübersicht)?|(?:abbildungs|tabellen)verzeichnis|table des (?:matières|figures)|sommaire|índice(?: general)?|indice(?: generale)?|sommario|sumário|inhoud(?:sopgave)?|indhold(?:sfortegnelse)?|innhold(?:sfortegnelse)?|innehåll(?:sförteckning)?|sisällys(?:luettelo)?|spis treści|obsah|tartalom(?:jegyzék)?|içindekiler|cuprins|содержание|оглавление|зміст|съдържание|περιεχόμενα|目次|目录|目錄|차례)$/iu;
/** Fewer entries are no list. */
const LEAST = 3;
/** Lines between two entries: one that runs over, the name of a part. */
const MOST_BETWEEN = 1;

/**
 * The lines of a list of contents, its title with them: entries that end with the number of a page, dots before it, or
 * in a cell of its own below such a title.
 */
export function contentsLines(lines: readonly Line[]): ReadonlySet<Line> {
  const found = new Set<Line>();
  let at = 0;
  while (at < lines.length) {
    const titled = TITLE.test(lines[at]!.text.trim());
    const first = titled ? at + 1 : at;
    const last = lastEntry(lines, first, titled);
    if (last < first) {
      at++;
      continue;
    }
    for (const line of lines.slice(at, last + 1)) found.add(line);
    at = last + 1;
  }
  return found;
}

/** The last of a list's entries that begins at `first`; below `first` where there is no list. */
function lastEntry(lines: readonly Line[], first: number, titled: boolean): number {
  let [entries, led, last, between] = [0, 0, first - 1, 0];
  for (let i = first; i < lines.length && between <= MOST_BETWEEN; i++) {
    const line = lines[i]!;
    const hasDots = LED.test(line.text);
    if (hasDots || isNumbered(line)) {
      [entries, led, last, between] = [entries + 1, led + Number(hasDots), i, 0];
    } else if (entries === 0 && !titled) break;
    else between++;
  }
  return entries >= LEAST && (titled || 2 * led > entries) ? last : first - 1;
}

const isNumbered = ({ segments, gap, size }: Line): boolean =>
  segments.length >= 2 && gap > 1.5 * size && NUMBER.test(segments.at(-1)!.text);
