import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflateRaw, inflateRawSync } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { LecternError } from '../../../core/errors.ts';
import { ArchiveReader, findArchive } from './archive.ts';

/** Bounds of what is worth reading; hostile archives of a few kilobytes unpack to petabytes. */
export const ZIP_LIMITS = {
  entries: 20_000,
  /** Bytes, unpacked. */
  total: 1_500_000_000,
  entry: 256_000_000,
  /** Unpacked over packed, for entries above `ratioFloor` bytes. Text of a book reaches 5, an empty bitmap 1000. */
  ratio: 200,
  ratioFloor: 8_000_000,
} as const;

const inflate = promisify(inflateRaw);
const DEFLATED = 8;
/** Bytes that are unpacked in less time than another thread takes to begin. */
const SMALL = 50_000;

/** A zip archive's entries by name. Nothing is ever written to disk, so that no name can do harm. */
export interface Zip {
  readonly names: readonly string[];
  /** What was wrong with the directory and read around. */
  readonly warnings: readonly string[];
  has(name: string): boolean;
  /** Unpacked bytes, as the directory claims. */
  size(name: string): number;
  isEncrypted(name: string): boolean;
  /**
   * @param most Bytes above which the entry is not read.
   * @returns null where there is no such entry.
   * @throws LecternError `corrupt-document`, `document-too-large` or `document-protected`, for this entry alone.
   */
  read(name: string, most?: number): Promise<Uint8Array | null>;
}

/** @throws LecternError `corrupt-document` where there is no readable directory, `document-too-large` beyond the limits. */
export async function openZip(file: FileHandle, size: number): Promise<Zip> {
  const archive = await findArchive(file, size);
  const zip = await fromRandomAccessReaderPromise(
    new ArchiveReader(file, archive),
    archive.end - archive.start,
    {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: false,
    },
  ).catch((cause: unknown) => {
    throw damaged(cause);
  });
  const warnings: string[] = [];
  const entries = await listEntries(zip, warnings);
  return {
    names: [...entries.keys()],
    warnings,
    has: (name) => entries.has(name),
    size: (name) => entries.get(name)?.uncompressedSize ?? 0,
    isEncrypted: (name) => entries.get(name)?.isEncrypted() ?? false,
    async read(name, most = ZIP_LIMITS.entry) {
      const entry = entries.get(name);
      return entry ? readEntry(file, zip, archive.start, entry, Math.min(most, ZIP_LIMITS.entry)) : null;
    },
  };
}

async function listEntries(zip: ZipFile, warnings: string[]): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > ZIP_LIMITS.entries) throw tooManyParts();
  const entries = new Map<string, Entry>();
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      total += entry.uncompressedSize;
      if (total > ZIP_LIMITS.total) throw unpacksTooLarge();
      const name = getFileNameLowLevel(
        entry.generalPurposeBitFlag,
        entry.fileNameRaw,
        entry.extraFields,
        false,
      );
      // Of two entries of one name the last is the one that counts: archives are changed by appending.
      if (name !== '' && !name.endsWith('/')) entries.set(name, entry);
    }
  } catch (error) {
    if (error instanceof LecternError) throw error;
    if (error instanceof Error && /strong encryption/.test(error.message)) throw encrypted();
    if (entries.size === 0) throw damaged(error);
    warnings.push('The file is damaged: its list of parts breaks off, and some may be missing.');
  }
  if (entries.size === 0) throw damaged();
  return entries;
}

async function readEntry(
  file: FileHandle,
  zip: ZipFile,
  start: number,
  entry: Entry,
  most: number,
): Promise<Uint8Array> {
  const { compressedSize, uncompressedSize } = entry;
  if (entry.isEncrypted()) throw encrypted();
  if (uncompressedSize > most || compressedSize > most) throw unpacksTooLarge();
  if (uncompressedSize > ZIP_LIMITS.ratioFloor && uncompressedSize > ZIP_LIMITS.ratio * compressedSize) {
    throw unpacksTooLarge();
  }
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const packed = Buffer.allocUnsafe(compressedSize);
    const { bytesRead } = await file.read(packed, 0, compressedSize, start + fileDataStart);
    if (bytesRead < compressedSize) throw damaged();
    if (entry.compressionMethod !== DEFLATED) {
      if (entry.compressionMethod === 0) return packed;
      throw damaged();
    }
    // The directory may lie about the size: the bound holds whatever it says.
    const bounds = { maxOutputLength: Math.max(1, Math.min(most, uncompressedSize + 1024)) };
    return compressedSize <= SMALL ? inflateRawSync(packed, bounds) : await inflate(packed, bounds);
  } catch (error) {
    if (error instanceof LecternError) throw error;
    const beyond = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw beyond ? unpacksTooLarge() : damaged(error);
  }
}

const damaged = (cause?: unknown) =>
  new LecternError(
    'corrupt-document',
    'This file is damaged or was not copied whole. Download or copy it again, and open the new copy.',
    { cause },
  );
/** Of an archive that is made to fill the memory of whoever opens it, or looks like it. */
export const unpacksTooLarge = () =>
  new LecternError(
    'document-too-large',
    'This file unpacks to far more than a book holds, so Lectern does not open it. If it is a real book, try another edition of it.',
  );
const tooManyParts = () =>
  new LecternError(
    'document-too-large',
    `This file has more than ${ZIP_LIMITS.entries.toLocaleString('en')} parts, which Lectern does not open. Try another edition of the book.`,
  );
const encrypted = () =>
  new LecternError(
    'document-protected',
    'This file is locked with a password. Open it where it came from, save it without the password, and try again.',
  );
