import { ownLanguage } from '../language.ts';
import type { Block } from './model.ts';

/**
 * Blocks under another language of the document than the one they were read with: what a person says of it holds for all
 * that had no language of its own, and passages that have one keep it. A block that was found to be in the very language
 * that the person names is then nothing special any more.
 * @param override BCP 47 tag; null: the blocks as they were read.
 */
export function overrideLanguage(blocks: readonly Block[], override: string | null): readonly Block[] {
  if (override === null) return blocks;
  return blocks.map((block) => {
    const language = ownLanguage(block.language, override);
    return language === block.language ? block : { ...block, language };
  });
}
