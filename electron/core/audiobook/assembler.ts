/**
 * The seam between who has all speech of a file and who makes the file of it. Making one is a step that can be repeated:
 * the same speech and the same order give the same bytes, whatever happened before, and nothing has its final name before
 * it is whole and was checked. Implemented in `node/audiobook/assembler.ts`.
 */
import type { OpenDocument } from '../document/reader.ts';
import type { LedgerChapter, LedgerSegment } from './ledger.ts';
import type { ExportForm, ExportOrder } from './order.ts';
import type { PlannedFile } from './files.ts';
import type { FileTags } from './types.ts';

export interface AssemblyChapter extends LedgerChapter {
  /** All of it is in the store. */
  readonly segments: readonly LedgerSegment[];
}

export interface AssemblyFile {
  readonly planned: PlannedFile;
  readonly tags: FileTags;
  /** Called for each chapter in turn, perhaps several times: a book is never held whole. */
  readonly chapter: (index: number) => AssemblyChapter;
}

export interface AssemblyBook {
  /** Of the export: names what is not finished. */
  readonly id: string;
  readonly order: Pick<ExportOrder, 'forms' | 'mp3' | 'id3' | 'folder'>;
  /** All that the export has; an EPUB is made of all of them. */
  readonly files: readonly AssemblyFile[];
  readonly chapters: readonly LedgerChapter[];
  /**
   * Notes how long a segment's speech really is, where the store has it anew since it was finished: another program may
   * have spoken the same words.
   */
  readonly correct: (index: number, samples: number) => void;
  /** The text that the cues show, and all of an EPUB. */
  readonly document: OpenDocument;
}

/** Speech that is not what it should be. */
export interface FaultySegment {
  /** Number in the export. */
  readonly index: number;
  /** What is wrong with it, for the person. */
  readonly sentence: string;
}

export type AssemblyOutcome =
  /** Absolute paths, in order, each under its final name. */
  | { readonly kind: 'made'; readonly paths: readonly string[] }
  /** Nothing was kept. What is named is to be spoken anew. */
  | { readonly kind: 'faulty'; readonly segments: readonly FaultySegment[] };

export interface AssemblyOptions {
  readonly signal: AbortSignal;
  /** 0–1 of this step. */
  readonly progress: (part: number) => void;
}

export interface Assembler {
  /**
   * One audio file, with the texts beside it that were asked for.
   * @throws LecternError `disk-full`, `storage`, `cancelled`
   */
  file(book: AssemblyBook, index: number, options: AssemblyOptions): Promise<AssemblyOutcome>;
  /** What is made of all files together: the EPUB, the list of files. @throws as `file` does */
  whole(
    book: AssemblyBook,
    forms: readonly ExportForm[],
    options: AssemblyOptions,
  ): Promise<readonly string[]>;
  /**
   * Makes the folder where it is missing, and tries that it can be written.
   * @returns bytes that still find room in it.
   * @throws LecternError `storage` where it cannot be written at all, with a sentence that names it.
   */
  room(folder: string): Promise<number>;
}
