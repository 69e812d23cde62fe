/**
 * Whether a sentence ends at a place where one may. UAX #29 (Intl.Segmenter) knows no abbreviations, initials,
 * ordinals or brackets; these rules do. The first that has an opinion decides; without one the sentence ends.
 */
import type { Boundary } from './sentence-boundary.ts';
import type { AbbreviationClass } from './sentence-language.ts';

export type Verdict = 'ends' | 'goes-on';

interface Rule {
  readonly name: string;
  readonly because: string;
  readonly decide: (boundary: Boundary) => Verdict | undefined;
}

const goesOn = (sure: boolean): Verdict | undefined => (sure ? 'goes-on' : undefined);
const ends = (sure: boolean): Verdict | undefined => (sure ? 'ends' : undefined);

const TERMINATED = /[.!?…:;。．！？؟։।។]["'”’»›)\]}」』]*$/u;
const UPPER = /^\p{Lu}/u;
const INITIAL = /^\p{Lu}$/u;
const DAY_OR_ZONE =
  /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:[ECMP][SD]?T|GMT|UTC|BST|CEST|CET|Eastern|Central|Mountain|Pacific|Greenwich)\b)/u;
/** "At 6 p.m.", "By half past 6 p.m.": the time and what leads it are all of the sentence so far. */
const FRONTED =
  /^\W*(?:\p{Lu}\p{L}+|(?:At|By|Around|About|Before|After|Until|From|Since|On)\b[^,;]{0,40})\s[\d:.]+\s*[ap]\.m\.\s*$/iu;

