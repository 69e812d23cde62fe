/** The first record of a Kindle book, as far as it tells whether and how the book can be read (MobileRead's wiki, "MOBI"). */
import { LecternError } from '../../../core/errors.ts';

/** Records are listed from here, eight bytes each. */
const RECORD_LIST = 78;
const NO_RECORD = 0xffffffff;
/** EXTH: the record at which the newer form begins, in files that hold both. */
const BOUNDARY = 121;

export type KindleForm = 'mobi6' | 'kf8';

/**
 * @throws LecternError `document-protected` for a book under DRM, `corrupt-document` where the list of records is broken.
 */
export function kindleForm(bytes: Uint8Array): KindleForm {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const first = view.getUint32(RECORD_LIST);
    if (view.getUint16(first + 12) !== 0) throw isProtected();
    if (latin(bytes, first + 16, 4) !== 'MOBI') throw damagedBook();
    if (view.getUint32(first + 36) >= 8) return 'kf8';
    return boundaryOf(view, bytes, first) === null ? 'mobi6' : 'kf8';
  } catch (error) {
    throw error instanceof RangeError ? damagedBook(error) : error;
  }
}

function boundaryOf(view: DataView, bytes: Uint8Array, first: number): number | null {
  const hasExth = (view.getUint32(first + 128) & 0x40) !== 0;
  const exth = first + 16 + view.getUint32(first + 20);
  if (!hasExth || latin(bytes, exth, 4) !== 'EXTH') return null;
  let at = exth + 12;
  for (let left = Math.min(view.getUint32(exth + 8), 1000); left > 0; left--) {
    const length = view.getUint32(at + 4);
    if (length < 8) return null;
    if (view.getUint32(at) === BOUNDARY) {
      const record = view.getUint32(at + 8);
      return record === NO_RECORD ? null : record;
    }
    at += length;
  }
  return null;
}

const latin = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

const isProtected = () =>
  new LecternError(
    'document-protected',
    'This Kindle book is locked by the shop it comes from (DRM), so Lectern cannot read it. Read it in Kindle, or get an edition without DRM.',
  );

export const damagedBook = (cause?: unknown) =>
  new LecternError(
    'corrupt-document',
    'This Kindle book is damaged: its parts cannot be found. Try another copy of it, or convert it to EPUB.',
    { cause },
  );
