import type { ImportResult } from '../contract/table.ts';
import { LecternError } from '../core/errors.ts';
import type { Library } from '../core/library.ts';
import type { Emit } from './events.ts';
import { importing } from './importing.ts';

/** What is taken of one file. Books are smaller by far; what is larger is a mistake or an attack. */
export const MOST_UPLOAD_BYTES = 1024 ** 3;

/** What `library.import` announced. */
export interface UploadTicket {
  readonly name: string;
  readonly bytes: number;
}

export const tooLarge = () =>
  new LecternError(
    'document-too-large',
    'This file is larger than 1 GB. Lectern reads documents below that.',
  );

/** Streams the body of an upload into the library, as fast as the disk takes it and no further than announced. */
export async function receiveUpload(
  { name, bytes }: UploadTicket,
  body: AsyncIterable<Uint8Array> | null,
  library: Pick<Library, 'add'>,
  emit: Emit,
): Promise<ImportResult> {
  return importing(name, () => library.add(name, exactly(bytes, body ?? nothing())), emit);
}

/** @throws LecternError `file-unreadable` where more or less comes than was announced: the file was cut off or changed. */
async function* exactly(bytes: number, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let received = 0;
  try {
    for await (const piece of body) {
      received += piece.byteLength;
      if (received > bytes) break;
      yield piece;
    }
  } catch (error) {
    throw cutOff(error);
  }
  if (received !== bytes) throw cutOff();
}

const cutOff = (cause?: unknown) =>
  new LecternError('file-unreadable', 'The file did not arrive whole. Add it again.', {
    retryable: true,
    cause,
  });

async function* nothing(): AsyncGenerator<Uint8Array> {}
