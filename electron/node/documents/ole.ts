import type { FileHandle } from 'node:fs/promises';
import { LecternError } from '../../core/errors.ts';
import { unsupported } from './sniff.ts';

/** Bytes of directory that are looked at: 128 entries, of which the first few are the ones that tell. */
const DIRECTORY = 16_384;

const SAVE_ANEW = 'Save it as DOCX, ODT or PDF in the program that made it, and open that.';

/**
 * What to say of an OLE compound file (MS-CFB): the container of the older Office files, and of newer ones that a
 * password locks. The names of its streams tell, in UTF-16.
 */
export async function oleRefusal(file: FileHandle, size: number): Promise<LecternError> {
  const header = Buffer.alloc(512);
  await file.read(header, 0, 512, 0);
  const sectorSize = 2 ** Math.min(16, header.readUInt16LE(30));
  const at = (header.readUInt32LE(48) + 1) * sectorSize;
  const directory = Buffer.alloc(DIRECTORY);
  if (at < size) await file.read(directory, 0, DIRECTORY, at);
  const names = directory.toString('utf16le');
  if (names.includes('EncryptedPackage')) {
    return new LecternError(
      'document-protected',
      'This document is locked with a password. Open it in the program it comes from, save it without the password, and try again.',
    );
  }
  if (names.includes('WordDocument')) {
    return new LecternError(
      'unsupported-format',
      'This is an older Word file (DOC), which Lectern cannot read. Open it in Word or LibreOffice, save it as DOCX, and open that file.',
    );
  }
  if (names.includes('Workbook') || names.includes('Book\0'))
    return unsupported('an older Excel workbook', SAVE_ANEW);
  if (names.includes('PowerPoint Document'))
    return unsupported('an older PowerPoint presentation', SAVE_ANEW);
  return unsupported('an older Word, Excel or PowerPoint file', SAVE_ANEW);
}
