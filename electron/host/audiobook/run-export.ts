/**
 * One export from where it stands to its end: chapter by chapter spoken, file by file made while the next is spoken.
 * Everything that it knows is in the ledger and in the store, so that it can be stopped, or killed, at any moment.
 */
import type { AssemblyBook, Assembler, FaultySegment } from '../../core/audiobook/assembler.ts';
import { CHARACTERS_PER_MINUTE, plannedFiles, type PlannedFile } from '../../core/audiobook/files.ts';
import type { LedgerJob, LedgerSegment } from '../../core/audiobook/ledger.ts';
import type { FileTags } from '../../core/audiobook/types.ts';
import type { OpenDocument } from '../../core/document/reader.ts';
import { LecternError } from '../../core/errors.ts';
import { cancelled } from '../../core/event-log.ts';
import { SAMPLE_RATE } from '../../core/speech/types.ts';
import { BYTES_PER_SAMPLE } from '../../core/speech/pcm.ts';
import { speakSegments, type SegmentSpeaker } from './speak-segments.ts';

export interface ExportParts extends SegmentSpeaker {
  readonly assembler: Assembler;
}

/** What the queue shows of an export at work. */
export interface ExportNews {
  readonly spoken: (segment: LedgerSegment, bought: { readonly cost: number | null } | null) => void;
  /** A finished segment is to be spoken anew. */
  readonly reopened: (segment: LedgerSegment) => void;
  readonly waiting: (sentence: string | null) => void;
  /** All is spoken; 0–1 of the making of files. */
  readonly assembled: (part: number) => void;
}

/** Files that are made at a time, beside the speaking. */
const FILES_AT_ONCE = 2;
/** Bytes that must stay free on the disk beside what is written. */
const SPARE_BYTES = 64 * 1024 * 1024;
/** Segments between two looks at the room on the disk. */
const LOOK_EVERY = 50;

/**
 * @returns the finished files.
 * @throws LecternError of any kind; what was finished stays finished.
 */
export async function runExport(
  job: LedgerJob,
  document: OpenDocument,
  parts: ExportParts,
  news: ExportNews,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { ledger, assembler } = parts;
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const files = plannedFiles(job.order, job.chapters);
  const book = await bookOf(job, files, document, parts);
  const mayGoOn = roomWatcher(job, assembler);
  const parted = new Map<number, number>();
  const progress = (file: number) => (part: number) => {
    parted.set(file, part);
    news.assembled([...parted.values()].reduce((sum, done) => sum + done, 0) / files.length);
  };

  const speak = (first: number, last: number) =>
    speakSegments(
      job.id,
      { first, last },
      parts,
      { spoken: news.spoken, waiting: news.waiting, mayGoOn },
      both,
    );
  const reopen = async (segments: readonly FaultySegment[], chapters: readonly number[]) => {
    const all = chapters.flatMap((chapter) => [...ledger.segments(job.id, chapter)]);
    for (const { index } of segments) {
      const segment = all.find((one) => one.index === index);
      if (!segment) continue;
      await parts.store.remove(segment.request);
      ledger.reopen(job.id, index);
      news.reopened(segment);
    }
  };
  /** What is found faulty is made again once; then a person has to know. */
  const make = async (index: number): Promise<readonly string[]> => {
    const chapters = files[index]?.chapters ?? [];
    for (let again = false; ; again = true) {
      const outcome = await assembler.file(book, index, { signal: both, progress: progress(index) });
      if (outcome.kind === 'made') return outcome.paths;
      await reopen(outcome.segments, chapters);
      if (again) throw faulty(outcome.segments);
      await speak(chapters[0] ?? 0, chapters.at(-1) ?? 0);
    }
  };

  const made: Promise<readonly string[]>[] = [];
  try {
    for (const [index, { chapters }] of files.entries()) {
      await speak(chapters[0] ?? 0, chapters.at(-1) ?? 0);
      const before = made[index - FILES_AT_ONCE];
      const file = Promise.resolve(before).then(() => make(index));
      file.catch(() => stop.abort()); // told where it is awaited
      made.push(file);
    }
    const paths = (await Promise.all(made)).flat();
    const whole = await assembler.whole(book, job.order.forms, { signal: both, progress: () => undefined });
    return [...paths, ...whole];
  } catch (error) {
    stop.abort();
    const ended = await Promise.allSettled(made);
    if (signal.aborted) throw cancelled();
    // Where a file could not be made, the speaking beside it was stopped: the file's is the cause.
    const cause = ended.find((one) => one.status === 'rejected' && !isCancelled(one.reason));
    throw cause?.status === 'rejected' && isCancelled(error) ? cause.reason : error;
  }
}

const isCancelled = (error: unknown) => error instanceof LecternError && error.kind === 'cancelled';

const faulty = (segments: readonly FaultySegment[]) =>
  new LecternError(
    'speech-empty',
    `${segments[0]?.sentence ?? 'Some speech is not as it should be.'} It was made again and is no better. Try again later, or choose another voice.`,
    { retryable: true },
  );

async function bookOf(
  job: LedgerJob,
  files: readonly PlannedFile[],
  document: OpenDocument,
  { ledger }: ExportParts,
): Promise<AssemblyBook> {
  const { order, chapters } = job;
  const { metadata } = document.summary;
  const cover = order.tags.cover && metadata.cover !== null ? await document.resource(metadata.cover) : null;
  const tagsOf = (file: PlannedFile, index: number): FileTags => ({
    title: order.tags.title,
    authors: order.tags.authors,
    narrator: order.tags.narrator,
    year: order.tags.year,
    language: metadata.language,
    publisher: metadata.publisher,
    cover,
    fileTitle: file.title,
    track: files.length === 1 ? null : { number: index + 1, of: files.length },
  });
  return {
    id: job.id,
    order,
    chapters,
    correct: (index, samples) => ledger.finish(job.id, index, samples, null),
    document,
    files: files.map((planned, index) => ({
      planned,
      tags: tagsOf(planned, index),
      chapter: (chapter) => ({
        ...(chapters[chapter] ?? { title: '', depth: 0, characters: 0 }),
        segments: ledger.segments(job.id, chapter),
      }),
    })),
  };
}

/**
 * @returns what says, before a segment is asked for, whether there is room for the rest: at the first, and then from
 * time to time. @throws LecternError `disk-full`, `storage`, from what it returns.
 */
function roomWatcher(job: LedgerJob, assembler: Assembler): () => Promise<void> {
  let asked = 0;
  let looking = Promise.resolve();
  const look = async (first: boolean) => {
    const left = job.characters.all - job.characters.done;
    const seconds = (60 * left) / CHARACTERS_PER_MINUTE;
    // The speech itself, which is kept, and the files, which are a fraction of it, and their drafts.
    const speech = first ? 1.5 * seconds * SAMPLE_RATE * BYTES_PER_SAMPLE : 0;
    const room = await assembler.room(job.order.folder);
    if (room >= speech + SPARE_BYTES) return;
    const [needed, free] = [Math.ceil((speech + SPARE_BYTES) / 1e6), Math.floor(room / 1e6)];
    throw new LecternError(
      'disk-full',
      `There is too little room on the disk: about ${needed} MB are needed, ${free} MB are free. Free some space, then try again.`,
      { retryable: true },
    );
  };
  return () => {
    if (asked++ % LOOK_EVERY === 0) looking = look(asked === 1);
    return looking; // who asks meanwhile waits as well: what is asked for first is to come first
  };
}
