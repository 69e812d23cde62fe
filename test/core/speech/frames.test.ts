import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERROR_KINDS } from '../../../electron/core/errors.ts';
import { encodeFrame, FrameDecoder, type SpeechFrame } from '../../../electron/core/speech/frames.ts';
import { pieces } from '../../support/pieces.ts';

const seconds = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true });
const words = fc.array(fc.record({ word: fc.string({ unit: 'grapheme' }), start: seconds, end: seconds }));
const middle: fc.Arbitrary<SpeechFrame> = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map((bytes) => ({
    type: 'audio' as const,
    pcm: new Uint8Array([...bytes, ...bytes]),
  })),
  fc.constant({ type: 'anew' as const }),
  fc.record({ type: fc.constant('words' as const), words }),
  fc.record({
    type: fc.constant('waiting' as const),
    wait: fc.option(fc.record({ reason: fc.string(), seconds: fc.option(seconds) })),
  }),
);
const last: fc.Arbitrary<SpeechFrame> = fc.oneof(
  fc.record({ type: fc.constant('end' as const), samples: fc.nat() }),
  fc.record({
    type: fc.constant('error' as const),
    error: fc.record({
      kind: fc.constantFrom(...ERROR_KINDS),
      message: fc.string(),
      retryable: fc.boolean(),
      retryAfter: fc.option(fc.nat()),
    }),
  }),
);
const join = (frames: readonly SpeechFrame[]) => Buffer.concat(frames.map(encodeFrame));

describe('the frame stream', () => {
  it('gives the same frames however its bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(middle), last, fc.array(fc.nat(30)), (before, end, sizes) => {
        const frames = [...before, end];
        const decoder = new FrameDecoder();
        const decoded = pieces(join(frames), sizes).flatMap((piece) => decoder.push(piece));
        decoder.finish();
        expect(decoded).toEqual(frames);
      }),
    );
  });

  it('is known to be cut off wherever it stops early', () => {
    const whole = join([
      { type: 'audio', pcm: new Uint8Array(8) },
      { type: 'end', samples: 4 },
    ]);
    for (let length = 0; length < whole.length; length++) {
      const decoder = new FrameDecoder();
      decoder.push(whole.subarray(0, length));
      expect(() => decoder.finish()).toThrowError(
        expect.objectContaining({ kind: 'network', retryable: true }),
      );
    }
  });

  it.each([
    ['an unknown type', [9, 0, 0, 0, 0]],
    ['a length beyond all reason', [1, 255, 255, 255, 255]],
    ['half a sample', [1, 1, 0, 0, 0, 7]],
    ['words that are none', [2, 2, 0, 0, 0, 0x7b, 0x7d]],
    ['an end that is no number', [4, 4, 0, 0, 0, ...new TextEncoder().encode('null')]],
    ['an error without a kind', [5, 2, 0, 0, 0, 0x7b, 0x7d]],
    ['bytes after the end', [4, 1, 0, 0, 0, 0x34, 1]],
  ])('is refused with %s', (_, bytes) => {
    expect(() => new FrameDecoder().push(new Uint8Array(bytes))).toThrowError(
      expect.objectContaining({ kind: 'protocol' }),
    );
  });
});
