import { sentenceCues, type HeardSegment } from '../../../electron/core/audiobook/cues.ts';
import type { SentenceCue } from '../../../electron/core/audiobook/types.ts';
import type { OpenDocument } from '../../../electron/core/document/reader.ts';
import { heard } from '../../core/audiobook/heard.ts';

export interface HeardFile {
  readonly samples: number;
  readonly cues: readonly SentenceCue[];
}

/** Every spoken block of some sections as one steady voice would say it, in one file. */
export async function heardSections(document: OpenDocument, sections: readonly number[]): Promise<HeardFile> {
  const segments: HeardSegment[] = [];
  let samples = 0;
  for (const [chapter, section] of sections.entries()) {
    const { blocks } = await document.section(section);
    for (const [block, { text, language, spoken }] of blocks.entries()) {
      if (!spoken) continue;
      const spokenIn = language ?? document.summary.metadata.language;
      segments.push(...heard(text, { start: samples, chapter, section, block, language: spokenIn }));
      const last = segments.at(-1);
      if (last) samples = last.start + last.samples + 12_000;
    }
  }
  return { samples, cues: [...sentenceCues(segments)] };
}

export const allSections = (document: OpenDocument): readonly number[] =>
  document.summary.sections.map((_, index) => index);
