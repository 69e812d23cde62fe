/** Cautious rules for the headings of plain texts: a missed one costs an entry of the contents, a false one a sentence. */
import { isSpeakable } from '../../../core/document/clean.ts';
import type { LineGroup } from './lines.ts';

/** From the outermost in. */
export const HEADING_RANKS = ['part', 'chapter', 'title'] as const;
export type HeadingRank = (typeof HEADING_RANKS)[number];

const PART =
  'book|part|volume|vol\\.|teil|buch|livre|partie|tome|libro|parte|tomo|boek|deel|książka|część|книга|часть|том';
const CHAPTER =
  'chapter|chap\\.|section|act|scene|canto|letter|kapitel|chapitre|cap[ií]tulo|capitolo|hoofdstuk|rozdział|kapitola|luku|глава';
const UNITS =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|last';
const TENS = 'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety';
const NUMBER = `(?:[ivxlcdm]+|\\d{1,4}|(?:the )?(?:${UNITS}|(?:${TENS})(?:-(?:${UNITS}))?))`;
const numbered = (words: string) =>
  new RegExp(`^(?:${words})\\s+${NUMBER}(?:\\.|(?:\\s*[.:—–-]+\\s*|\\s+).{1,80})?$`, 'iu');

const PART_LINE = numbered(PART);
const CHAPTER_LINE = numbered(CHAPTER);
const NAMED_LINE =
  /^(?:preface|prologue|epilogue|introduction|(?:table of )?contents|appendix|foreword|afterword|conclusion|notes|index|dedication|acknowledge?ments|vorwort|nachwort|einleitung|préface|avant-propos|prólogo|epílogo|prologo|предисловие|эпилог|пролог)\.?$/iu;
const ROMAN_LINE = /^[IVXLC]{1,8}\.?$/;
const ROMAN_TITLE = /^[IVXLC]{1,8}\.\s+\p{Lu}.{2,60}[^.,;:!?]$/u;
const UNDERLINE = /^([=\-~^*_])\1{2,}$/;
const CLOSING = /^(?:the end|finis|fin|end)\.?$/i;

const LONGEST_TITLE = 60;
/** A text of which more groups than this are in capitals is written in them, or is a list. */
const MOST_CAPITALS = 0.15;

/** What a group of lines is the heading of, or null. At most two lines: "CHAPTER I" and its title. */
export function headingRank(group: LineGroup, capitalsAreTitles: boolean): HeadingRank | null {
  const [first, second] = group.map((line) => line.trim());
  if (first === undefined || group.length > 2) return null;
  if (second !== undefined && !(second.length <= LONGEST_TITLE && /[^.,;:]$/.test(second))) return null;
  if (/[,;]$/.test(first)) return null;
  if (PART_LINE.test(first)) return 'part';
  if (CHAPTER_LINE.test(first) || ROMAN_LINE.test(first)) return 'chapter';
  if (second !== undefined) return null;
  if (NAMED_LINE.test(first) || ROMAN_TITLE.test(first)) return 'chapter';
  return capitalsAreTitles && isCapitalTitle(first) ? 'title' : null;
}

/** Whether lines in capitals may be taken for titles in this text. */
export function capitalsAreTitles(groups: readonly LineGroup[]): boolean {
  const capitals = groups.filter(
    (group) => headingRank(group, false) === null && headingRank(group, true) === 'title',
  );
  return capitals.length <= Math.max(3, groups.length * MOST_CAPITALS);
}

function isCapitalTitle(line: string): boolean {
  const capitals = line.match(/\p{Lu}/gu)?.length ?? 0;
  return (
    capitals >= 3 &&
    !/\p{Ll}/u.test(line) &&
    line.length <= LONGEST_TITLE &&
    /[\p{L}\p{N}!?'’”")\].]$/u.test(line) &&
    /^[\p{L}\p{N}"“‘'(]/u.test(line) &&
    !CLOSING.test(line)
  );
}

/** The level of a heading underlined as in Markdown and older texts ("Title" over "====="), or null. */
export function underlinedLevel(line: string, next: string | undefined): 1 | 2 | null {
  const title = line.trim();
  const rule = next?.trim() ?? '';
  const match = UNDERLINE.exec(rule);
  if (!match || !isSpeakable(title) || title.length > 80) return null;
  if (Math.abs(rule.length - title.length) > Math.max(3, title.length / 3)) return null;
  return match[1] === '=' ? 1 : 2;
}
