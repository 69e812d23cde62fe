/**
 * Whether a sentence ends at a place where one may. UAX #29 (Intl.Segmenter) knows no abbreviations, initials,
 * ordinals or brackets; these rules do. The first that has an opinion decides; without one the sentence ends.
 */
import type { Boundary } from './sentence-boundary.ts';

export type Verdict = 'ends' | 'goes-on';

interface Rule {
  readonly name: string;
  readonly because: string;
  readonly decide: (boundary: Boundary) => Verdict | undefined;
}

const goesOn = (sure: boolean): Verdict | undefined => (sure ? 'goes-on' : undefined);
const ends = (sure: boolean): Verdict | undefined => (sure ? 'ends' : undefined);

const TERMINATED = /[.!?…:;。！？؟։।។]["'”’»›)\]}」』]*$/u;
const UPPER = /^\p{Lu}/u;
const INITIAL = /^\p{Lu}$/u;

/** The next word looks like the first of a sentence. */
function startsSentence({ language, nextWord }: Boundary): boolean {
  const word = nextWord.toLowerCase().replace(/['’].*$/u, '');
  return language.starters ? language.starters.has(word) : UPPER.test(nextWord);
}

/**
 * Keys under which the word before the stop may stand in the tables: as it is; its last part ("dell'art.",
 * "Goethe-Str."); and with the abbreviation before it ("B." after "z." is `z.b`).
 */
function abbreviationKeys({ word, wordBefore }: Boundary): readonly string[] {
  const key = word.toLowerCase();
  const lastPart = key.replace(/^.*[—–/'’-]/u, '');
  const joined = /\.$/u.test(wordBefore) ? wordBefore.toLowerCase().replace(/^[(["“„‘]+/u, '') + key : '';
  return [key, lastPart, joined];
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
          /^\s*(?:[•⁃*-]\s*)?(?:\(?\d{1,3}|\(?[a-zA-Z]|[IVXLC]{1,6})[.)]{1,2}\s*$/u.test(left) &&
          !(language.english && /^\s*I\.\s*$/u.test(left)),
      ),
  },
  {
    name: 'orphan closer',
    because:
      'A closing quote or bracket belongs to the sentence it closes; an apostrophe with a letter does not.',
    decide: ({ after }) => goesOn(/^\s*[)\]}”»’]/u.test(after) && !/^\s*’\p{L}/u.test(after)),
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
    because: 'A small letter continues: "Yahoo! in the department", "\'This is great.\' she said".',
    decide: ({ next }) => goesOn(/^\p{Ll}/u.test(next)),
  },
  {
    name: 'ellipsis before I',
    because: '"I" is always capital, so after three dots its capital tells nothing.',
    decide: ({ language, before, nextWord }) =>
      goesOn(
        language.english && /[^.\s]\s+\.\s\.\s\.$/u.test(before) && /^I(?:['’]\p{Ll}+)?$/u.test(nextWord),
      ),
  },
  {
    name: 'abbreviation',
    because: 'The tables of sentence-language.ts.',
    decide: (boundary) => {
      if (!boundary.word) return undefined;
      const { abbreviations } = boundary.language;
      const kinds = abbreviationKeys(boundary).map((key) => abbreviations.get(key));
      if (kinds.includes('title')) return 'goes-on';
      if (kinds.includes('numbered') && /^(?:[\p{N}§#$€£]|[IVXLC]+\b)/u.test(boundary.next)) return 'goes-on';
      if (kinds.includes('numbered') && !INITIAL.test(boundary.word)) return 'ends';
      if (!kinds.includes('ambiguous')) return undefined;
      if (/^\p{Ll}$/u.test(boundary.word) && !/\d/u.test(boundary.wordBefore)) return undefined; // "г." is "city", too
      const titleAfterTime =
        /^[ap]\.m$/u.test(boundary.word) && /^(?:mr|mrs|ms|dr|hr|fru)$/iu.test(boundary.nextWord);
      return startsSentence(boundary) && !titleAfterTime ? 'ends' : 'goes-on';
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
            startsSentence(boundary)),
      ),
  },
  {
    name: 'initial',
    because: '"J. Smith": a capital letter with a stop before a capitalised word that is no first word.',
    decide: (boundary) => {
      if (!INITIAL.test(boundary.word)) return undefined;
      if (!UPPER.test(boundary.next)) return 'ends';
      const starter = boundary.language.starters !== null && startsSentence(boundary);
      const another = boundary.nextWord.length === 1;
      return starter && !another ? 'ends' : 'goes-on';
    },
  },
  {
    name: 'letter abbreviation',
    because: 'A single letter that is no Latin capital is never a sentence\'s last word: "z.", "т.", "د.".',
    decide: ({ word }) => goesOn(/^\p{L}$/u.test(word)),
  },
  {
    name: 'acronym',
    because: '"U.S." and "J.R.R. Tolkien", not in the tables: only a known first word ends the sentence.',
    decide: (boundary) => {
      if (boundary.word.length > 9 || !/^(?:\p{L}\.)+\p{L}$/u.test(boundary.word)) return undefined;
      return boundary.language.starters && startsSentence(boundary) ? 'ends' : 'goes-on';
    },
  },
  {
    name: 'ordinal',
    because: '"12. Juni": a number with a stop is an ordinal where the language writes them so.',
    decide: (boundary) =>
      goesOn(
        boundary.language.ordinals &&
          /^\d{1,2}$/u.test(boundary.word) &&
          !(boundary.language.starters && startsSentence(boundary)),
      ),
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
