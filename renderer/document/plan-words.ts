/** What the kinds of blocks are called where a person chooses among them. */
import type { Decider, PlanKind } from '../../electron/core/document/plan.ts';

interface Words {
  /** Begins a label: "Note · skipped". */
  readonly one: string;
  /** Begins a sentence and, in lower case, stands in one. */
  readonly many: string;
}

export const KIND_WORDS: Readonly<Record<PlanKind, Words>> = {
  heading: { one: 'Heading', many: 'Headings' },
  paragraph: { one: 'Paragraph', many: 'Paragraphs' },
  listItem: { one: 'List entry', many: 'List entries' },
  quote: { one: 'Quotation', many: 'Quotations' },
  verse: { one: 'Verse', many: 'Verses' },
  code: { one: 'Code', many: 'Code listings' },
  table: { one: 'Table row', many: 'Tables' },
  caption: { one: 'Caption', many: 'Captions' },
  figure: { one: 'Picture', many: 'Descriptions of pictures' },
  note: { one: 'Note', many: 'Notes' },
  formula: { one: 'Formula', many: 'Formulas' },
  separator: { one: 'Ornament', many: 'Ornaments' },
  header: { one: 'Running head', many: 'Running heads' },
  footer: { one: 'Foot of the page', many: 'Feet of pages' },
  pageNumber: { one: 'Page number', many: 'Page numbers' },
  lineNumber: { one: 'Line number', many: 'Line numbers' },
  watermark: { one: 'Watermark', many: 'Watermarks' },
  marginal: { one: 'Note in the margin', many: 'Notes in the margin' },
  contents: { one: 'Printed contents', many: 'Printed contents' },
  hidden: { one: 'Hidden text', many: 'Hidden texts' },
};

const SKIPPED_BY: Readonly<Record<Decider, string>> = {
  block: 'skipped, as you chose',
  document: 'skipped in this document',
  settings: 'skipped by your settings',
  reader: 'skipped',
};

/** For the label of a block: "Note · skipped by your settings", "Paragraph · read". */
export const decisionLabel = (kind: PlanKind, by: Decider, spoken: boolean): string =>
  `${KIND_WORDS[kind].one} · ${spoken ? 'read' : SKIPPED_BY[by]}`;
