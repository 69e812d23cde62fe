/** Frames of an mp3 stream, walked by their headers (ISO 11172-3 and 13818-3, layer III; no free format, no MPEG-2.5). */

/** kbit/s by the header's index; 0 and 15 stand for none that can be walked. */
const BIT_RATES = {
  mpeg1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  mpeg2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const RATES = { mpeg1: [44_100, 48_000, 32_000], mpeg2: [22_050, 24_000, 16_000] } as const;

export const HEADER_BYTES = 4;

export interface FrameHeader {
  readonly mpeg1: boolean;
  /** Hz. */
  readonly rate: number;
  readonly kbps: number;
  readonly mono: boolean;
  /** Of the whole frame. */
  readonly bytes: number;
  /** For each channel. */
  readonly samples: number;
}

/** The header at `at`, or null where none of a layer III frame stands. */
export function parseFrameHeader(bytes: Uint8Array, at = 0): FrameHeader | null {
  const [sync, kind, rates, channels] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
  if (sync !== 0xff || kind === undefined || rates === undefined || channels === undefined) return null;
  const version = (kind >> 3) & 3;
  const isLayer3 = ((kind >> 1) & 3) === 1;
  if (kind >> 5 !== 7 || version < 2 || !isLayer3) return null;
  const mpeg = version === 3 ? 'mpeg1' : 'mpeg2';
  const kbps = BIT_RATES[mpeg][rates >> 4];
  const rate = RATES[mpeg][(rates >> 2) & 3];
  if (!kbps || !rate) return null;
  const padding = (rates >> 1) & 1;
  return {
    mpeg1: mpeg === 'mpeg1',
    rate,
    kbps,
    mono: channels >> 6 === 3,
    bytes: frameBytes(mpeg === 'mpeg1', rate, kbps) + padding,
    samples: mpeg === 'mpeg1' ? 1152 : 576,
  };
}

/**
 * The four bytes of a frame without CRC and padding, one channel, marked as an original.
 * @throws Error where the standard has no such frame.
 */
export function monoHeader(mpeg1: boolean, rate: number, kbps: number): Uint8Array<ArrayBuffer> {
  const mpeg = mpeg1 ? 'mpeg1' : 'mpeg2';
  const bitRate = BIT_RATES[mpeg].findIndex((each) => each === kbps && each > 0);
  const rateIndex = RATES[mpeg].findIndex((each) => each === rate);
  if (bitRate < 0 || rateIndex < 0) throw new Error(`no frames of ${kbps} kbit/s at ${rate} Hz`);
  return Uint8Array.of(0xff, mpeg1 ? 0xfb : 0xf3, (bitRate << 4) | (rateIndex << 2), 0xc4);
}

/** Bytes of a frame without padding. */
export function frameBytes(mpeg1: boolean, rate: number, kbps: number): number {
  return Math.floor(((mpeg1 ? 144 : 72) * kbps * 1000) / rate);
}

/** The least bit rate, from `from` on, whose frames have so many bytes; kbit/s. */
export function leastBitRate(mpeg1: boolean, rate: number, from: number, bytes: number): number {
  const found = BIT_RATES[mpeg1 ? 'mpeg1' : 'mpeg2'].find(
    (kbps) => kbps > 0 && kbps >= from && frameBytes(mpeg1, rate, kbps) >= bytes,
  );
  if (found === undefined) throw new Error(`no frame at ${rate} Hz has ${bytes} bytes`);
  return found;
}

/** Walks a stream of frames that comes in pieces, cut anywhere, and holds no more of it than a header. */
export class FrameWalker {
  /** Headers that were met. */
  frames = 0;
  /** Bytes that were walked over. */
  bytes = 0;
  /** Where a frame should have begun and none did: nothing is walked after it. Null: all is well. */
  brokenAt: number | null = null;
  readonly #header = new Uint8Array(HEADER_BYTES);
  #headerBytes = 0;
  /** Bytes of the current frame that have not come. */
  #left = 0;

  /** @param each Called for each frame's header and where the frame begins. */
  push(piece: Uint8Array, each: (header: FrameHeader, at: number) => void = () => {}): void {
    for (let at = 0; at < piece.length && this.brokenAt === null;) {
      if (this.#left > 0) {
        const step = Math.min(this.#left, piece.length - at);
        this.#left -= step;
        this.bytes += step;
        at += step;
        continue;
      }
      this.#header[this.#headerBytes++] = piece[at++]!;
      this.bytes++;
      if (this.#headerBytes < HEADER_BYTES) continue;
      this.#headerBytes = 0;
      const begin = this.bytes - HEADER_BYTES;
      const header = parseFrameHeader(this.#header);
      if (!header) {
        this.brokenAt = begin;
        return;
      }
      this.frames++;
      this.#left = header.bytes - HEADER_BYTES;
      each(header, begin);
    }
  }

  /** The last frame is all there. */
  get whole(): boolean {
    return this.brokenAt === null && this.#left === 0 && this.#headerBytes === 0;
  }
}
