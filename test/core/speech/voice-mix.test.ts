import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KOKORO, ORPHEUS, TOGETHER_VOICES } from '../../../electron/core/speech/catalogue.ts';
import { speechKey } from '../../../electron/core/speech/key.ts';
import {
  canonicalVoice,
  checkedVoice,
  describedVoice,
  formatMix,
  parseMix,
} from '../../../electron/core/speech/voice-mix.ts';

const kokoro = (voice: string) => ({ server: 'together', model: KOKORO.id, voice }) as const;
const checked = (voice: string) => checkedVoice(TOGETHER_VOICES, kokoro(voice)).voice;

describe('a mix of voices', () => {
  it('is read as parts with weights, in order', () => {
    expect(parseMix('af_bella(2)+af_heart')).toEqual([
      { voice: 'af_bella', weight: 2 },
      { voice: 'af_heart', weight: 1 },
    ]);
  });

  it('has one way to be written, which keeps the order and the weights', () => {
    expect(checked(' af_bella( 2.50 ) + af_heart ')).toBe('af_bella(2.5)+af_heart(1)');
    expect(checked('af_heart+af_bella')).toBe('af_heart(1)+af_bella(1)');
    expect(checked('af_bella(4)+af_heart(2)')).toBe('af_bella(4)+af_heart(2)');
    expect(checked('af_bella(3)')).toBe('af_bella');
  });

  it.each([
    ['af_bella++af_heart', /a voice is missing in “af_bella\+\+af_heart”/],
    ['+af_heart', /a voice is missing/],
    ['af_bella(2)+af_heart(', /“af_heart\(” cannot be read/],
    ['af_bella(2)x+af_heart', /“af_bella\(2\)x” cannot be read/],
    ['af_bella(0)+af_heart(1)', /the weight of “af_bella”/],
    ['af_bella(1)+af_heart(-1)', /the weight of “af_heart”/],
    ['af_bella(1)+af_heart(much)', /the weight of “af_heart”/],
    ['af_bella(1)+af_heart(101)', /the weight of “af_heart”/],
    ['af_bella+af_heart+af_bella', /“af_bella” is in it twice/],
    ['af_bella(2)+af_nobody(1)', /there is no voice “af_nobody”/],
  ])('that cannot be is refused with its part named: %s', (voice, sentence) => {
    expect(() => checked(voice)).toThrow(
      expect.objectContaining({ kind: 'voice-unknown', message: expect.stringMatching(sentence) }),
    );
  });

  it('is for the model that can: Orpheus takes one voice', () => {
    const mix = { server: 'together', model: ORPHEUS.id, voice: 'tara(1)+leah(1)' } as const;
    expect(() => checkedVoice(TOGETHER_VOICES, mix)).toThrow(/Orpheus takes one voice at a time/);
  });

  it('is not what only looks like one: an embedded variant, a model of its own names', () => {
    const variant = { server: 'embedded', model: 'espeak-ng', voice: 'gmw/en-US+f3' } as const;
    expect(checkedVoice([], variant)).toBe(variant);
    const named = { server: 'together', model: 'somebody/else', voice: 'Anna (calm)' } as const;
    expect(checkedVoice(TOGETHER_VOICES, named)).toBe(named);
    expect(canonicalVoice(variant)).toBe('gmw/en-US+f3');
  });

  it('is the same speech however it is written, and another in another order', () => {
    const key = (voice: string) =>
      speechKey({ ...kokoro(voice), text: 'Hello.', language: 'en', pronunciation: [] });
    expect(key('af_bella(2)+af_heart')).toBe(key('af_bella(2.0) + af_heart(1)'));
    expect(key('af_bella(1)')).toBe(key('af_bella'));
    expect(key('af_bella+af_heart')).not.toBe(key('af_heart+af_bella'));
    expect(key('af_bella(2)+af_heart(1)')).not.toBe(key('af_bella(1)+af_heart(2)'));
  });

  it('is described by its parts', () => {
    expect(describedVoice(TOGETHER_VOICES, kokoro('bf_emma(2)+am_adam(1)'))).toMatchObject({
      voice: 'bf_emma(2)+am_adam(1)',
      name: 'Emma 67\u00A0% + Adam 33\u00A0%',
      languages: ['en-GB'],
      gender: null,
      pricePerMillion: 4,
    });
    expect(describedVoice(TOGETHER_VOICES, kokoro('bf_emma(2)+am_nobody(1)'))).toBeNull();
    expect(describedVoice(TOGETHER_VOICES, kokoro('bf_emma(2)+('))).toBeNull();
  });

  it('is written and read back to the same parts', () => {
    const part = fc.record({
      voice: fc.stringMatching(/^[a-z]{2}_[a-z]{1,8}$/),
      weight: fc.integer({ min: 1, max: 100_000 }).map((thousandths) => thousandths / 1000),
    });
    const parts = fc.uniqueArray(part, { selector: ({ voice }) => voice, minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(parts, (some) => {
        expect(parseMix(formatMix(some))).toEqual(some);
      }),
    );
  });

  it('never makes anything but a sentence of what a person types', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'af_b(2)+. -'.split('')), maxLength: 30 }),
        (typed) => {
          try {
            checked(typed);
          } catch (error) {
            expect(error).toMatchObject({ name: 'LecternError', kind: 'voice-unknown' });
          }
        },
      ),
    );
  });
});
