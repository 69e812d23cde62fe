import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FrameWalker,
  leastBitRate,
  monoHeader,
  parseFrameHeader,
  type FrameHeader,
} from '../../../electron/core/audiobook/mp3-frames.ts';

/** A frame that holds nothing, padded or not. */
const frame = (rate: number, kbps: number, padded = false) => {
  const header = monoHeader(rate > 24_000, rate, kbps);
  if (padded) header[2]! |= 2;
  const bytes = new Uint8Array(parseFrameHeader(header)?.bytes ?? 0);
  bytes.set(header);
  return bytes;
};
const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

describe('the header of a frame', () => {
  it.each([
    ['fff384c4', { mpeg1: false, rate: 24_000, kbps: 64, mono: true, bytes: 192, samples: 576 }],
    ['fffb50c4', { mpeg1: true, rate: 44_100, kbps: 64, mono: true, bytes: 208, samples: 1152 }],
    ['fffb52c4', { mpeg1: true, rate: 44_100, kbps: 64, mono: true, bytes: 209, samples: 1152 }],
    ['fffb9464', { mpeg1: true, rate: 48_000, kbps: 128, mono: false, bytes: 384, samples: 1152 }],
  ])('%s is read as the standard has it', (hex, expected) => {
    expect(parseFrameHeader(Buffer.from(hex, 'hex'))).toEqual(expected);
  });

  it.each(['fff3f4c4', 'fff304c4', 'fff38cc4', 'fff584c4', 'ffe384c4', 'ffeb84c4', '00f384c4', 'fff384'])(
    '%s is none that can be walked',
    (hex) => expect(parseFrameHeader(Buffer.from(hex, 'hex'))).toBeNull(),
  );

  it('is made as LAME makes it', () => {
    expect(Buffer.from(monoHeader(false, 24_000, 64)).toString('hex')).toBe('fff384c4');
    expect(Buffer.from(monoHeader(true, 44_100, 64)).toString('hex')).toBe('fffb50c4');
    expect(() => monoHeader(true, 24_000, 64)).toThrow();
    expect(() => monoHeader(false, 24_000, 320)).toThrow();
  });

  it('gets the bit rate that a number of bytes needs', () => {
    expect(leastBitRate(false, 24_000, 8, 169)).toBe(64);
    expect(leastBitRate(false, 24_000, 96, 169)).toBe(96);
    expect(() => leastBitRate(false, 24_000, 8, 1000)).toThrow();
  });
});

describe('a walk over frames', () => {
  const stream = joined(frame(24_000, 64), frame(24_000, 8), frame(24_000, 160, true), frame(24_000, 32));

  it('meets each one at its place, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
        const walker = new FrameWalker();
        const met: [FrameHeader['kbps'], number][] = [];
        const places = [0, ...cuts.sort((a, b) => a - b), stream.length];
        for (const [n, to] of places.slice(1).entries())
          walker.push(stream.subarray(places[n], to), (header, at) => met.push([header.kbps, at]));
        expect(met).toEqual([
          [64, 0],
          [8, 192],
          [160, 216],
          [32, 697],
        ]);
        expect(walker).toMatchObject({ frames: 4, bytes: stream.length, brokenAt: null, whole: true });
      }),
    );
  });

  it('stops where no frame begins, and tells a last one that is cut', () => {
    const broken = new FrameWalker();
    broken.push(joined(frame(24_000, 64), Uint8Array.of(1, 2, 3, 4, 5), frame(24_000, 64)));
    expect(broken).toMatchObject({ frames: 1, brokenAt: 192, whole: false });
    for (const missing of [1, 31, 93]) {
      const cut = new FrameWalker();
      cut.push(stream.subarray(0, stream.length - missing));
      expect(cut).toMatchObject({ brokenAt: null, whole: false });
    }
  });
});
