import { isSpeakable } from '../../core/document/clean.ts';
import type { Block, SkipReason } from '../../core/document/model.ts';

/** What may be turned on in the reading plan, as the sentence has it. */
const NAMES: Readonly<Partial<Record<SkipReason, string>>> = {
  code: 'code',
  table: 'tables',
  note: 'notes',
  formula: 'formulas',
  caption: 'captions',
  image: 'descriptions of pictures',
  contents: 'contents',
};

/**
 * What is to be said of a document of which nothing is read by itself, though it has words that can be read when they
 * are asked for.
 * @returns null where it has none: there is no reason to open it.
 */
export function onlyUnspoken(blocks: readonly Block[]): string | null {
  const names = Object.entries(NAMES).flatMap(([reason, name]) =>
    blocks.some((block) => block.reason === reason && isSpeakable(block.text)) ? [name] : [],
  );
  if (names.length === 0) return null;
  const all = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `There is nothing here but ${all}. Lectern reads none of it aloud unless you turn it on in the reading plan.`;
}
