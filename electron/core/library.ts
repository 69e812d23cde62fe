/** The seam of the library: the documents a person keeps, and where they are in each. Implemented in `node/library`. */
import type { Clip } from './clipping/decide.ts';
import type { DocumentFormat, Position } from './document/model.ts';
import type { DocumentChoices } from './document/plan.ts';
import type { Resource } from './document/reader.ts';
import { cleanLine } from './document/clean.ts';
import { LecternError } from './errors.ts';
import type { Mark, NewMark } from './marks.ts';
import { isAddress, type FetchAddress } from './web-address.ts';

export interface LibraryEntry {
  /** SHA-256 of the document's bytes, in hexadecimal: the same file twice is one entry. */
  readonly id: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly format: DocumentFormat;
  readonly language: string | null;
  readonly hasCover: boolean;
  /** Milliseconds since 1970, as are all times here. */
  readonly addedAt: number;
  readonly openedAt: number | null;
  /** 0–1. */
  readonly progress: number;
  readonly position: Position | null;
}

export interface Added {
  readonly entry: LibraryEntry;
  readonly alreadyThere: boolean;
}

export interface Library {
  /** Last used first: by when it was opened, else added. Clippings are not among them. */
  list(): Promise<readonly LibraryEntry[]>;
  get(id: string): Promise<LibraryEntry | null>;
  /**
   * Keeps a copy of these bytes, if they are a document that can be read.
   * @param name The name that the person knows the file by.
   * @throws LecternError of a document kind, `disk-full` or `storage`; nothing is left behind then.
   */
  add(name: string, bytes: AsyncIterable<Uint8Array>): Promise<Added>;
  /** The same for a file on this machine. @throws LecternError `file-unreadable` besides. */
  addFile(path: string): Promise<Added>;
  /**
   * Keeps what was copied, to be read like any document; the same text again is the same one, and the newest now. It is
   * heard within a moment, so that nothing is judged here: what cannot be read says so when it is opened.
   * @throws LecternError `disk-full` or `storage`
   */
  addClipping(clip: Clip): Promise<LibraryEntry>;
  /** What `addClipping` kept, the newest first. */
  clippings(): Promise<readonly LibraryEntry[]>;
  /** Makes a clipping a document among the others. @throws LecternError `document-missing` */
  keepClipping(id: string): Promise<LibraryEntry>;
  /** The entry, its marks, its reading plan, its file and its cover. Nothing happens where there is none. */
  remove(id: string): Promise<void>;
  /** Where the copy lies and what it is called, for the reader. @throws LecternError `document-missing` */
  file(id: string): Promise<{ readonly path: string; readonly name: string }>;
  /** Notes that it was opened now. @throws LecternError `document-missing` */
  markOpened(id: string): Promise<LibraryEntry>;
  /** On the disk when it returns. @throws LecternError `document-missing` */
  savePosition(id: string, position: Position, progress: number): Promise<void>;
  /** In reading order; none for a document that is not there. */
  marks(id: string): Promise<readonly Mark[]>;
  /**
   * On the disk when it returns. One of the same kind at the same place is there once: it keeps its time.
   * @param madeAt Of one that is put back; else it is made now.
   * @throws LecternError `document-missing`
   */
  addMark(id: string, mark: NewMark, madeAt?: number): Promise<Mark>;
  /** Where a mark stands now that the document was read anew. Nothing happens where there is none; so with the next. */
  moveMark(mark: number, position: Position): Promise<void>;
  removeMark(mark: number): Promise<void>;
  /** What was chosen for its reading; `NO_CHOICES` where nothing was, or where there is no such document. */
  plan(id: string): Promise<DocumentChoices>;
  /** On the disk when it returns. @throws LecternError `document-missing` */
  setPlan(id: string, choices: DocumentChoices): Promise<void>;
  /** What is to be read next, in order. */
  queue(): Promise<readonly LibraryEntry[]>;
  /**
   * On the disk when it returns. Ids of documents that are not there are left out.
   * @param how Makes the new queue of the one of this moment: each id once.
   */
  changeQueue(how: (queue: readonly string[]) => readonly string[]): Promise<void>;
  cover(id: string): Promise<Resource | null>;
}

/**
 * Adds what a person named: the path of a file, or a web address, whose document is then called by it.
 * @throws LecternError as `add` and the fetch do.
 */
export async function addNamed(
  named: string,
  library: Pick<Library, 'add' | 'addFile'>,
  fetchAddress: FetchAddress,
  signal: AbortSignal,
): Promise<Added> {
  if (!isAddress(named)) return library.addFile(named);
  const { address, bytes } = await fetchAddress(named, signal);
  return library.add(address, once(bytes));
}

/** Bytes that are there already, as a stream. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The same failure, saying which file it is about: several may have been given at once. */
export const notAdded = (name: string, error: LecternError): LecternError =>
  new LecternError(error.kind, `“${cleanLine(name)}” was not added. ${error.message}`, {
    retryable: error.retryable,
    retryAfter: error.retryAfter,
    cause: error,
  });
