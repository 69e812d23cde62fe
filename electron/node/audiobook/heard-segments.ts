/** A file's segments where they lie in it, with what the cues need of the store and of the document. */
import { readFile } from 'node:fs/promises';
import { SegmentUnreadable } from '../../core/audiobook/audio-job.ts';
import type { AssemblyFile } from '../../core/audiobook/assembler.ts';
import { sentenceCues, type HeardSegment } from '../../core/audiobook/cues.ts';
import type { LedgerSegment } from '../../core/audiobook/ledger.ts';
import type { ChapterMark, SentenceCue } from '../../core/audiobook/types.ts';
import type { Section } from '../../core/document/model.ts';
import type { OpenDocument } from '../../core/document/reader.ts';
import { speechKey } from '../../core/speech/key.ts';
import { spokenAs } from '../speech/emoji-names.ts';
import { decodeStored } from '../speech/store-file.ts';

export interface FilePlan {
  /** In order; `samples` are known. */
  readonly segments: readonly LedgerSegment[];
  readonly marks: readonly ChapterMark[];
  /** Of the whole file. */
  readonly samples: number;
}

/** Where everything lies in a file whose segments are finished. */
export function filePlan({ planned, chapter }: AssemblyFile): FilePlan {
  const segments: LedgerSegment[] = [];
  const marks: ChapterMark[] = [];
  let at = 0;
  for (const index of planned.chapters) {
    const { title, depth, segments: own } = chapter(index);
    const start = at;
    for (const segment of own) at += (segment.samples ?? 0) + segment.pause;
    segments.push(...own);
    marks.push({ title, depth, start, end: at });
  }
  return { segments, marks, samples: at };
}

/**
 * The sentences of a file with their times, chapter by chapter.
 * @param path Where a segment's speech is stored.
 * @throws SegmentUnreadable, counted over the file, where the speech is gone or damaged.
 */
export async function* fileCues(
  { planned, chapter }: AssemblyFile,
  document: Pick<OpenDocument, 'section'>,
  path: (segment: LedgerSegment) => string,
): AsyncGenerator<SentenceCue> {
  let at = 0;
  let number = 0;
  let section: Section | null = null;
  for (const [position, index] of planned.chapters.entries()) {
    const heard: HeardSegment[] = [];
    for (const segment of chapter(index).segments) {
      const { place, sentences, request, pause } = segment;
      if (section?.index !== place.section) section = await document.section(place.section);
      const stored = await readFile(path(segment)).then(
        (bytes) => decodeStored(bytes, speechKey(request)),
        () => null,
      );
      if (!stored) throw new SegmentUnreadable(number);
      const samples = segment.samples ?? 0;
      const text = section.blocks[place.block]?.text ?? '';
      heard.push({
        ...{ place, sentences, samples, chapter: position, start: at, words: stored.words, text },
        language: request.language,
        spoken: spokenAs(text.slice(place.from, place.to), request),
      });
      at += samples + pause;
      number++;
    }
    yield* sentenceCues(heard);
  }
}
