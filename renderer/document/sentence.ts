import type { Block, TextRange } from '../../electron/core/document/model.ts';
import { trimRange } from '../../electron/core/text/ranges.ts';
import { sentenceRanges } from '../../electron/core/text/sentences.ts';

/**
 * The sentence of a block that holds an offset, trimmed: the very range that the player speaks of it.
 * @param language BCP 47 tag of the document, for a block without one of its own.
 * @returns null where the block has no text.
 */
export function sentenceAt(block: Block, offset: number, language: string | null): TextRange | null {
  const ranges = sentenceRanges(block.text, block.language ?? language);
  const range = ranges.findLast(([from]) => from <= offset) ?? ranges[0];
  return range ? trimRange(block.text, range) : null;
}
