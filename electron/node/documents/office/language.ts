/** The languages that word processors write on every run, and what they say of the document. */
import type { Block } from '../../../core/document/model.ts';
import { ownLanguage, primaryLanguage } from '../../../core/language.ts';

/** What programs write that know nothing of the language. */
const NO_CLAIM = 'en-US';

export interface Settled {
  /** The document's language, or null where the file says nothing that could be trusted. */
  readonly language: string | null;
  readonly blocks: readonly Block[];
}

/**
 * The language of the most text is the document's; blocks keep theirs where it differs.
 * @param blocks Made without a document's language, so that each says its own, or nothing.
 * @param fallback What the file's metadata or defaults say; it holds for blocks that say nothing.
 */
export function settleLanguage(blocks: readonly Block[], fallback: string | null): Settled {
  const otherwise = fallback === NO_CLAIM ? null : fallback;
  const amounts = new Map<string | null, number>();
  for (const { language, text } of blocks) {
    const said = language ?? otherwise;
    amounts.set(said, (amounts.get(said) ?? 0) + text.length);
  }
  const language = [...amounts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? otherwise;
  return {
    language,
    blocks: blocks.map((block) => ({
      ...block,
      language: ownLanguage(block.language ?? otherwise, language),
    })),
  };
}

const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;
/** Scripts that only the third language of a run ("complex") is about, besides those that run from right to left. */
const COMPLEX = /[\p{Script=Devanagari}\p{Script=Thai}\p{Script=Tamil}\p{Script=Bengali}\p{Script=Khmer}]/u;
const RIGHT_TO_LEFT_LANGUAGES = new Set(['ar', 'he', 'fa', 'ur', 'yi', 'ps', 'ku', 'sd', 'ug', 'dv', 'syr']);

/** A run has a language for each family of scripts: Western, East Asian and complex. */
export interface RunLanguages {
  readonly western?: string | null;
  readonly eastAsian?: string | null;
  readonly complex?: string | null;
}

/** The one that a piece of text is in; undefined where it has no letter to tell by. */
export function languageOfRun(text: string, languages: RunLanguages): string | null | undefined {
  if (!/\p{L}/u.test(text)) return undefined;
  if (EAST_ASIAN.test(text)) return languages.eastAsian ?? null;
  if (RIGHT_TO_LEFT.test(text)) {
    const tag = languages.complex ?? null;
    return tag !== null && RIGHT_TO_LEFT_LANGUAGES.has(primaryLanguage(tag)) ? tag : null;
  }
  return (COMPLEX.test(text) ? languages.complex : languages.western) ?? null;
}
