/**
 * The seam of the export ledger: what was ordered, which segments of it are finished, and how far each export came. It is
 * on the disk at every step, so that after a crash nothing finished is asked for again. Implemented in
 * `node/audiobook/ledger.ts`.
 *
 * A segment counts as finished when its speech is in the store, durable; the ledger keeps it there (`pins`) until the
 * export is done or was removed.
 */
import type { ErrorPayload } from '../errors.ts';
import type { ExportOrder, ExportState } from './order.ts';
import type { PlannedSegment } from './types.ts';

export interface LedgerChapter {
  readonly title: string;
  readonly depth: number;
  /** UTF-16 units that are spoken. */
  readonly characters: number;
}

export interface LedgerSegment extends PlannedSegment {
  /** Its number in the export, from 0. */
  readonly index: number;
  /** Of the export's chapters, from 0. */
  readonly chapter: number;
  /** Samples of its speech; null: not finished. */
  readonly samples: number | null;
}

export interface LedgerJob {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly order: ExportOrder;
  readonly state: ExportState;
  readonly error: ErrorPayload | null;
  readonly chapters: readonly LedgerChapter[];
  readonly segments: { readonly done: number; readonly all: number };
  readonly characters: { readonly done: number; readonly all: number; readonly bought: number };
  /** US dollars; null where a price was not known. */
  readonly cost: number | null;
  readonly files: readonly string[];
}

export interface ExportLedger {
  /**
   * Writes the whole plan at once: after a crash it is there whole or not at all.
   * @param id Of the order: the same order has the same one.
   * @throws LecternError `storage` or `disk-full`
   */
  add(
    id: string,
    order: ExportOrder,
    chapters: readonly LedgerChapter[],
    segments: readonly Omit<LedgerSegment, 'index' | 'samples'>[],
  ): Promise<LedgerJob>;
  /** In the order in which they were added. */
  jobs(): readonly LedgerJob[];
  get(id: string): LedgerJob | null;
  setState(id: string, state: ExportState, error: ErrorPayload | null): Promise<void>;
  setFiles(id: string, files: readonly string[]): Promise<void>;
  /** Unfinished ones of these chapters from this number on, in order, at most so many: an export is never read whole. */
  unfinished(
    id: string,
    chapters: { readonly first: number; readonly last: number },
    from: number,
    limit: number,
  ): readonly LedgerSegment[];
  /** Those of one chapter, in order. */
  segments(id: string, chapter: number): readonly LedgerSegment[];
  /** @param bought UTF-16 units that were paid for, and what for in US dollars; null where the price is not known. */
  finish(
    id: string,
    index: number,
    samples: number,
    bought: { readonly characters: number; readonly cost: number | null } | null,
  ): void;
  /** To be made again: its speech was lost or is not what it should be. */
  reopen(id: string, index: number): void;
  /** Lets its speech go, with all that is known of it. */
  remove(id: string): Promise<void>;
  /**
   * Takes the export for this process, unless another that lives works on it.
   * @returns false where another does.
   */
  claim(id: string): boolean;
  release(id: string): void;
  /** On the disk, whatever happens to the machine. @throws LecternError `storage` */
  flush(): Promise<void>;
}
