/**
 * The reading plan: which blocks of a document are spoken, and why not the others.
 *
 * A reader gives each block a kind and a decision of its own; a person may choose otherwise, for all documents, for a kind
 * in one document, and for one block. The nearer choice holds:
 *
 *   a block's own choice > the document's choice for its kind > the settings' choice for its kind > the reader's decision
 *
 * and a block without a letter or digit is never spoken, whatever was chosen.
 */
import { isSpeakable } from './clean.ts';
import { blockKeys } from './fingerprint.ts';
import { overrideLanguage } from './override-language.ts';
import type { Block, Decider, PlanKind, Section, SkipReason } from './model.ts';

export { DECIDERS, PLAN_KINDS, type Decider, type Planned, type PlanKind } from './model.ts';

/**
 * `inline`: after the sentence that refers to the note; `after`: after the block that does. See `reading-order.ts`.
 */
export const NOTES_CHOICES = ['skip', 'inline', 'after'] as const;
export type NotesChoice = (typeof NOTES_CHOICES)[number];

/** True: read; false: skipped; a kind that is missing is left to the next wider choice. Notes have their own choice. */
export type KindChoices = Readonly<Partial<Record<PlanKind, boolean>>>;

/** What a person chose for one block. */
export interface BlockChoice {
  readonly section: number;
  /** Of `blockKeys`: finds the block again when the file was read anew. */
  readonly key: string;
  /** What the block is, so that a choice for all of its kind finds it. */
  readonly kind: PlanKind;
  readonly spoken: boolean;
}

/** Parts of a page, 0–0.4 each, in which nothing is read. */
export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** For all documents. */
export interface GlobalChoices {
  readonly notes: NotesChoice;
  readonly kinds: KindChoices;
}

/** For one document; kept in the library. */
export interface DocumentChoices {
  /** Null: as for all documents. */
  readonly notes: NotesChoice | null;
  readonly kinds: KindChoices;
  readonly blocks: readonly BlockChoice[];
  /** BCP 47: the language of what has none of its own by its markup; null: as found. */
  readonly language: string | null;
  /** Null: as the reader of the pages judges. */
  readonly margins: Margins | null;
}

export interface ReadingPlan {
  readonly all: GlobalChoices;
  readonly document: DocumentChoices;
}

export const NO_CHOICES: DocumentChoices = {
  notes: null,
  kinds: {},
  blocks: [],
  language: null,
  margins: null,
};

/** Nothing was chosen anywhere. */
export const USUAL_PLAN: ReadingPlan = { all: { notes: 'skip', kinds: {} }, document: NO_CHOICES };

/** Choices for single blocks that a document keeps at most: more would be a kind. */
export const MOST_BLOCK_CHOICES = 2000;

/** What a block is to the plan. Of a block that the plan has decided on, it is what it was before. */
export function planKind({ kind, reason, planned }: Block): PlanKind {
  if (planned) return planned.kind;
  // A list or a quotation inside a note belongs to the note.
  return reason === 'note' || reason === 'contents' || reason === 'hidden' ? reason : kind;
}

/** How notes are read in this document. */
export const notesChoice = ({ all, document }: ReadingPlan): NotesChoice => document.notes ?? all.notes;

/** The section with every block decided on. What the reader skipped keeps its reason where it stays skipped. */
export function plannedSection(section: Section, plan: ReadingPlan): Section {
  const own = new Map(
    plan.document.blocks.flatMap((choice) =>
      choice.section === section.index ? [[choice.key, choice.spoken] as const] : [],
    ),
  );
  const keys = own.size > 0 ? blockKeys(section.blocks) : [];
  const blocks = overrideLanguage(section.blocks, plan.document.language);
  return {
    ...section,
    blocks: blocks.map((block, index) => plannedBlock(block, own.get(keys[index] ?? ''), plan)),
  };
}

function plannedBlock(block: Block, own: boolean | undefined, plan: ReadingPlan): Block {
  const kind = planKind(block);
  if (!isSpeakable(block.text)) {
    const reason = block.reason ?? 'decoration';
    return { ...block, spoken: false, reason, planned: { kind, by: 'reader' } };
  }
  const [spoken, by] = decision(block, kind, own, plan);
  // The heading over the notes has nothing to say where the notes are read elsewhere.
  const heading = kind === 'note' && block.kind === 'heading' && by !== 'block';
  const reason: SkipReason = block.reason ?? (kind === 'note' && by === 'settings' ? 'note' : 'chosen');
  return spoken && !heading
    ? { ...block, spoken: true, reason: null, planned: { kind, by } }
    : { ...block, spoken: false, reason, planned: { kind, by } };
}

function decision(
  block: Block,
  kind: PlanKind,
  own: boolean | undefined,
  { all, document }: ReadingPlan,
): readonly [spoken: boolean, by: Decider] {
  if (own !== undefined) return [own, 'block'];
  if (kind === 'note')
    return document.notes === null
      ? [all.notes !== 'skip', 'settings']
      : [document.notes !== 'skip', 'document'];
  const here = document.kinds[kind];
  if (here !== undefined) return [here, 'document'];
  const everywhere = all.kinds[kind];
  return everywhere === undefined ? [block.spoken, 'reader'] : [everywhere, 'settings'];
}
