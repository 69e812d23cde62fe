/**
 * The first frame of an mp3 file, which holds no music but says how long the file is, where in it a time lies, and how
 * many samples at either end are not the music's: the Xing header ("Info" where the bit rate is constant) with LAME's
 * extension (G. Bouvigne, "Mp3 Info Tag rev 1", http://gabriel.mp3-tech.org/mp3infotag.html). No JavaScript encoder writes
 * one, and without it decoders give 1,105 samples too many at the start and players guess the length.
 *
 *   frame header 4 · side information, empty 17 or 9 · "Xing" or "Info" · flags 4 · frames 4 · bytes 4 · table 100 ·
 *   quality 4 · version 9 · method 1 · lowpass 1 · peak 4 · gains 4 · flags 1 · bit rate 1 · delay and padding 3 ·
 *   misc 1 · gain 1 · preset 2 · length 4 · CRC of the music 2 · CRC of all this 2
 */
import { crc16 } from './crc16.ts';
import { DECODER_DELAY } from './mp3-encoder.ts';
import { HEADER_BYTES, leastBitRate, monoHeader, parseFrameHeader } from './mp3-frames.ts';
import { isMpeg1 } from './mp3-settings.ts';
import { TOC_ENTRIES } from './seek-table.ts';
import type { Mp3Settings } from './types.ts';

/** Offsets from "Xing" or "Info". */
const FLAGS = 4;
const FRAMES = 8;
const BYTES = 12;
const TOC = 16;
const QUALITY = TOC + TOC_ENTRIES;
const VERSION = QUALITY + 4;
const METHOD = VERSION + 9;
const BIT_RATE = METHOD + 11;
const DELAYS = BIT_RATE + 1;
const MUSIC_LENGTH = DELAYS + 7;
const MUSIC_CRC = MUSIC_LENGTH + 4;
const TAG_CRC = MUSIC_CRC + 2;
const TAG_BYTES = TAG_CRC + 2;

/** Frames, bytes, table and quality are there. */
const ALL_FLAGS = 15;
/** LAME's numbers for a constant bit rate and for its default variable one (VBR "mtrh"); the high half is the tag's revision. */
const METHODS = { cbr: 1, vbr: 4 } as const;
/** LAME gives the frame this bit rate where that of the music varies. kbit/s. */
const VBR_FRAME_KBPS = { mpeg1: 128, mpeg2: 64 } as const;
/** The least bit rate there is, kbit/s: what a variable one may go down to. */
const LEAST_KBPS = { mpeg1: 32, mpeg2: 8 } as const;
/** Delay and padding have twelve bits each. */
export const MOST_PADDING = 4095;

type Shape = Pick<Mp3Settings, 'rate' | 'mode'>;

export interface InfoFacts {
  /** Frames of music. */
  readonly frames: number;
  /** Bytes of the file without ID3 tags, this frame included. */
  readonly bytes: number;
  /** Samples before and after those of the music, as the encoder made them. */
  readonly delay: number;
  readonly padding: number;
}

export interface InfoFrameInput extends InfoFacts {
  /** From `Mp3Encoder`. */
  readonly version: string;
  readonly toc: Uint8Array;
  /** CRC-16 of all frames of music. */
  readonly musicCrc: number;
}

export interface InfoTag extends InfoFacts {
  readonly kind: 'Xing' | 'Info';
  readonly version: string;
  readonly toc: Uint8Array;
  readonly musicCrc: number;
  /** The tag is as it was written. */
  readonly intact: boolean;
}

/** Bytes of the frame: they are set aside before the music is known. */
export function infoFrameBytes(shape: Shape): number {
  return parseFrameHeader(header(shape))?.bytes ?? 0;
}

