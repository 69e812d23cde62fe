/**
 * Signed 16-bit little-endian mono PCM, the one sound format inside this program: making whole samples out of what a
 * server sends, and the header that makes a WAV file of samples.
 */
import { SAMPLE_RATE } from './types.ts';

export const BYTES_PER_SAMPLE = 2;

/** Whole samples in so many bytes. */
export function samplesIn(bytes: number): number {
  return Math.floor(bytes / BYTES_PER_SAMPLE);
}

export function secondsOf(samples: number): number {
  return samples / SAMPLE_RATE;
}

/** The loudest sample of what nobody hears: 60 dB below the loudest there is. */
const MOST_SILENT = 32;

/** @param pcm Whole samples. */
export function isSilent(pcm: Uint8Array): boolean {
  const view = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  for (let at = 0; at + BYTES_PER_SAMPLE <= pcm.length; at += BYTES_PER_SAMPLE)
    if (Math.abs(view.getInt16(at, true)) > MOST_SILENT) return false;
  return true;
}

/** The nearest sample to a time. */
export function samplesOf(seconds: number): number {
  return Math.round(seconds * SAMPLE_RATE);
}

/** Bytes before the samples of a plain WAV file. */
export const WAV_HEADER_BYTES = 44;
/** The largest size that a WAV header can state. */
const MOST_WAV_BYTES = 0xffff_ffff;
/** "fmt ", whose place in what is written anywhere is right after "WAVE". */
const FMT = 0x666d7420;
/** A RIFF header with more than this before its samples is none that a speech server would send. */
const MOST_HEADER_BYTES = 4096;

/**
 * The header of a WAV file: canonical RIFF, PCM, one channel, 16 bit (Microsoft and IBM, "Multimedia Programming
 * Interface and Data Specifications 1.0", 1991).
 * @param samples How many follow; up to 2³¹ − 19, which are a day at 24 kHz. Infinity where it is not known, as in a
 *   stream: the sizes are then the largest there are, which players read as "up to the end".
 * @param sampleRate Hz.
 */
export function wavHeader(samples: number, sampleRate = SAMPLE_RATE): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(WAV_HEADER_BYTES);
  const view = new DataView(header.buffer);
  const ascii = (at: number, text: string) => header.set(new TextEncoder().encode(text), at);
  const bytes = Math.min(samples * BYTES_PER_SAMPLE, MOST_WAV_BYTES);
  ascii(0, 'RIFF');
  view.setUint32(4, Math.min(WAV_HEADER_BYTES - 8 + bytes, MOST_WAV_BYTES), true);
  ascii(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * BYTES_PER_SAMPLE, true);
  view.setUint16(32, BYTES_PER_SAMPLE, true);
  view.setUint16(34, 8 * BYTES_PER_SAMPLE, true);
  ascii(36, 'data');
  view.setUint32(40, bytes, true);
  return header;
}

/**
 * Turns the byte pieces of one stream into pieces of whole samples, in order, nothing lost: a byte that is half a
 * sample waits for its other half, and a RIFF header before the first sample is taken off. Both have been seen. So is one
 * at the beginning of a later piece: what was put together of files has one in each. Where a header tells of samples of
 * another kind, none are given from there on.
 */
export class PcmAssembler {
  /** Bytes that are not decided yet: half a sample, or the beginning of what may be a header. */
  #held: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  /** Half a sample whose other half comes after a header. */
  #before: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  #atStart = true;
  #foreign = false;

  /** A header said that these are other samples than ours. */
  get foreign(): boolean {
    return this.#foreign;
  }

  /** @returns the whole samples that are now certain, a buffer of their own; perhaps none. */
  push(piece: Uint8Array): Uint8Array<ArrayBuffer> {
    if (this.#held.length < BYTES_PER_SAMPLE && beginsFile(piece)) {
      this.#before = this.#held;
      this.#held = new Uint8Array(0);
      this.#atStart = true;
    }
    let bytes = joinBytes([this.#held, piece]);
    if (this.#atStart) {
      const start = headerLength(bytes);
      if (start === null) {
        this.#held = bytes;
        return new Uint8Array(0);
      }
      this.#atStart = false;
      this.#foreign ||= !isOurs(bytes.subarray(0, start));
      bytes = joinBytes([this.#before, bytes.subarray(start)]);
      this.#before = new Uint8Array(0);
    }
    if (this.#foreign) bytes = new Uint8Array(0);
    return this.#whole(bytes);
  }

  /**
   * What is left at the stream's end. Should it go on, it may be with a header again: several streams have been given
   * one name; and half a sample waits still, for an end may be announced too early.
   */
  flush(): Uint8Array<ArrayBuffer> {
    const rest = this.#whole(this.#held);
    this.#atStart = true;
    return rest;
  }

  #whole(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const end = samplesIn(bytes.length) * BYTES_PER_SAMPLE;
    this.#held = bytes.slice(end);
    return bytes.slice(0, end);
  }
}

/** Pieces of bytes as one, a buffer of its own. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** @param header Of RIFF and whole, or nothing. Where it has no `fmt ` in its place, the samples are taken for ours. */
function isOurs(header: Uint8Array): boolean {
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  if (header.length < WAV_HEADER_BYTES || view.getUint32(12) !== FMT) return true;
  return (
    view.getUint16(22, true) === 1 &&
    view.getUint32(24, true) === SAMPLE_RATE &&
    view.getUint16(34, true) === 8 * BYTES_PER_SAMPLE
  );
}

/**
 * Bytes of RIFF header before the samples: 0 where there is none, null where more bytes are needed to know.
 * Chunks other than `data` (`fmt `, `LIST`, `fact`) are stepped over by their lengths.
 */
function headerLength(bytes: Uint8Array): number | null {
  if (!holds(bytes, 0, 'RIFF') || !holds(bytes, 8, 'WAVE')) return 0;
  if (bytes.length < 12) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 12; at <= MOST_HEADER_BYTES;) {
    if (at + 8 > bytes.length) return null;
    if (holds(bytes, at, 'data')) return at + 8;
    const length = view.getUint32(at + 4, true);
    at += 8 + length + (length % 2);
  }
  return 0;
}

/** Of sound hardly any piece begins so by chance: eight of its bytes would have to be these. */
function beginsFile(piece: Uint8Array): boolean {
  return piece.length >= 12 && headerLength(piece) !== 0;
}

/** Whether this stands there, as far as there are bytes. */
function holds(bytes: Uint8Array, at: number, id: string): boolean {
  return new TextEncoder()
    .encode(id)
    .every((letter, index) => at + index >= bytes.length || bytes[at + index] === letter);
}
