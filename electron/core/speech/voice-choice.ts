import { canonicalTag, primaryLanguage } from '../language.ts';
import type { Voice } from './types.ts';

/** What is read where a document's language is not known, or nothing speaks it. */
export const FALLBACK_LANGUAGE = 'en';

/**
 * The voice that reads a language, or English where none does; null only where none speaks English either.
 *
 * @param language A BCP 47 tag in any case; null where it is not known.
 */
export function voiceForLanguage<V extends Voice>(voices: readonly V[], language: string | null): V | null {
  return chooseVoice(voices, language) ?? chooseVoice(voices, null);
}

/**
 * The first of the best: a voice for the exact tag, then for ever shorter ones (`zh-Hant-TW`, `zh-Hant`, `zh`: the
 * lookup of RFC 4647), then any of the same primary language. Where several fit, those whose main language it is come
 * first, then the order of the list. Null where none does.
 */
export function chooseVoice<V extends Voice>(voices: readonly V[], language: string | null): V | null {
  const tag = canonicalTag(language ?? FALLBACK_LANGUAGE);
  if (tag === null) return null;
  for (let part = tag; part !== ''; part = part.slice(0, Math.max(0, part.lastIndexOf('-')))) {
    const found =
      voices.find(({ languages }) => languages[0] === part) ??
      voices.find(({ languages }) => languages.includes(part));
    if (found) return found;
  }
  return (
    voices.find((voice) => voice.languages[0] && samePrimary(voice.languages[0], tag)) ??
    voices.find((voice) => voice.languages.length > 0 && covers(voice, tag)) ??
    null
  );
}

/**
 * Whether a voice can read a language: same primary language, whatever the region. An unknown one is anybody's, and a
 * voice whose languages are not known is taken at the word of whoever chose it.
 */
export function covers(voice: Pick<Voice, 'languages'>, language: string | null): boolean {
  const { languages } = voice;
  return language === null || languages.length === 0 || languages.some((tag) => samePrimary(tag, language));
}

/**
 * The language that a voice is asked to speak: the text's where it can, else its own: an English voice is not asked for
 * German, even where it has to read some.
 */
export function requestLanguage(voice: Pick<Voice, 'languages'>, language: string | null): string {
  const own = voice.languages[0] ?? FALLBACK_LANGUAGE;
  return language !== null && covers(voice, language) ? language : own;
}

function samePrimary(a: string, b: string): boolean {
  return primaryLanguage(a) === primaryLanguage(b);
}
