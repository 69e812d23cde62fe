/** Where a sentence that is too long may be cut for the voice, and how well. */
import type { TextRange } from '../document/model.ts';
import { clusterStarts, insideCluster } from './graphemes.ts';
import { trimRange } from './ranges.ts';
import { baseLanguage } from '../language.ts';

export interface BreakPoint {
  /** UTF-16 offset at which the next piece would begin, behind the white space. */
  readonly at: number;
  /** From -4 (in the middle of a word) to 9 (a full stop inside the sentence). */
  readonly quality: number;
}

/** Words that begin a clause: after a comma they mark the better place to breathe. */
const CONJUNCTIONS: Readonly<Record<string, string>> = {
  en: 'and but or nor yet so for because although though which who whom whose where when while if as that until unless since than',
  de: 'und aber oder denn weil dass ob wenn als während obwohl sondern damit der die das welche welcher welches wo wie',
  fr: 'et mais ou car donc ni que qui dont où quand lorsque puisque parce comme si bien',
  es: 'y e o u pero sino porque que quien cuyo donde cuando mientras si como aunque pues',
  it: 'e ed o ma perché che chi cui dove quando mentre se come benché poiché',
  pt: 'e ou mas porque que quem cujo onde quando enquanto se como embora pois',
  nl: 'en maar of want omdat dat die waar toen terwijl als hoewel',
  da: 'og men eller for fordi at der som hvor da når mens hvis selvom',
  sv: 'och men eller för eftersom att som där när medan om fastän',
  pl: 'i a ale lub albo bo że który która które gdzie gdy kiedy jeśli choć',
  ru: 'и а но или что который которая которое где когда если хотя потому чтобы как',
};

const CLOSERS = `["'”’»)\\]」』）]*`;
const INSIDE_PENALTY = 2;
/** In the middle of a word: only where there is nothing else for too long. */
const MID_WORD = -4;

interface Pattern {
  readonly quality: number;
  readonly pattern: RegExp;
}

function patterns(language: string | null): readonly Pattern[] {
  const words = CONJUNCTIONS[baseLanguage(language)]?.replaceAll(' ', '|');
  const clause: readonly Pattern[] = words
    ? [
        { quality: 5, pattern: new RegExp(`,${CLOSERS}\\s+(?=(?:${words})(?!\\p{L}))`, 'giu') },
        { quality: 2, pattern: new RegExp(`(?<!\\s)\\s+(?=(?:${words})\\s)`, 'giu') },
      ]
    : [];
  return [
    { quality: 9, pattern: new RegExp(`[.!?…]${CLOSERS}\\s+|[。！？]${CLOSERS}`, 'gu') },
    { quality: 6, pattern: new RegExp(`[;:]${CLOSERS}\\s+|[；：]${CLOSERS}`, 'gu') },
    { quality: 5, pattern: /\s?[—–]\s*|\s--\s/gu },
    { quality: 3, pattern: new RegExp(`[,،]${CLOSERS}\\s+|[，、]${CLOSERS}`, 'gu') },
    { quality: 3, pattern: /[)\]]\s+|\s(?=[([])/gu },
    { quality: 0, pattern: /\s+/gu },
    ...clause,
  ];
}

const BRACKETS = /[([{“«„「『（)\]}”»」』）]/g;
const OPENING = '([{“«„「『（';
/** Deeper is nothing that anyone wrote. */
const DEEPEST = 200;

/** How deep in brackets and quotes each offset lies; straight quotes, which do not nest, are left out. */
function depths(text: string): Uint8Array {
  const result = new Uint8Array(text.length + 1);
  let [depth, from] = [0, 0];
  for (const { 0: sign, index } of text.matchAll(BRACKETS)) {
    result.fill(depth, from, index + 1);
    depth = OPENING.includes(sign) ? Math.min(DEEPEST, depth + 1) : Math.max(0, depth - 1);
    from = index + 1;
  }
  return result.fill(depth, from);
}

/**
 * The break points of one sentence in order, its ends excluded. No two lie further apart than `longest`, white space
 * not counted, save where one grapheme cluster is longer than that.
 */
export function breakPoints(
  text: string,
  [from, to]: TextRange,
  language: string | null,
  longest: number,
): readonly BreakPoint[] {
  const sentence = text.slice(from, to);
  const depth = depths(sentence);
  const best = new Map<number, number>();
  const note = (at: number, quality: number) => {
    if (at <= 0 || at >= sentence.length || insideCluster(sentence, at)) return;
    best.set(at, Math.max(best.get(at) ?? -Infinity, quality));
  };
  for (const { quality, pattern } of patterns(language)) {
    for (const match of sentence.matchAll(pattern)) {
      const at = match.index + match[0].length;
      note(at, quality - ((depth[at] ?? 0) > 0 ? INSIDE_PENALTY : 0));
    }
  }
  let last = 0;
  for (const at of [...best.keys(), sentence.length].sort((a, b) => a - b)) {
    const word = trimRange(sentence, [last, at]);
    if (word[1] - word[0] > longest)
      for (const start of clusterStarts(sentence, ...word)) note(start, MID_WORD);
    last = at;
  }
  return [...best].map(([at, quality]) => ({ at: from + at, quality })).sort((a, b) => a.at - b.at);
}
