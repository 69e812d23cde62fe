/**
 * Text for the voice: what a reader sees, put into words that any voice says rightly. Pure; the source is never changed,
 * and every piece of what is said knows the characters that it says (docs/text.md).
 *
 * Rules are applied to the source, each once and in order; what one has taken is closed to those after it. So no rule
 * sees another's words, and the work is linear in the text.
 */
import { canonicalTag } from '../language.ts';
import { lexiconFor } from './languages/lexicons.ts';
import type { Needs } from './needs.ts';
import { applyEdits, type Edit, type NormalisedText } from './pieces.ts';
import type { Context, Found, Rule } from './rule.ts';
import { rulesFor } from './rules.ts';

export type { NormalisedText, Piece } from './pieces.ts';

/** The name of an emoji in one language, or null where it has none. */
export type EmojiNames = (emoji: string) => string | null;

export interface NormaliseOptions {
  /** In the text's language. Left out: emoji are not spoken. */
  readonly emojiName?: EmojiNames | null;
}

/** Characters that a rule may look at on either side of what it found. */
const CONTEXT = 60;
/** Where 3/4/2024 is the fourth of March; a bare "en" is taken for American, as most of what says no more is. */
const MONTH_FIRST = new Set(['US', 'PH', 'PR', 'GU', 'LR']);

/**
 * @param language BCP 47 tag; of a language without rules, only what is the same in all is done. Null: not known.
 * @returns the source itself, in one piece, where there is nothing to change or nothing would be left to say.
 */
export function normalise(
  source: string,
  language: string | null,
  { emojiName = null }: NormaliseOptions = {},
): NormalisedText {
  const tag = canonicalTag(language ?? 'en') ?? 'en';
  const lexicon = lexiconFor(tag);
  const region = /-([A-Z]{2})\b/.exec(tag)?.[1];
  const context: Context = {
    lexicon,
    text: source,
    monthFirst: lexicon.language === 'en' && (region === undefined || MONTH_FIRST.has(region)),
    emojiName,
  };
  const taken = new Uint8Array(source.length);
  const met = new Map<Needs, boolean>();
  const isMet = (needs: Needs) => {
    const known = met.get(needs) ?? needs(source);
    met.set(needs, known);
    return known;
  };
  const edits = rulesFor(lexicon)
    .filter(({ needs }) => isMet(needs))
    .flatMap(({ rules }) => rules.flatMap((rule) => applied(rule, context, taken)));
  if (edits.length === 0) return applyEdits(source, []);
  const normalised = applyEdits(
    source,
    edits.toSorted((a, b) => a.from - b.from || a.to - b.to),
  );
  return /[\p{L}\p{N}]/u.test(normalised.text) || !/\S/u.test(source) ? normalised : applyEdits(source, []);
}

function applied(rule: Rule, context: Context, taken: Uint8Array): Edit[] {
  const { text } = context;
  const edits: Edit[] = [];
  for (const match of text.matchAll(rule.pattern)) {
    const from = match.index;
    const to = from + match[0].length;
    if (to === from || isTaken(taken, from, to)) continue;
    const found: Found = {
      all: match[0],
      groups: match.map((group: string | undefined) => group ?? ''),
      from,
      to,
      before: text.slice(Math.max(0, from - CONTEXT), from),
      after: text.slice(to, to + CONTEXT),
    };
    const said = rule.say(found, context);
    if (said === null) continue;
    let at = from;
    for (const [part, spoken] of typeof said === 'string' ? ([[match[0], said]] as const) : said) {
      const end = at + part.length;
      // What stays as it is stays open: "CHAPTER IV" is a matter of two rules.
      if (part !== spoken) edits.push({ from: at, to: end, text: spoken });
      if (part !== spoken || typeof said === 'string') taken.fill(1, at, end);
      at = end;
    }
    if (at !== to) throw new Error(`The parts of "${rule.name}" do not make up what it found.`);
  }
  return edits;
}

function isTaken(taken: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (taken[at] === 1) return true;
  return false;
}
