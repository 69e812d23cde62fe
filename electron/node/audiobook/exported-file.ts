/** A finished file of an export, to be fetched by a window that is elsewhere. */
import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.mp3': 'audio/mpeg',
  '.m3u8': 'audio/mpegurl',
  '.srt': 'application/x-subrip',
  '.vtt': 'text/vtt; charset=utf-8',
  '.lrc': 'text/plain; charset=utf-8',
  '.epub': 'application/epub+zip',
};
/** Bytes of a piece. */
const PIECE = 256 * 1024;

/** @returns null where it is gone. It is closed when it was read, or when nobody wants more of it. */
export async function readExported(path: string) {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return null;
  const { size } = await file.stat();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const piece = new Uint8Array(PIECE);
      const { bytesRead } = await file.read(piece);
      if (bytesRead > 0) return controller.enqueue(piece.subarray(0, bytesRead));
      await file.close();
      controller.close();
    },
    cancel: () => file.close(),
  });
  return {
    ...{ name: basename(path), bytes: size, body },
    mediaType: TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream',
  };
}
