/** The names of emoji: Unicode's CLDR short names, as emojibase-data (MIT) ships them. */
import { createRequire } from 'node:module';
import { primaryLanguage } from '../../core/language.ts';
import { normalise, type EmojiNames, type NormalisedText } from '../../core/normalise/normalise.ts';
import type { SpeechRequest } from '../../core/speech/types.ts';

interface Entry {
  readonly unicode: string;
  readonly label: string;
  readonly skins?: readonly Entry[];
}

/** The languages that text is written out in. */
const LANGUAGES: ReadonlySet<string> = new Set(['en', 'de', 'fr', 'es', 'it', 'pt']);
const load = createRequire(import.meta.url);
const known = new Map<string, ReadonlyMap<string, string>>();
const NONE: EmojiNames = () => null;

/** With and without the sign that asks for the coloured picture it is the same emoji. */
const bare = (emoji: string) => emoji.replaceAll('\ufe0f', '');

/** Read when the first emoji of a language is met: 1,900 names each. */
export function emojiNames(language: string): EmojiNames {
  const base = primaryLanguage(language);
  if (!LANGUAGES.has(base)) return NONE;
  return (emoji) => {
    const names = known.get(base) ?? read(base);
    known.set(base, names);
    return names.get(bare(emoji)) ?? null;
  };
}

function read(language: string): ReadonlyMap<string, string> {
  const entries = load(`emojibase-data/${language}/compact.json`) as readonly Entry[];
  return new Map(
    entries
      .flatMap((entry) => [entry, ...(entry.skins ?? [])])
      .map(({ unicode, label }) => [bare(unicode), label]),
  );
}

/**
 * How a finished segment's text came from its source: the same work done again, with and without emoji.
 * @returns null where it was the source itself, or was made by other rules than today's: the words are then aligned
 *   with the source as they are.
 */
export function spokenAs(source: string, { text, language }: SpeechRequest): NormalisedText | null {
  if (source === text) return null;
  for (const emojiName of [emojiNames(language), null]) {
    const spoken = normalise(source, language, { emojiName });
    if (spoken.text === text) return spoken;
  }
  return null;
}
