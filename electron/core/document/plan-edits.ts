/** What a person does to a document's choices. Each gives new ones; the old ones are the way back. */
import { blockKeys } from './fingerprint.ts';
import type { Section } from './model.ts';
import {
  MOST_BLOCK_CHOICES,
  planKind,
  type DocumentChoices,
  type NotesChoice,
  type PlanKind,
} from './plan.ts';

/** @param at Index into the section's blocks. Of too many choices the oldest go. */
export function withBlock(
  choices: DocumentChoices,
  { index, blocks }: Section,
  at: number,
  spoken: boolean,
): DocumentChoices {
  const key = blockKeys(blocks)[at];
  const block = blocks[at];
  if (!block || key === undefined) return choices;
  const others = choices.blocks.filter((one) => one.section !== index || one.key !== key);
  const added = { section: index, key, kind: planKind(block), spoken };
  return { ...choices, blocks: [...others, added].slice(-MOST_BLOCK_CHOICES) };
}

/** All of a kind, also what was chosen one by one. Of notes, `withNotes` says where they are read. */
export function withKind(
  choices: DocumentChoices,
  kind: Exclude<PlanKind, 'note'>,
  spoken: boolean,
): DocumentChoices {
  return { ...withoutBlocks(choices, kind), kinds: { ...choices.kinds, [kind]: spoken } };
}

export const withNotes = (choices: DocumentChoices, notes: NotesChoice): DocumentChoices => ({
  ...withoutBlocks(choices, 'note'),
  notes,
});

const withoutBlocks = (choices: DocumentChoices, kind: PlanKind): DocumentChoices => ({
  ...choices,
  blocks: choices.blocks.filter((one) => one.kind !== kind),
});

/** Whether anything was chosen: else there is nothing to go back from. */
export const hasChoices = ({ notes, kinds, blocks, language }: DocumentChoices): boolean =>
  notes !== null || Object.keys(kinds).length > 0 || blocks.length > 0 || language !== null;
