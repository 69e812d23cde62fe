/** Reads an mp3 file back, frame by frame, in pieces. */
import { open, type FileHandle } from 'node:fs/promises';
import type { Mp3FileFacts } from '../../core/audiobook/check.ts';
import { crc16 } from '../../core/audiobook/crc16.ts';
import { readInfoFrame } from '../../core/audiobook/info-frame.ts';
import { FrameWalker, HEADER_BYTES, parseFrameHeader } from '../../core/audiobook/mp3-frames.ts';
import { cancelled } from '../../core/event-log.ts';
import { LecternError } from '../../core/errors.ts';

const PIECE = 256 * 1024;
/** https://id3.org/id3v2.4.0-structure: a header of ten bytes whose length has seven bits a byte, perhaps a footer. */
const ID3V2_HEADER = 10;
const FOOTER_FLAG = 0x10;
/** A tag at the end, of the first kind. */
const ID3V1 = 128;

/** @throws LecternError `file-unreadable`, or `cancelled` */
export async function inspectFile(path: string, signal: AbortSignal): Promise<Mp3FileFacts> {
  try {
    const file = await open(path, 'r');
    try {
      return await walk(file, signal);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof LecternError) throw error;
    throw new LecternError('file-unreadable', 'The finished audiobook cannot be read back. Make it again.', {
      cause: error,
    });
  }
}

async function walk(file: FileHandle, signal: AbortSignal): Promise<Mp3FileFacts> {
  const { from, to } = await framesOf(file);
  const first = parseFrameHeader(await read(file, from, HEADER_BYTES));
  const tag = first && readInfoFrame(await read(file, from, Math.min(first.bytes, to - from)));
  const start = tag ? from + first.bytes : from;
  const walker = new FrameWalker();
  const rates = new Set<number>();
  const bitRates = new Set<number>();
  let mono = true;
  let musicCrc = 0;
  for (let at = start; at < to;) {
    if (signal.aborted) throw cancelled();
    const piece = await read(file, at, Math.min(PIECE, to - at));
    if (piece.length === 0) break;
    walker.push(piece, (header) => {
      rates.add(header.rate);
      bitRates.add(header.kbps);
      mono &&= header.mono;
    });
    musicCrc = crc16(piece, musicCrc);
    at += piece.length;
  }
  return {
    tag,
    frames: walker.frames,
    bytes: to - from,
    musicCrc,
    rates: [...rates].sort((a, b) => a - b),
    bitRates: [...bitRates].sort((a, b) => a - b),
    mono,
    whole: walker.whole,
  };
}

/** Where the frames lie between the tags. */
async function framesOf(file: FileHandle): Promise<{ from: number; to: number }> {
  const { size } = await file.stat();
  const head = await read(file, 0, ID3V2_HEADER);
  const last = await read(file, Math.max(0, size - ID3V1), 3);
  const to = size >= ID3V1 && last.toString('latin1') === 'TAG' ? size - ID3V1 : size;
  if (head.length < ID3V2_HEADER || head.toString('latin1', 0, 3) !== 'ID3') return { from: 0, to };
  const length = head.subarray(6, ID3V2_HEADER).reduce((sum, byte) => (sum << 7) | (byte & 0x7f), 0);
  const footer = head[5]! & FOOTER_FLAG ? ID3V2_HEADER : 0;
  return { from: Math.min(to, ID3V2_HEADER + length + footer), to };
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
