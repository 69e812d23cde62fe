/** What is to be said, in order: the speech chunks of all spoken blocks, with the pause after each. */
import type { Block } from '../core/document/model.ts';
import type { NumberedPassage } from './document-blocks.ts';
import { pauseAfter, type PauseSettings } from '../core/speech/pauses.ts';
import { speechChunks, type SpeechChunk } from '../core/text/chunks.ts';

export interface Utterance {
  /** The block's number in the document, and its text. */
  readonly block: number;
  readonly text: string;
  readonly language: string | null;
  /** Of the document that it is in. */
  readonly documentLanguage: string | null;
  readonly chunk: SpeechChunk;
  /** Seconds of silence after it at rate 1; 0 after the last. */
  readonly pause: number;
}

type SourceBlock = Pick<Block, 'kind' | 'text' | 'language'>;

/**
 * @param order What is said of the blocks.
 * @param documentLanguage Where a block has none of its own.
 * @param override The language of everything, or null.
 */
export function utterances(
  blocks: readonly SourceBlock[],
  order: readonly NumberedPassage[],
  documentLanguage: string | null,
  override: string | null,
  pauses: PauseSettings,
): readonly Utterance[] {
  const all = order.flatMap(({ block: index, from, to }): Utterance[] => {
    const block = blocks[index];
    if (!block) return [];
    const language = override ?? block.language ?? documentLanguage;
    return speechChunks(block.text, language)
      .filter((chunk) => chunk.spoken[1] > chunk.spoken[0] && from <= chunk.from && chunk.from < to)
      .map((chunk) => ({
        block: index,
        text: block.text,
        language,
        documentLanguage: override ?? documentLanguage,
        chunk,
        pause: pauseAfter(chunk, block, pauses),
      }));
  });
  return all.map((one, index) => (index === all.length - 1 ? { ...one, pause: 0 } : one));
}

/** What the voice gets. */
export function spokenText({ text, chunk }: Utterance): string {
  return text.slice(...chunk.spoken);
}