/** A word that is capitalised only where it is the first of a sentence. */
const isFirst = ({ language, nextWord }: Boundary): boolean =>
  language.firsts.has(nextWord.toLowerCase().replace(/['’].*$/u, ''));

/** The next word looks like the first of a sentence. */
const startsSentence = (boundary: Boundary): boolean =>
  boundary.language.anyFirst ? UPPER.test(boundary.nextWord) : isFirst(boundary);

/**
 * What the tables say of the word before the stop: with the abbreviation before it ("B." after "z." is `z.b`), else as
 * it is, and its last part ("dell'art.", "Goethe-Str.", "Hauptstr.").
 */
function abbreviationKinds({
  word,
  wordBefore,
  language,
}: Boundary): readonly (AbbreviationClass | undefined)[] {
  const key = word.toLowerCase();
  const joined = /\.$/u.test(wordBefore)
    ? language.abbreviations.get(wordBefore.toLowerCase().replace(/^[(["“„‘]+/u, '') + key)
    : undefined;
  const lastPart = key.replace(/^(?:.*[—–/'’-]|\p{L}+(?=str$))/u, '');
  return joined ? [joined] : [key, lastPart].map((each) => language.abbreviations.get(each));
}

/** The word before is what a number belongs to ("S. 12.", "Gleis 7."): the number is no ordinal. */
function isLabelled({ wordBefore, language }: Boundary): boolean {
  const before = wordBefore.toLowerCase();
  if (before.endsWith('.')) return language.abbreviations.get(before.slice(0, -1)) === 'numbered';
  return /^\p{Lu}\p{Ll}+$/u.test(wordBefore) && !language.firsts.has(before);
}

const RULES: readonly Rule[] = [
  {
    name: 'wrapped line',
    because: 'A single line feed without punctuation before it only wraps a line (mail, verse).',
    decide: ({ left, before }) => goesOn(/\n\s*$/u.test(left) && !TERMINATED.test(before)),
  },
  {
    name: 'nothing before',
    because: 'White space alone is no sentence.',
    decide: ({ before }) => goesOn(before === ''),
  },
  {
    name: 'inside an address',
    because: 'No space, and an address or a file name before it: "news.asp?Article=1", "Houdan 10.JPG".',
    decide: ({ left, after }) =>
      goesOn(
        /^\S/u.test(after) &&
          (/(?:www\.|[@/])\S*[.?!]$/u.test(left) || (/\d\.$/u.test(left) && /^\p{Lu}{2}/u.test(after))),
      ),
  },
  {
    name: 'lone enumerator',
    because: '"1.", "a)", "IV." at the start belongs to what it counts.',
    decide: ({ left, whole, language }) =>
      goesOn(
        whole &&
          /^\s*(?:[•⁃*-]\s*)?(?:\(?\d{1,3}|\(?[a-zA-Z]|[IVXLC]{1,6})[.)．）]{1,2}\s*$/u.test(left) &&
          !(language.english && /^\s*I\.\s*$/u.test(left)),
      ),
  },
  {
    name: 'orphan closer',
    because:
      'A closing quote or bracket belongs to the sentence it closes; an apostrophe with a letter does not, nor does a mark that stands before its word, as »these« and ”these” open.',
    decide: ({ left, after }) =>
      goesOn(
        /^\s*[)\]}”»’]/u.test(after) &&
          !/^\s*’\p{L}/u.test(after) &&
          !(/\s$/u.test(left) && /^[”»][\p{L}\p{N}]/u.test(after)),
      ),
  },
  {
    name: 'straight closer',
    because: 'A straight quote between spaces closes where one is open: \'" Come here. " She came.\'',
    decide: ({ left, whole, after }) =>
      goesOn(
        /^\s*"\s*(?:[.,;:!?](?!\.)|$)/u.test(after) ||
          (/^\s*"\s(?!['‘])/u.test(after) && !(whole && (left.split('"').length - 1) % 2 === 0)),
      ),
  },
  {
    name: 'citation',
    because:
      'A note such as [12] belongs to the sentence before it; nothing ends right after an opening bracket.',
    decide: ({ before, after }) =>
      goesOn(/^\s*\[\d+(?:\s*[-–,]\s*\d+)*\]/u.test(after) || /[[(]$/u.test(before)),
  },
  {
    name: 'page reference after a quotation',
    because: 'In "… stairways [...]" (Smith 55). the full stop comes after the bracket, and so does the end.',
    decide: ({ before, after }) => goesOn(/["”»]$/u.test(before) && /^\([^()]{1,80}\)[.,;!?]/u.test(after)),
  },
  {
    name: 'quotative particle',
    because:
      'Japanese 「…。」と and 「…。」って run on: the particle makes the quotation part of the sentence.',
    decide: ({ before, after }) => goesOn(/[。！？][」』）]$/u.test(before) && /^(?:と|って)/u.test(after)),
  },
  {
    name: 'title between brackets',
    because: 'A Chinese title is a part of its sentence, whatever marks it has: 《你好！》.',
    decide: ({ before, left, whole }) =>
      goesOn(
        /[。！？]》$/u.test(before) ||
          (whole && (left.match(/《/gu)?.length ?? 0) > (left.match(/》/gu)?.length ?? 0)),
      ),
  },
  {
    name: 'closed parenthesis',
    because:
      'Without spaces, a parenthesis with a full stop inside stays with what stood before it: 彼（医者。）が.',
    decide: ({ before, after, whole }) =>
      goesOn(whole && /^[^（]+（[^（）]*[。！？]）$/u.test(before) && /^[^\s（「『“]/u.test(after)),
  },
  {
    name: 'Armenian full stop',
    because: 'In Armenian "." is a lesser stop, like a colon; verjaket (։, often typed ":") ends a sentence.',
    decide: ({ language, before }) => goesOn(language.armenian && /[\p{L}\p{N}]\.+$/u.test(before)),
  },
  {
    name: 'leading ellipsis',
    because: 'Dots that stand off from a finished sentence open the next one.',
    decide: ({ before, after }) => ends(/^\s*\[?(?:\.\s?){2,}\]?/u.test(after) && TERMINATED.test(before)),
  },
  {
    name: 'only marks before',
    because: 'An ellipsis, an opening quote or bracket is no sentence of its own.',
    decide: ({ before, whole }) => goesOn(whole && /^[.\s…“‘„«"'「『（《([]+$/u.test(before)),
  },
  {
    name: 'lower case',
    because:
      'A small letter continues: "Yahoo! in the department", "\'This is great.\' she said"; but not that of a Dutch "’s Avonds".',
    decide: ({ next, after }) => goesOn(/^\p{Ll}/u.test(next) && !/^['’‘][snt]\s\p{Lu}/u.test(after)),
  },
  {
    name: 'ellipsis before I',
    because: '"I" is always capital, so after three dots its capital tells nothing.',
    decide: ({ language, before, nextWord }) =>
      goesOn(
        language.english &&
          /[^.\s]\s+(?:\.\s\.\s\.|\.{3}|…)$/u.test(before) &&
          /^I(?:['’]\p{Ll}+)?$/u.test(nextWord),
      ),
  },
  {
    name: 'ellipsis before a noun',
    because: 'Nor does the capital of a German noun: "Das ist … Wahnsinn".',
    decide: (boundary) =>
      goesOn(
        boundary.language.german && /[^.\s]\s+(?:\.{3}|…)$/u.test(boundary.before) && !isFirst(boundary),
      ),
  },
  {
    name: 'time of day',
    because:
      'After "He left at 6 p.m." a capital letter begins a sentence; that of a day or a zone does not, nor any where the time itself began one: "At 6 p.m. Mr. Smith".',
    decide: (boundary) => {
      const { language, word, wordBefore, left, whole, next, nextWord } = boundary;
      if (!/^[ap]\.m$/iu.test(word) || !/\d$/u.test(wordBefore) || !UPPER.test(next)) return undefined;
      const title = language.abbreviations.get(nextWord.toLowerCase()) === 'title';
      if (isFirst(boundary) && !title) return undefined;
      if (DAY_OR_ZONE.test(next) || (whole && FRONTED.test(left))) return 'goes-on';
      return language.english ? 'ends' : undefined;
    },
  },
  {
    name: 'abbreviation',
    because: 'The tables of sentence-language.ts.',
    decide: (boundary) => {
      if (!boundary.word) return undefined;
      const kinds = abbreviationKinds(boundary);
      if (kinds.includes('title')) return 'goes-on';
      if (kinds.includes('numbered') && /^(?:[\p{N}§#$€£]|[IVXLC]+\b)/u.test(boundary.next)) return 'goes-on';
      if (kinds.includes('numbered') && !INITIAL.test(boundary.word)) return 'ends';
      if (!kinds.includes('ambiguous')) return undefined;
      if (/^\p{Ll}$/u.test(boundary.word) && !/[\d.]/u.test(boundary.wordBefore)) return undefined; // "г." is "city", too
      return startsSentence(boundary) ? 'ends' : 'goes-on';
    },
  },
  {
    name: 'the word I',
    because: '"…, you and I. Did …": after such words, or before a first word, I is no initial.',
    decide: (boundary) =>
      ends(
        boundary.language.english &&
          boundary.word === 'I' &&
          (/^(?:and|or|but|than|am|so|you,?|nor|as|do|have|did|was|can)$/iu.test(boundary.wordBefore) ||
            isFirst(boundary)),
      ),
  },
  {
    name: 'initial',
    because: '"J. Smith": a capital letter with a stop before a capitalised word that is no first word.',
    decide: (boundary) => {
      if (!INITIAL.test(boundary.word)) return undefined;
      if (!UPPER.test(boundary.next)) return 'ends';
      const another = /^\p{Lu}\./u.test(boundary.next);
      return isFirst(boundary) && !another ? 'ends' : 'goes-on';
    },
  },
  {
    name: 'letter abbreviation',
    because:
      'A single letter that is no Latin capital is never a sentence\'s last word ("z.", "т.", "د."), unless it is a word.',
    decide: ({ word, language }) => goesOn(/^\p{L}$/u.test(word) && !language.letters.has(word)),
  },
  {
    name: 'acronym',
    because: '"U.S." and "J.-J. Rousseau", not in the tables: only a known first word ends the sentence.',
    decide: (boundary) => {
      if (boundary.word.length > 9 || !/^(?:\p{L}\.-?)+\p{L}$/u.test(boundary.word)) return undefined;
      return isFirst(boundary) ? 'ends' : 'goes-on';
    },
  },
  {
    name: 'ordinal',
    because:
      '"12. Juni", "II. Rákóczi": a number with a stop is an ordinal where the language writes them so, but not in "S. 12." or "Gleis 7."',
    decide: (boundary) => {
      const { language, word, nextWord } = boundary;
      if (!language.ordinals || !/^(?:\d{1,2}|[IVXL]{2,6})$/u.test(word)) return undefined;
      if (language.months.has(nextWord.toLowerCase())) return 'goes-on';
      return goesOn(!isFirst(boundary) && !(/^\d/u.test(word) && isLabelled(boundary)));
    },
  },
  {
    name: 'open bracket',
    because: 'A short parenthesis that closes soon stays with the sentence around it.',
    decide: ({ left, whole, after }) => {
      if (!whole) return undefined;
      const open = (left.match(/[([（]/gu)?.length ?? 0) - (left.match(/[)\]）]/gu)?.length ?? 0);
      return goesOn(open > 0 && /^[^([（]*[)\]）]/u.test(after));
    },
  },
];

/** Decides a boundary. */
export function judge(boundary: Boundary): Verdict {
  for (const rule of RULES) {
    const verdict = rule.decide(boundary);
    if (verdict) return verdict;
  }
  return 'ends';
}
