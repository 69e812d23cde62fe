/** How a plain text was broken into lines, by its author or by a program that wrapped it. */

/** Lines without an empty one between them. */
export type LineGroup = readonly string[];

export interface Wrapping {
  /** The column at which lines were broken, in UTF-16 units; null: a line end means something everywhere. */
  readonly column: number | null;
}

/** Beyond it nobody wraps by hand: such lines are paragraphs. */
const WIDEST = 120;
const NARROWEST = 24;
const FEWEST_PAIRS = 3;

/** Splits at empty lines, page feeds and lines of white space; ends of lines are trimmed, indents kept. */
export function groupLines(text: string): readonly LineGroup[] {
  const groups: string[][] = [];
  let group: string[] = [];
  for (const raw of text.split(/\r\n|[\n\r\u2028\u2029\u0085]/)) {
    for (const [index, part] of raw.split('\f').entries()) {
      const line = part.replaceAll('\t', '    ').trimEnd();
      if ((index > 0 || line === '') && group.length > 0) {
        groups.push(group);
        group = [];
      }
      if (line !== '') group.push(line);
    }
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

/**
 * A text was wrapped by a program if, at most line ends, the next line's first word would not have fitted any more.
 * Verse, lists and one-paragraph-a-line texts break long before that.
 */
export function detectWrapping(groups: readonly LineGroup[]): Wrapping {
  const lengths = groups
    .filter((group) => group.length > 1)
    .flatMap((group) => group.map((line) => line.length))
    .sort((a, b) => a - b);
  const column = lengths[Math.floor(lengths.length * 0.95)] ?? 0;
  if (column < NARROWEST || column > WIDEST) return { column: null };
  let pairs = 0;
  let filled = 0;
  for (const group of groups) {
    for (let index = 1; index < group.length; index++) {
      pairs++;
      if (isFilled(group[index - 1] ?? '', group[index] ?? '', column)) filled++;
    }
  }
  return { column: pairs >= FEWEST_PAIRS && filled > pairs / 2 ? column : null };
}

/** Whether a line ends because the next one's first word did not fit. Scripts without spaces break anywhere. */
export function isFilled(line: string, next: string, column: number): boolean {
  const first = /^\s*([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|\S+)/u.exec(next)?.[1] ?? '';
  return line.length + 1 + first.length > column - 1;
}

/** The part of a group's line ends that are filled; 0 for a single line. */
export function filledShare(group: LineGroup, column: number): number {
  if (group.length < 2) return 0;
  const filled = group.filter((line, index) => index > 0 && isFilled(group[index - 1] ?? '', line, column));
  return filled.length / (group.length - 1);
}

export const indentOf = (line: string): number => line.length - line.trimStart().length;

/** UTF-16 units. Of what was joined so far no more is looked at: no word is longer. */
const LONGEST_WORD = 100;

/**
 * Joins wrapped lines. A hyphen at a line's end goes if the text has the joined word elsewhere, and else stays, for it
 * may belong to the word; scripts without spaces between words get none. Linear in the length of the lines.
 * @param hasWord Whether the text has this lower-case word somewhere.
 */
export function joinLines(lines: readonly string[], hasWord: (word: string) => boolean): string {
  const pieces: string[] = [];
  let end = '';
  for (const raw of lines) {
    const line = raw.trim();
    let glue = '';
    if (/\p{L}-$/u.test(end) && /^\p{Ll}/u.test(line)) {
      const before = /\p{L}+-$/u.exec(end)?.[0].slice(0, -1) ?? '';
      const after = /^\p{L}+/u.exec(line)?.[0] ?? '';
      if (hasWord((before + after).toLowerCase())) {
        pieces.push(pieces.pop()?.slice(0, -1) ?? '');
        end = end.slice(0, -1);
      }
    } else if (end !== '' && !/(?:--|—)$/.test(end) && !joinsDirectly(end, line)) glue = ' ';
    pieces.push(glue + line);
    end = (end + glue + line.slice(-LONGEST_WORD)).slice(-LONGEST_WORD);
  }
  return pieces.join('');
}

const WITHOUT_SPACES =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\uff00-\\uffef]';
const ENDS_WITHOUT_SPACES = new RegExp(`${WITHOUT_SPACES}$`, 'u');
const STARTS_WITHOUT_SPACES = new RegExp(`^${WITHOUT_SPACES}`, 'u');
const joinsDirectly = (text: string, line: string): boolean =>
  ENDS_WITHOUT_SPACES.test(text) && STARTS_WITHOUT_SPACES.test(line);
