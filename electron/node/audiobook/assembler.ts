/** Makes the files of an export (see the seam in `core/audiobook/assembler.ts`): sound, tags, texts, and the EPUB. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type {
  AssemblyBook,
  AssemblyFile,
  AssemblyOptions,
  Assembler,
  FaultySegment,
} from '../../core/audiobook/assembler.ts';
import { SegmentUnreadable, type Mp3Maker } from '../../core/audiobook/audio-job.ts';
import { checkAudio } from '../../core/audiobook/check.ts';
import { safeFileName } from '../../core/audiobook/files.ts';
import type { EncodedAudio } from '../../core/audiobook/encoded-audio.ts';
import { id3Tag } from '../../core/audiobook/id3.ts';
import type { LedgerSegment } from '../../core/audiobook/ledger.ts';
import { loudnessGroups } from '../../core/audiobook/loudness-groups.ts';
import type { ExportForm } from '../../core/audiobook/order.ts';
import { m3u8 } from '../../core/audiobook/playlist.ts';
import { lrc, srt, webVtt } from '../../core/audiobook/subtitles.ts';
import type { SentenceCue } from '../../core/audiobook/types.ts';
import { LecternError } from '../../core/errors.ts';
import type { Resource } from '../../core/document/reader.ts';
import { cancelled } from '../../core/event-log.ts';
import { speechKey } from '../../core/speech/key.ts';
import type { FileSpeechStore } from '../speech/store.ts';
import { storageError } from '../storage-error.ts';
import { discardDraft, draftOf, finishDraft, writableRoom } from './drafts.ts';
import { writeEpub } from './epub.ts';
import { fileCues, filePlan, type FilePlan } from './heard-segments.ts';

export interface AssemblerOptions {
  readonly mp3: Mp3Maker;
  readonly store: Pick<FileSpeechStore, 'path'>;
  /** For sound that is only a part of something else; made where it is missing. */
  readonly workFolder: string;
  /** Where speech is stored: it must have room as well. */
  readonly speechFolder: string;
}

const TEXTS = { srt, vtt: webVtt } as const;
/** Of the time that a file takes, about what its sound does; the rest are tags, texts and the check. */
const SOUND_PART = 0.9;

export function createAssembler(options: AssemblerOptions): Assembler {
  return new FileAssembler(options);
}

class FileAssembler implements Assembler {
  readonly #options: AssemblerOptions;
  readonly #drawn = new WeakMap<Resource, Resource | null>();

  constructor(options: AssemblerOptions) {
    this.#options = options;
  }

