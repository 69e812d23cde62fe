/**
 * Languages that a document does not declare: of the whole, from its first sections; of a passage in another language,
 * from its own text when its section is read. What the markup says is never doubted.
 */
import { primaryLanguage } from '../../../core/language.ts';
import type { Block, Section } from '../../../core/document/model.ts';
import type { OpenDocument } from '../../../core/document/reader.ts';
import {
  areAlike,
  LEAST_LETTERS,
  lettersIn,
  passageLanguage,
  saysEnough,
} from '../../../core/text/passage-language.ts';
import { scriptLanguage } from '../../../core/text/script-language.ts';
import { loadDetector } from './detector.ts';
import { hasSomeOf, looksLike, plainLanguage } from './function-words.ts';

/** Characters of running text that tell a document's language. */
const SAMPLE = 4_000;
/** Sections that are read for it: title pages and contents say little. */
const SAMPLE_SECTIONS = 6;
/** The part of its letters that must plainly be in a language, for the detector not to be asked. */
const PLAINLY = 0.5;
/** Kinds of blocks that are prose; a table or code is in no language. */
const PROSE: ReadonlySet<Block['kind']> = new Set([
  'paragraph',
  'listItem',
  'quote',
  'verse',
  'heading',
  'note',
]);

/** The same document, its languages known as far as they can be. */
export async function withLanguages(document: OpenDocument): Promise<OpenDocument> {
  const { metadata } = document.summary;
  const language = metadata.language ?? (await languageOf(document));
  if (language === null) return document;
  return {
    resource: (name) => document.resource(name),
    close: () => document.close(),
    summary: { ...document.summary, metadata: { ...metadata, language } },
    section: async (index) => withPassages(await document.section(index), language),
  };
}

async function languageOf(document: OpenDocument): Promise<string | null> {
  const sample: string[] = [];
  let length = 0;
  const sections = Math.min(document.summary.sections.length, SAMPLE_SECTIONS);
  for (let index = 0; index < sections && length < SAMPLE; index++) {
    // A bad section is told of when it is read.
    const section = await document.section(index).catch(() => null);
    for (const { spoken, language, text } of section?.blocks ?? [])
      if (spoken && language === null && length < SAMPLE) {
        sample.push(text);
        length += text.length;
      }
  }
  return languageOfTexts(sample);
}

/**
 * The language of most of some texts: each has as many votes as letters, for a long quotation must not decide. Where they
 * are too few, or the guess is doubtful, that which their script tells, or null.
 */
export async function languageOfTexts(sample: readonly string[]): Promise<string | null> {
  const whole = sample.join('\n');
  const letters = lettersIn(whole);
  if (letters < LEAST_LETTERS / 3) return scriptLanguage(whole);
  // Of most documents the commonest words say it, which need no detector.
  const plain = mostVoted(sample, plainLanguage);
  if (plain && plain.letters >= letters * PLAINLY) return plain.language;
  const { detect } = await loadDetector();
  const sure = (text: string): string | null => {
    const { language, reliable } = detect(text);
    return reliable && language !== '' ? language : null;
  };
  // Short lines, none of which says enough alone, may do so together.
  return mostVoted(sample, sure)?.language ?? sure(whole) ?? scriptLanguage(whole);
}

/** What most of the letters are in. */
function mostVoted(texts: readonly string[], languageOf: (text: string) => string | null) {
  const votes = new Map<string, number>();
  for (const text of texts) {
    const language = languageOf(text);
    if (language !== null) votes.set(language, (votes.get(language) ?? 0) + lettersIn(text));
  }
  const [most] = [...votes].toSorted(([, one], [, other]) => other - one);
  return most ? { language: most[0], letters: most[1] } : null;
}

async function withPassages(section: Section, document: string): Promise<Section> {
  const doubtful = section.blocks.filter((block) => mayBeForeign(block, document));
  if (doubtful.length === 0) return section;
  const detector = await loadDetector();
  // In Sanskrit everything looks like Hindi to who has never seen Sanskrit.
  if (!detector.knows(primaryLanguage(document))) return section;
  const foreign = new Map<Block, string>();
  for (const block of doubtful) {
    const language = passageLanguage(block.text, detector.detect(block.text), document);
    if (language !== null && !isMixed(block.text, primaryLanguage(document), language))
      foreign.set(block, language);
  }
  if (foreign.size === 0) return section;
  return {
    ...section,
    blocks: section.blocks.map((block) => {
      const language = foreign.get(block);
      return language === undefined ? block : { ...block, language };
    }),
  };
}

/**
 * Most paragraphs are plainly in the document's language: its commonest words say so. Of short ones no guess would be
 * believed. Neither is worth loading the detector for, before the first page of a book is shown.
 */
function mayBeForeign({ kind, language, text }: Block, document: string): boolean {
  return (
    language === null && PROSE.has(kind) && !looksLike(text, primaryLanguage(document)) && saysEnough(text)
  );
}

/** What is in two languages stays with the document's voice. Languages that are alike share their commonest words. */
const isMixed = (text: string, home: string, found: string) =>
  !areAlike(home, found) && hasSomeOf(text, home);
