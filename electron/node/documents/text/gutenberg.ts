import { cleanLine } from '../../../core/document/clean.ts';
import { languageTag } from '../../../core/language.ts';

export interface TextHeader {
  readonly title: string | null;
  readonly authors: readonly string[];
  readonly language: string | null;
}

/** As Project Gutenberg writes them. */
const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  english: 'en',
  french: 'fr',
  german: 'de',
  spanish: 'es',
  italian: 'it',
  portuguese: 'pt',
  dutch: 'nl',
  finnish: 'fi',
  swedish: 'sv',
  danish: 'da',
  norwegian: 'no',
  latin: 'la',
  greek: 'el',
  russian: 'ru',
  chinese: 'zh',
  japanese: 'ja',
  polish: 'pl',
  hungarian: 'hu',
  czech: 'cs',
  esperanto: 'eo',
};

/** "Title:", "Author:" and "Language:" of a Project Gutenberg text; nothing for any other. */
export function gutenbergHeader(text: string): TextHeader {
  const head = text.slice(0, 4000);
  if (!/Project Gutenberg/i.test(head)) return { title: null, authors: [], language: null };
  const field = (name: string): string | null => {
    const match = new RegExp(`^${name}:[ \\t]*(.+(?:\\r?\\n[ \\t]+\\S.*)*)`, 'im').exec(head);
    return match?.[1] ? cleanLine(match[1]) : null;
  };
  const author = field('Author');
  const language = field('Language')?.toLowerCase() ?? '';
  return {
    title: field('Title'),
    authors: author === null ? [] : [author],
    language: LANGUAGE_NAMES[language] ?? languageTag(language),
  };
}
