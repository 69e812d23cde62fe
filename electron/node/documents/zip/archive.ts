/** Where in a file the zip archive lies: some shops put a note before it, some servers a line after it. */
import type { FileHandle } from 'node:fs/promises';
import { RandomAccessReader } from 'yauzl';
import { LecternError } from '../../../core/errors.ts';

export interface ArchiveBounds {
  /** Bytes before the archive, to be added to every offset in it. */
  readonly start: number;
  readonly end: number;
}

/** APPNOTE 4.3.16: the end of central directory record, and the longest comment after it. */
const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const ZIP64 = 0xffffffff;

/** @throws LecternError `corrupt-document` where no directory is found: a truncated file has none. */
export async function findArchive(file: FileHandle, size: number): Promise<ArchiveBounds> {
  const length = Math.min(size, END_LENGTH + LONGEST_COMMENT);
  const tail = Buffer.alloc(length);
  await file.read(tail, 0, length, size - length);
  for (let at = length - END_LENGTH; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END_SIGNATURE) continue;
    const end = at + END_LENGTH + tail.readUInt16LE(at + 20);
    if (end > length) continue;
    const directorySize = tail.readUInt32LE(at + 12);
    const directoryOffset = tail.readUInt32LE(at + 16);
    const position = size - length + at;
    const before = position - directorySize - directoryOffset;
    const start = directoryOffset === ZIP64 || directorySize === ZIP64 || before < 0 ? 0 : before;
    return { start, end: size - length + end };
  }
  throw new LecternError(
    'corrupt-document',
    'This file breaks off before its end. Download or copy it again, and open the new copy.',
  );
}

/** Bytes read at once: a directory of thousands of entries is asked for in pieces of 46. */
const WINDOW = 262_144;

/** yauzl's view of the archive inside the file. */
export class ArchiveReader extends RandomAccessReader {
  readonly #file: FileHandle;
  readonly #bounds: ArchiveBounds;
  #window = Buffer.alloc(0);
  #windowAt = 0;

  constructor(file: FileHandle, bounds: ArchiveBounds) {
    super();
    this.#file = file;
    this.#bounds = bounds;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#bytes(position, length).then(
      (bytes) => {
        bytes.copy(buffer, offset);
        callback(null);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    );
  }

  /** The file belongs to the one who opened it. */
  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }

  async #bytes(position: number, length: number): Promise<Buffer> {
    const from = position - this.#windowAt;
    if (from >= 0 && from + length <= this.#window.length) return this.#window.subarray(from, from + length);
    const available = this.#bounds.end - this.#bounds.start - position;
    if (position < 0 || length > available) throw new Error('unexpected end of the archive');
    const window = Buffer.alloc(Math.min(Math.max(length, WINDOW), available));
    const { bytesRead } = await this.#file.read(window, 0, window.length, this.#bounds.start + position);
    if (bytesRead < length) throw new Error('unexpected end of the file');
    this.#window = window.subarray(0, bytesRead);
    this.#windowAt = position;
    return this.#window.subarray(0, length);
  }
}