  async file(book: AssemblyBook, index: number, options: AssemblyOptions) {
    const file = fileAt(book, index);
    try {
      const cues = once(() => this.#cues(file, book));
      const faulty = await this.#sound(book, index, cues, options);
      if (faulty.length > 0) return { kind: 'faulty', segments: faulty } as const;
      const texts = await this.#texts(book, file, cues);
      const { forms, folder } = book.order;
      const sound = forms.includes('mp3') ? [join(folder, `${file.planned.name}.mp3`)] : [];
      options.progress(1);
      return { kind: 'made', paths: [...sound, ...texts] } as const;
    } catch (error) {
      if (!(error instanceof SegmentUnreadable)) throw error;
      return {
        kind: 'faulty',
        segments: faultsOf(filePlan(file), [{ segment: error.segment, message: error.message }]),
      } as const;
    }
  }

  async whole(book: AssemblyBook, forms: readonly ExportForm[], { signal, progress }: AssemblyOptions) {
    const { folder } = book.order;
    const made: string[] = [];
    const [first] = book.files;
    if (!first) return made;
    if (forms.includes('mp3') && book.files.length > 1) {
      const list = book.files.map((file) => ({
        name: `${file.planned.name}.mp3`,
        title: file.tags.fileTitle,
        samples: filePlan(file).samples,
      }));
      made.push(await write(join(folder, `${bookName(book)}.m3u8`), book.id, m3u8(first.tags, list)));
    }
    if (forms.includes('epub')) {
      const audio = [];
      for (const [index, file] of book.files.entries())
        audio.push({
          path: this.#soundPath(book, index),
          samples: filePlan(file).samples,
          cues: await this.#cues(file, book),
        });
      const draft = draftOf(join(folder, `${bookName(book)}.epub`), book.id);
      const source = { document: book.document, tags: first.tags, audio, modified: lastChange(book) };
      try {
        await writeEpub(createWriteStream(draft.path), source, signal);
        made.push(await finishDraft(draft));
      } catch (error) {
        await discardDraft(draft);
        throw error;
      }
    }
    await rm(this.#workFolder(book), { recursive: true, force: true });
    progress(1);
    return made;
  }

  async room(folder: string): Promise<number> {
    const rooms = await Promise.all([writableRoom(folder), writableRoom(this.#options.speechFolder)]);
    return Math.min(...rooms);
  }

  /** @returns speech that is to be made anew; none: the sound is there, under its name, and is what was planned. */
  async #sound(
    book: AssemblyBook,
    index: number,
    cues: () => Promise<readonly SentenceCue[]>,
    { signal, progress }: AssemblyOptions,
  ): Promise<readonly FaultySegment[]> {
    const { forms, mp3: settings, id3 } = book.order;
    if (!forms.includes('mp3') && !forms.includes('epub')) return [];
    const file = fileAt(book, index);
    const work = this.#workFolder(book);
    await mkdir(work, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw storageError(error, `${work} cannot be written. Check who may write there.`);
    });
    const frames = join(work, `${index}.frames`);
    const draft = draftOf(this.#soundPath(book, index), book.id);
    const { samples: expected } = filePlan(file);
    try {
      const encoded = await this.#options.mp3.encode(
        { groups: this.#groups(book, file), settings, output: frames },
        {
          signal,
          // Measuring goes through all segments first, and takes about as long as it takes to say so.
          progress: ({ phase, samples }) => {
            const part = samples / Math.max(1, expected);
            progress(SOUND_PART * (phase === 'measure' ? 0.3 * part : 0.3 + 0.7 * part));
          },
        },
      );
      const plan = heardPlan(book, file, encoded);
      const chapters = plan.marks.length > 1 ? plan.marks : [];
      const cover = await this.#tagCover(file.tags.cover, signal);
      const tag = id3Tag(
        {
          ...{ tags: { ...file.tags, cover }, samples: plan.samples, chapters },
          cues: forms.includes('mp3') ? await cues() : [],
        },
        id3,
      );
      await tagged(draft.path, tag, frames, signal);
      const facts = await this.#options.mp3.inspect(draft.path, signal);
      const texts = plan.segments.map(({ request }) => request.text);
      const findings = checkAudio(
        { settings, samples: plan.samples, texts, marks: plan.marks },
        encoded,
        facts,
      );
      const faulty = faultsOf(plan, findings);
      if (faulty.length > 0) return faulty;
      const [wrong] = findings;
      if (wrong) throw new LecternError('storage', `${wrong.message} Try again.`, { retryable: true });
      await finishDraft(draft);
      return [];
    } finally {
      await discardDraft(draft);
      await rm(frames, { force: true });
    }
  }

  /** A cover that was drawn is made into a picture, once; one that cannot be is left out. */
  async #tagCover(cover: Resource | null, signal: AbortSignal): Promise<Resource | null> {
    if (cover?.mediaType !== 'image/svg+xml') return cover;
    const known = this.#drawn.get(cover);
    if (known !== undefined) return known;
    const bytes = await this.#options.mp3.draw(cover.bytes, signal).catch(() => null);
    if (signal.aborted) throw cancelled();
    const drawn = bytes && { mediaType: 'image/png', bytes };
    this.#drawn.set(cover, drawn);
    return drawn;
  }

  #groups(book: AssemblyBook, { planned, chapter }: AssemblyFile) {
    const charactersOf = (index: number) => book.chapters[index]?.characters ?? 0;
    return loudnessGroups(planned.chapters, charactersOf).map((chapters) => ({
      segments: chapters.flatMap((index) =>
        chapter(index).segments.map(({ request, pause }) => ({
          ...{ pause, key: speechKey(request), path: this.#options.store.path(request) },
        })),
      ),
    }));
  }

  async #texts(
    book: AssemblyBook,
    file: AssemblyFile,
    cues: () => Promise<readonly SentenceCue[]>,
  ): Promise<readonly string[]> {
    const { forms, folder } = book.order;
    const at = (form: ExportForm) => join(folder, `${file.planned.name}.${form}`);
    const made: string[] = [];
    for (const form of ['srt', 'vtt', 'lrc'] as const) {
      if (!forms.includes(form)) continue;
      const source = { tags: file.tags, cues: await cues() };
      const pieces =
        form === 'lrc' ? lrc(source, { words: false, samples: filePlan(file).samples }) : TEXTS[form](source);
      made.push(await write(at(form), book.id, pieces));
    }
    return made;
  }

  async #cues(file: AssemblyFile, { document }: AssemblyBook): Promise<readonly SentenceCue[]> {
    const cues: SentenceCue[] = [];
    const path = ({ request }: LedgerSegment) => this.#options.store.path(request);
    for await (const cue of fileCues(file, document, path)) cues.push(cue);
    return cues;
  }

  /** Of a file's sound: where it was asked for, or, where it is only a part of an EPUB, out of sight. */
  #soundPath(book: AssemblyBook, index: number): string {
    const folder = book.order.forms.includes('mp3') ? book.order.folder : this.#workFolder(book);
    return join(folder, `${fileAt(book, index).planned.name}.mp3`);
  }

