import type { Block, Section } from '../../electron/core/document/model.ts';
import type { SpeechDocument } from '../../renderer/player/types.ts';
import { block } from './blocks.ts';

/** A document of these sections; strings are paragraphs. */
export function speechDocument(
  sections: readonly (readonly (string | Block)[])[],
  load: (section: Section) => Promise<Section> = (section) => Promise.resolve(section),
): SpeechDocument {
  const made = sections.map((blocks, index): Section => ({
    index,
    blocks: blocks.map((entry) => (typeof entry === 'string' ? block(entry) : entry)),
  }));
  return {
    id: 'a'.repeat(64),
    title: 'A Book',
    author: 'Somebody',
    cover: null,
    language: 'en',
    notes: 'skip',
    sectionCount: made.length,
    section(index) {
      const section = made[index];
      return section ? load(section) : Promise.reject(new RangeError(`no section ${index}`));
    },
  };
}
