/** The lexicon of a language tag; made once for each. */
import { french } from './fr.ts';
import { english } from './en.ts';
import { german } from './de.ts';
import { italian } from './it.ts';
import type { Lexicon } from './lexicon.ts';
import { portuguese } from './pt.ts';
import { spanish } from './es.ts';
import { primaryLanguage } from '../../language.ts';

const MAKERS: Readonly<Record<string, (region: string | undefined) => Lexicon>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  it: italian,
  pt: portuguese,
};
const known = new Map<string, Lexicon>();

/** Whether there are rules for a language; for others only what is the same in all is done. */
export function hasLexicon(tag: string): boolean {
  return primaryLanguage(tag) in MAKERS;
}

/** @param tag Canonical. Of another language English's, of which the rules take only what needs no words. */
export function lexiconFor(tag: string): Lexicon {
  const language = primaryLanguage(tag);
  const region = /-([A-Z]{2})\b/.exec(tag)?.[1];
  const key = `${language}-${region ?? ''}`;
  const lexicon = known.get(key) ?? made(language, region);
  known.set(key, lexicon);
  return lexicon;
}

function made(language: string, region: string | undefined): Lexicon {
  const maker = MAKERS[language];
  return maker ? maker(region) : { ...english(undefined), language };
}
