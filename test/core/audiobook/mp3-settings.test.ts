import { describe, expect, it } from 'vitest';
import {
  bitRates,
  checkMp3Settings,
  samplesAtRate,
  samplesPerFrame,
} from '../../../electron/core/audiobook/mp3-settings.ts';
import { makeUpGain } from '../../../electron/core/audiobook/mp3-encoder.ts';
import type { Mp3Settings } from '../../../electron/core/audiobook/types.ts';

const settings = (changes: Partial<Mp3Settings>): Mp3Settings => ({
  ...{ encoder: 'wasm', rate: 24_000, mode: { kind: 'cbr', kbps: 64 }, loudness: -18 },
  ...changes,
});

describe('settings of an mp3', () => {
  it('are taken where the standard and the encoder have them', () => {
    for (const rate of [24_000, 44_100, 48_000] as const)
      for (const encoder of ['wasm', 'lamejs'] as const)
        for (const kbps of bitRates(encoder, rate))
          checkMp3Settings(settings({ rate, encoder, mode: { kind: 'cbr', kbps } }));
    checkMp3Settings(settings({ mode: { kind: 'vbr', quality: 0 } }));
    checkMp3Settings(settings({ mode: { kind: 'vbr', quality: 9.5 } }));
  });

  it.each([
    [{ mode: { kind: 'cbr', kbps: 192 } }, /192 kbit\/s.*one of 48, .*112, 128\.$/],
    [{ mode: { kind: 'cbr', kbps: 63 } }, /63 kbit\/s/],
    [{ encoder: 'lamejs', rate: 44_100, mode: { kind: 'cbr', kbps: 48 } }, /Choose one of 64, 80/],
    [{ encoder: 'lamejs', mode: { kind: 'vbr', quality: 4 } }, /constant bit rates only/],
    [{ mode: { kind: 'vbr', quality: 10 } }, /from 0 \(best\) to 9/],
    [{ mode: { kind: 'vbr', quality: NaN } }, /from 0 \(best\) to 9/],
  ] satisfies [Partial<Mp3Settings>, RegExp][])(
    '%o are refused with what can be had',
    (changes, sentence) => {
      expect(() => checkMp3Settings(settings(changes))).toThrow(
        expect.objectContaining({ kind: 'bad-request', message: expect.stringMatching(sentence) }),
      );
    },
  );

  it('relate samples to samples by whole numbers', () => {
    expect([1, 79, 80, 81].map((samples) => samplesAtRate(samples, 44_100))).toEqual([2, 146, 147, 149]);
    expect([samplesAtRate(7, 24_000), samplesAtRate(7, 48_000)]).toEqual([7, 14]);
    expect([24_000, 44_100, 48_000].map((rate) => samplesPerFrame(rate as 24_000))).toEqual([
      576, 1152, 1152,
    ]);
  });

  it('undo what LAME takes away', () => {
    expect(makeUpGain({ kind: 'vbr', quality: 4 })).toBe(1);
    expect(makeUpGain({ kind: 'cbr', kbps: 64 })).toBe(1 / 0.95);
  });
});
