/** What the elements and attributes of XHTML and HTML mean for reading. */
import type { SpanKind } from '../../../core/document/model.ts';
import type { Attributes } from './sax.ts';

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Elements that end the text before them. `text` is SVG's. */
const BLOCKS = set(
  'p div section article header footer main aside nav body html h1 h2 h3 h4 h5 h6 hgroup ul ol dl li dt dd blockquote pre address table caption thead tbody tfoot tr figure figcaption details summary fieldset form legend center dir menu text',
);
export const isBlock = (name: string): boolean => BLOCKS.has(name);

/** Elements of which nothing is read. */
const UNREAD = set(
  'script style head title template iframe audio video canvas embed rt rp rtc button select textarea datalist annotation annotation-xml defs desc metadata case',
);

const SPANS: Readonly<Record<string, SpanKind>> = {
  em: 'emphasis',
  i: 'emphasis',
  cite: 'emphasis',
  dfn: 'emphasis',
  var: 'emphasis',
  strong: 'strong',
  b: 'strong',
  code: 'code',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
  sub: 'sub',
  sup: 'sup',
  del: 'strike',
  s: 'strike',
  strike: 'strike',
};

/** The words of `epub:type` and `role`. */
export const typesOf = (attributes: Attributes): readonly string[] =>
  `${attributes['epub:type'] ?? ''} ${attributes['role'] ?? ''}`.toLowerCase().split(/\s+/).filter(Boolean);

const anyOf = (names: string) => {
  const wanted = set(names);
  return (types: readonly string[]): boolean => types.some((type) => wanted.has(type));
};
const isPageBreak = anyOf('pagebreak doc-pagebreak page-list doc-pagelist');
export const isContentsList = anyOf('toc landmarks loi lot loa lov doc-toc');

const VERSE_TYPE = /^z3998:(poem|verse|song|hymn|lyrics)$/;
const VERSE_CLASS = /(?:^|\s)(?:poem|poetry|verse|stanza|linegroup|lg)(?:$|[\s\d_-])/i;
export const isVerse = (types: readonly string[], attributes: Attributes): boolean =>
  types.some((type) => VERSE_TYPE.test(type)) || VERSE_CLASS.test(attributes['class'] ?? '');

/** Verses that are elements of their own are still one stanza. */
export const isStanza = (attributes: Attributes): boolean =>
  /(?:^|\s)(?:stanza|linegroup|lg)(?:$|\s)/i.test(attributes['class'] ?? '');

/** Numbers of pages, lines and verses at the edge of the text. */
const EDGE_NUMBER_CLASS =
  /(?:^|\s)(?:pagenum|page-?number|pageno|pagebreak|lnum|linenum|line-?number)(?:$|\s)/i;
/** Whether the class says so; the element's text has the last word, for such classes also stand on whole pages. */
export const isEdgeNumber = (attributes: Attributes): boolean =>
  EDGE_NUMBER_CLASS.test(attributes['class'] ?? '');
const HIDDEN_STYLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;
/** MediaWiki hides a formula's MathML and shows a picture of it. */
const HIDDEN_FORMULA = /(?:^|\s)mwe-math-mathml-(?:inline|display|a11y)(?:$|\s)/;

/** Whether an element and all in it is left out: not shown to readers, or no part of the text. */
export function isLeftOut(name: string, attributes: Attributes, types: readonly string[]): boolean {
  return (
    UNREAD.has(name) ||
    'hidden' in attributes ||
    attributes['aria-hidden'] === 'true' ||
    (HIDDEN_STYLE.test(attributes['style'] ?? '') && !HIDDEN_FORMULA.test(attributes['class'] ?? '')) ||
    isPageBreak(types) ||
    isEdgeNumber(attributes)
  );
}

/** The spans that an inline element opens by its name, class and style; links apart. */
export function spansOf(name: string, attributes: Attributes): readonly SpanKind[] {
  const named = SPANS[name];
  const small = isSmallCaps(attributes) ? (['smallCaps'] as const) : [];
  return named ? [named, ...small] : small;
}

const isSmallCaps = ({ class: classes = '', style = '' }: Attributes): boolean =>
  /(?:^|\s)(?:small-?caps|smcap|sc)(?:$|\s)/i.test(classes) || /small-caps/i.test(style);

/** 1–6 for h1–h6, else 0. */
export const headingLevel = (name: string): number => Number(/^h([1-6])$/.exec(name)?.[1] ?? 0);
