/** Files that go to a window: read as they are wanted, never whole. */
import { open } from 'node:fs/promises';

/** Bytes of a piece. */
const PIECE = 256 * 1024;

/**
 * @param from First byte. @param end One past the last; left out, or beyond the file: its end.
 * @returns null where the file is gone. It is closed when it was read, or when nobody wants more of it.
 */
export async function readFilePart(path: string, from = 0, end = Infinity) {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return null;
  const { size } = await file.stat();
  const last = Math.min(end, size);
  let at = from;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const piece = new Uint8Array(Math.max(0, Math.min(PIECE, last - at)));
      const { bytesRead } = await file.read(piece, 0, piece.length, at);
      at += bytesRead;
      if (bytesRead > 0) return controller.enqueue(piece.subarray(0, bytesRead));
      await file.close();
      controller.close();
    },
    cancel: () => file.close(),
  });
  return { size, body };
}