  #workFolder({ id }: AssemblyBook): string {
    return join(this.#options.workFolder, id);
  }
}

/** Made when it is first wanted, and kept: aligning the words of a book takes a while. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}

/** For a book that does not say when it was made; EPUB asks for a time, and any time of ours would differ in each run. */
const UNKNOWN_TIME = Date.UTC(2000, 0, 1);

/** By the book's own date, so that the same export gives the same bytes, whenever and wherever it was ordered. */
function lastChange({ document }: AssemblyBook): Date {
  const time = Date.parse(document.summary.metadata.date ?? '');
  return new Date(Number.isNaN(time) ? UNKNOWN_TIME : time);
}

function fileAt(book: AssemblyBook, index: number): AssemblyFile {
  const file = book.files[index];
  if (!file) throw new RangeError(`An export has no file ${index}.`);
  return file;
}

/** What belongs to the book and to no single file of it. */
function bookName({ files }: AssemblyBook): string {
  const [first] = files;
  return files.length === 1 && first ? first.planned.name : safeFileName(first?.tags.title ?? '');
}

/** The file's plan, by the speech that was really encoded. */
function heardPlan(book: AssemblyBook, file: AssemblyFile, { segments }: EncodedAudio): FilePlan {
  const planned = filePlan(file);
  let corrected = false;
  for (const [number, { index, samples }] of planned.segments.entries()) {
    const heard = segments[number]?.samples ?? 0;
    if (heard === samples) continue;
    book.correct(index, heard);
    corrected = true;
  }
  return corrected ? filePlan(file) : planned;
}

function faultsOf(
  { segments }: FilePlan,
  findings: readonly { readonly segment: number | null; readonly message: string }[],
): readonly FaultySegment[] {
  const faulty = new Map<number, FaultySegment>();
  for (const { segment, message } of findings) {
    const found = segment === null ? undefined : segments[segment];
    if (found && !faulty.has(found.index)) faulty.set(found.index, { index: found.index, sentence: message });
  }
  return [...faulty.values()];
}

/** The tag, then the sound. */
async function tagged(path: string, tag: Uint8Array, frames: string, signal: AbortSignal): Promise<void> {
  const pieces = async function* () {
    yield tag;
    yield* createReadStream(frames) as AsyncIterable<Uint8Array>;
  };
  try {
    await pipeline(pieces, createWriteStream(path), { signal });
  } catch (error) {
    if (signal.aborted) throw new LecternError('cancelled', 'Stopped.', { cause: error });
    throw storageError(error, `${path} cannot be written. Choose another folder.`);
  }
}

/** A text file, whole under its name or not at all. */
async function write(final: string, id: string, pieces: Iterable<string>): Promise<string> {
  const draft = draftOf(final, id);
  try {
    await pipeline(pieces, createWriteStream(draft.path));
    return await finishDraft(draft);
  } catch (error) {
    await discardDraft(draft);
    throw storageError(error, `${final} cannot be written. Choose another folder.`);
  }
}
