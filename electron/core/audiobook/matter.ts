/**
 * What of a book nobody wants to hear read out: cover and title pages, imprint, contents, notes, index, bibliography,
 * licence. Judged by the chapter's title in the languages that books come in, and by the text where a title says
 * nothing. It only decides which ticks are set at first: a person sees the reason and can set them otherwise.
 */
import type { Block } from '../document/model.ts';

export const LEFT_OUT_REASONS = [
  'cover',
  'title-page',
  'imprint',
  'contents',
  'illustrations',
  'notes',
  'index',
  'bibliography',
  'licence',
  'advertisement',
  /** Nothing in it is spoken. */
  'empty',
] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** For the row of a chapter: why it is not ticked. */
export const LEFT_OUT_SENTENCES: Readonly<Record<LeftOutReason, string>> = {
  cover: 'The cover',
  'title-page': 'A title page',
  imprint: 'About the edition',
  contents: 'A list of contents',
  illustrations: 'A list of illustrations',
  notes: 'Notes',
  index: 'An index',
  bibliography: 'A list of books',
  licence: 'A licence text',
  advertisement: 'About other books',
  empty: 'Nothing to read aloud',
};

/**
 * Whole titles, folded: English, German, French, Spanish, Italian, Portuguese, Dutch. What is also the name of a story
 * ("Notes from Underground", "The Index") is no match, since nothing may stand beside it.
 */
const TITLES: Readonly<Record<Exclude<LeftOutReason, 'empty'>, string>> = {
  cover: 'cover|front cover|back cover|umschlag|einband|couverture|cubierta|portada|copertina|capa|omslag',
  'title-page':
    'title ?page|half ?title( page)?|titelblatt|titelseite|schmutztitel|page de titre|faux-titre|frontispiece|' +
    'portadilla|frontespizio|folha de rosto|titelpagina',
  imprint:
    'imprint|colophon|copyright|copyright (page|notice|information)|publication (data|information|details)|' +
    'about (this|the) (edition|e-?book|publisher)|transcriber.?s notes?|transcriptor.?s notes?|impressum|' +
    'mentions legales|achevé d imprimer|créditos|colofón|colofon|ficha catalográfica|production notes?|' +
    'anmerkungen? zur transkription|note(s)? (du|sur la) transcription',
  contents:
    '(table of )?contents|inhalt|inhaltsverzeichnis|table( des matières)?|sommaire|índice general|contenido|' +
    'indice|sommario|sumário|conteúdo|inhoud|inhoudsopgave',
  illustrations:
    '(list of |table of )?(illustrations|figures|plates|maps|tables)|abbildungsverzeichnis|' +
    'verzeichnis der abbildungen|table des illustrations|lista de ilustraciones|elenco delle illustrazioni',
  notes:
    '(end|foot)notes?|notes?|notes and references|anmerkungen|fußnoten|fussnoten|endnoten|' +
    'notes de (fin|bas de page)|notas( al pie| finales| de rodapé)?|note( al testo)?|noten|voetnoten|eindnoten',
  index:
    '(general |subject |name |analytical )?index( of .{3,40})?|register|sachregister|namenregister|' +
    'namensregister|personenregister|stichwortverzeichnis|index général|índice (analítico|onomástico|alfabético|remissivo)|' +
    'indice analitico|trefwoordenregister',
  bibliography:
    '(selected |select |annotated )?bibliography|works cited|references|literature cited|further reading|' +
    'sources|literatur|literaturverzeichnis|quellenverzeichnis|quellen|bibliographie|bibliografía|bibliografia|' +
    'bibliografie|literatuur|literatuurlijst|obras citadas',
  licence:
    'uncopyright|licen[cs]e|licensing|(the )?(full )?project gutenberg.{0,4} licen[cs]e|.*project gutenberg.{0,40}licen[cs]e.*|' +
    'legal notices?|end user licen[cs]e agreement|lizenz|licencia|licenza|licença|licentie|' +
    'start(:|ing)? (of )?full licen[cs]e',
  advertisement:
    '(also|other (books|works|titles)|books) by .{2,60}|about the (author|authors|translator)|about .{2,40} press|' +
    'newsletter( sign ?-?up)?|advertisements?|praise for .{2,80}|über (den autor|die autorin)|du même auteur|' +
    'sobre (el autor|la autora|o autor|a autora)|l autore',
};

const PATTERNS = Object.entries(TITLES).map(
  ([reason, titles]) => [reason as LeftOutReason, new RegExp(`^(?:${titles})$`, 'u')] as const,
);

/** Project Gutenberg's terms stand at the end of a book's last chapter file, often without a title of their own. */
const LICENCE_TEXT =
  /project gutenberg(?:-tm|™)? (?:licen[cs]e|literary archive foundation)|creative commons (?:attribution|legal code)|gnu (?:general|free) (?:public|documentation) licen[cs]e/iu;
/** Of the characters looked at, a chapter that names its licence so early is one. */
const LICENCE_WITHIN = 1_500;
/** An entry of an index: words, then numbers of pages. */
const INDEX_ENTRY = /\p{L}.*[,;:\s]\s*\d{1,4}(?:[-–]\d{1,4})?(?:\s*[,;]\s*\d{1,4}(?:[-–]\d{1,4})?)*\.?$/u;
const FEWEST_INDEX_ENTRIES = 20;
const INDEX_PART = 0.7;

/**
 * @param title Of the chapter; empty where it has none.
 * @param blocks Those of the chapter, or its first ones.
 * @returns null for what is to be read.
 */
export function leftOutReason(title: string, blocks: readonly Block[]): LeftOutReason | null {
  const spoken = blocks.filter((block) => block.spoken && /[\p{L}\p{N}]/u.test(block.text));
  const heading = spoken.find(({ kind }) => kind === 'heading')?.text ?? '';
  const byTitle = reasonOfTitle(title) ?? (title === '' ? reasonOfTitle(heading) : null);
  if (byTitle) return byTitle;
  if (spoken.length === 0) return 'empty';
  const beginning = spoken
    .slice(0, 12)
    .map(({ text }) => text)
    .join('\n')
    .slice(0, LICENCE_WITHIN);
  if (LICENCE_TEXT.test(beginning) && !spoken.slice(0, 12).some(isStory)) return 'licence';
  const entries = spoken.filter(
    ({ kind, text }) => kind !== 'heading' && INDEX_ENTRY.test(text) && text.length < 160,
  );
  if (entries.length >= FEWEST_INDEX_ENTRIES && entries.length >= INDEX_PART * spoken.length) return 'index';
  return null;
}

/** Dialogue: no licence has it. */
const isStory = ({ text }: Block): boolean => /[“«„][^”»“]{2,}[,.!?][”»“]/u.test(text);

function reasonOfTitle(title: string): LeftOutReason | null {
  const folded = fold(title);
  return PATTERNS.find(([, pattern]) => pattern.test(folded))?.[0] ?? null;
}

/** Lower case, one space for every run of marks, no number before it ("12. Index") and no full stop after. */
function fold(title: string): string {
  return title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’']/gu, ' ')
    .replace(/\bl /gu, 'l ')
    .replace(/[*_:.!—–]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^(?:appendix )?(?:\d{1,3}|[a-z]|[ivxlc]{1,6}) (?=\p{L}{4})/u, '');
}
