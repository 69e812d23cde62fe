/**
 * Where a sentence may end: what UAX #29 finds, and what it does not see. Positions are UTF-16 offsets at which the
 * next sentence would begin, after the white space.
 */
import { insideCluster } from './graphemes.ts';
import type { SentenceLanguage } from './sentence-language.ts';

export interface Candidates {
  /** To be judged by the rules. In order, without repeats. */
  readonly possible: readonly number[];
  /** Layout, not grammar: blank lines, list items. No rule is asked. */
  readonly certain: ReadonlySet<number>;
}

interface Pattern {
  readonly because: string;
  /**
   * The end of each match is a place where a sentence may begin. What is rare is looked ahead for first, before what
   * costs more is looked back for.
   */
  readonly pattern: RegExp;
  readonly armenian?: true;
}

const PATTERNS: readonly Pattern[] = [
  {
    because:
      'The space was forgotten: "world.Today is", "жағдайы.XVIII ғасыр". Not in addresses and file names.',
    pattern:
      /(?=[.!?])(?<![@/:.]\S{0,60}|www)(?<=\p{Ll}{2})[.!?]["”’)]?(?=\p{Lu}(?:\p{Ll}+|[IVXLC]*)[\s,.])/gu,
  },
  {
    because: 'A sentence may begin with a number; UAX #29 sees none before digits and a small letter.',
    pattern: /(?=\s+\d)(?<=\p{Ll}{3}\.["”’)]?)\s+(?=\d)/gu,
  },
  {
    because: 'A sentence may begin with an ellipsis and a small letter: "was raak. ...en toen".',
    pattern: /(?=\s+[.…])(?<=\p{L}[.!?])\s+(?=\.{3}|…|\.\s\.\s\.\s)/gu,
  },
  {
    because: 'A Dutch sentence may begin with an article that has lost its vowel: "’s Avonds", "’t Is".',
    pattern: /(?=\s+['’‘])(?<=[.!?]["”’]?)\s+(?=['’‘][snt]\s\p{Lu})/gu,
  },
  {
    because: 'A spaced ellipsis, or four dots, before a capital letter.',
    pattern:
      /(?=\s\.\s)(?<=\p{L}{2}["”’)]?)(?:\s\.){3,4}\s(?=\p{Lu})|(?=\.{3})(?<=\p{L})\.{3,}["”’)]?\s+(?=\p{Lu})/gu,
  },
  {
    because: 'A note mark stands between the full stop and the space: "martyr.[1] The emperor".',
    pattern: /(?=\[)(?<=\p{L}["”’)]?[.!?]["”’)]?)(?:\[\d+(?:\s?[,–-]\s?\d+)*\])+\s+(?=\p{Lu})/gu,
  },
  {
    because: 'The same, of a raised number that lost its height: "fined under the Act.1 The court".',
    pattern: /(?=\d)(?<=\p{Ll}{3}\.|\)\.|[.!?]["”’])\d{1,3}(?:[,–-]\d{1,3})*\s+(?=\p{Lu})/gu,
  },
  {
    because:
      'A speaker in a dialogue, or a thought, is led by a dash, which UAX #29 lets continue a sentence.',
    pattern: /(?=\s+[-–—])(?<=[\p{L}\p{M}\p{N}"”’»)]\s?[.!?…]["”’»)]*)\s+(?=[-–—]{1,2}\s?["“„«»¿¡]?\p{Lu})/gu,
  },
  {
    because: 'A closing quote that stands off by a space: "« Je ne sais pas. » Elle".',
    pattern: /(?=["”»]\s)(?<=[.!?…]\s)["”»]\s+(?=["“„«(¿¡—–-]*\s?\p{Lu})/gu,
  },
  {
    because: 'An ellipsis of one character before a capital letter.',
    pattern: /(?=\s?…)(?<=\p{L}["”’)]?)\s?…["”’»)]*\s+(?=["“„«¿¡]?\p{Lu})/gu,
  },
  {
    because: 'The full-width full stop, where it is no decimal point.',
    pattern: /．(?!\p{N})[」』）]?\s*/gu,
  },
  {
    because:
      'After a full stop of CJK, “ and 「 open; UAX #29 takes them for closers and breaks behind them.',
    pattern: /[。！？](?=[“‘])|[。！？][」』”’]+(?=[「『“‘])/gu,
  },
  {
    because: 'Verjaket, the Armenian full stop, is often typed as a colon.',
    pattern: /(?<=\p{L}):\s+(?=\S)/gu,
    armenian: true,
  },
];

const BLANK_LINE = /\n[^\S\n]*\n\s*/gu;
const BULLET = /(?<=\s)(?=[•⁃◦▪▫‣●○■□]\s?\S)/gu;
const LINE_ENUMERATOR = /\n[^\S\n]*(?=\(?(?:\d{1,3}|[A-Za-z]|[ivxlc]{1,6}|[IVXLC]{1,6})\)\s)/gu;
const ENUMERATOR = /(?<=^|\s)(\(?)(?:(\d{1,3})|([a-z]))([.)]{1,2})\s+(?=\S)/gu;

const endsOf = (text: string, pattern: RegExp): readonly number[] =>
  Array.from(text.matchAll(pattern), (match) => match.index + match[0].length);

/**
 * Items of a list that was run into one paragraph: "1) The first item 2) The second item". Only a row that begins
 * the text and counts on in the same style is believed.
 */
function inlineListItems(text: string): readonly number[] {
  const items: number[] = [];
  let style = '';
  let value = 0;
  for (const match of text.matchAll(ENUMERATOR)) {
    const [, open = '', digits, letter = '', close = ''] = match;
    const matchValue = digits ? Number(digits) : letter.charCodeAt(0) - 96;
    const matchStyle = open + (digits ? '1' : 'a') + close;
    const first = style === '' && match.index === 0;
    if (!first && (matchStyle !== style || matchValue !== value + 1)) {
      if (style === '') break;
      continue;
    }
    if (!first) items.push(match.index);
    style = matchStyle;
    value = matchValue;
  }
  return items;
}

/** Lines of three words at most without punctuation, three or more of them, are a list of labels, not wrapped prose. */
function labelLines(text: string): readonly number[] {
  if (!text.includes('\n')) return [];
  const starts: number[] = [];
  let offset = 0;
  for (const paragraph of text.split(/(?<=\n[^\S\n]*\n)/u)) {
    const lines = paragraph.trimEnd().split(/(?<=\n)/u);
    const labels = lines.every((line) => !/\p{P}\s*$/u.test(line) && line.trim().split(/\s+/u).length <= 3);
    if (labels && lines.length >= 3) {
      let start = offset;
      for (const line of lines) starts.push((start += line.length));
    }
    offset += paragraph.length;
  }
  return starts;
}

/** Moves each place behind the white space that it stands before, drops those inside a grapheme cluster. */
function settle(text: string, places: Iterable<number>): readonly number[] {
  const settled = new Set<number>();
  let at = 0;
  for (const place of [...new Set(places)].sort((a, b) => a - b)) {
    at = Math.max(at, place);
    while (at < text.length && /\s/u.test(text.charAt(at))) at++;
    if (at > 0 && at < text.length && !insideCluster(text, at)) settled.add(at);
  }
  return [...settled];
}

/** All places of `text` where a sentence may end. */
export function sentenceCandidates(text: string, tag: string, language: SentenceLanguage): Candidates {
  const certain = settle(text, [
    ...endsOf(text, BLANK_LINE),
    ...endsOf(text, BULLET),
    ...endsOf(text, LINE_ENUMERATOR),
    ...inlineListItems(text),
    ...labelLines(text),
  ]);
  const segmenter = new Intl.Segmenter(tag, { granularity: 'sentence' });
  const found = Array.from(segmenter.segment(text), (segment) => segment.index);
  const extra = PATTERNS.filter((one) => !one.armenian || language.armenian).flatMap((one) =>
    endsOf(text, one.pattern),
  );
  return { possible: settle(text, [...found, ...extra, ...certain]), certain: new Set(certain) };
}
