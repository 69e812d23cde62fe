/** A finished file of an export, to be fetched by a window that is elsewhere. */
import { basename, extname } from 'node:path';
import { readFilePart } from '../file-part.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.mp3': 'audio/mpeg',
  '.m3u8': 'audio/mpegurl',
  '.srt': 'application/x-subrip',
  '.vtt': 'text/vtt; charset=utf-8',
  '.lrc': 'text/plain; charset=utf-8',
  '.epub': 'application/epub+zip',
};

/** @returns null where it is gone. */
export async function readExported(path: string) {
  const part = await readFilePart(path);
  if (!part) return null;
  return {
    ...{ name: basename(path), bytes: part.size, body: part.body },
    mediaType: TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream',
  };
}