export function infoFrame(shape: Shape, facts: InfoFrameInput): Uint8Array<ArrayBuffer> {
  const mpeg = isMpeg1(shape.rate) ? 'mpeg1' : 'mpeg2';
  const frame = new Uint8Array(infoFrameBytes(shape));
  frame.set(header(shape));
  const start = HEADER_BYTES + sideInfoBytes(mpeg === 'mpeg1');
  const view = new DataView(frame.buffer, start);
  const text = (at: number, ascii: string) => frame.set(new TextEncoder().encode(ascii), start + at);

  text(0, shape.mode.kind === 'vbr' ? 'Xing' : 'Info');
  view.setUint32(FLAGS, ALL_FLAGS);
  view.setUint32(FRAMES, facts.frames);
  view.setUint32(BYTES, facts.bytes);
  frame.set(facts.toc.subarray(0, TOC_ENTRIES), start + TOC);
  view.setUint32(QUALITY, shape.mode.kind === 'vbr' ? Math.round(100 - 10 * shape.mode.quality) : 0);
  text(VERSION, facts.version.slice(0, 9));
  view.setUint8(METHOD, METHODS[shape.mode.kind]);
  view.setUint8(BIT_RATE, Math.min(255, shape.mode.kind === 'cbr' ? shape.mode.kbps : LEAST_KBPS[mpeg]));
  view.setUint8(DELAYS, facts.delay >> 4);
  view.setUint8(DELAYS + 1, ((facts.delay & 15) << 4) | (facts.padding >> 8));
  view.setUint8(DELAYS + 2, facts.padding & 255);
  view.setUint32(MUSIC_LENGTH, facts.bytes);
  view.setUint16(MUSIC_CRC, facts.musicCrc);
  view.setUint16(TAG_CRC, crc16(frame.subarray(0, start + TAG_CRC)));
  return frame;
}

/** What a frame says, or null where it is no Info frame with LAME's extension. */
export function readInfoFrame(frame: Uint8Array): InfoTag | null {
  const header = parseFrameHeader(frame);
  if (!header?.mono) return null;
  const start = HEADER_BYTES + sideInfoBytes(header.mpeg1);
  if (frame.length < start + TAG_BYTES) return null;
  const view = new DataView(frame.buffer, frame.byteOffset + start, TAG_BYTES);
  const text = (at: number, length: number) =>
    new TextDecoder().decode(frame.subarray(start + at, start + at + length));
  const kind = text(0, 4);
  if ((kind !== 'Xing' && kind !== 'Info') || view.getUint32(FLAGS) !== ALL_FLAGS) return null;
  return {
    kind,
    frames: view.getUint32(FRAMES),
    bytes: view.getUint32(BYTES),
    toc: frame.slice(start + TOC, start + TOC + TOC_ENTRIES),
    version: text(VERSION, 9),
    delay: view.getUint16(DELAYS) >> 4,
    padding: view.getUint16(DELAYS + 1) & MOST_PADDING,
    musicCrc: view.getUint16(MUSIC_CRC),
    intact:
      view.getUint16(TAG_CRC) === crc16(frame.subarray(0, start + TAG_CRC)) &&
      view.getUint32(MUSIC_LENGTH) === view.getUint32(BYTES),
  };
}

/** Samples of music in so many frames, by what the tag says: what a decoder that reads it gives out. */
export function musicSamples(tag: InfoFacts, perFrame: number): number {
  return tag.frames * perFrame - tag.delay - tag.padding;
}

/** What must lie after the last sample, so that a decoder can come to it. */
export function paddingIsEnough(padding: number): boolean {
  return padding >= DECODER_DELAY && padding <= MOST_PADDING;
}

/** One channel: 17 bytes in MPEG-1, 9 in MPEG-2. */
function sideInfoBytes(mpeg1: boolean): number {
  return mpeg1 ? 17 : 9;
}

function header({ rate, mode }: Shape): Uint8Array<ArrayBuffer> {
  const mpeg1 = isMpeg1(rate);
  const wanted = mode.kind === 'cbr' ? mode.kbps : VBR_FRAME_KBPS[mpeg1 ? 'mpeg1' : 'mpeg2'];
  const needed = HEADER_BYTES + sideInfoBytes(mpeg1) + TAG_BYTES;
  return monoHeader(mpeg1, rate, leastBitRate(mpeg1, rate, wanted, needed));
}
