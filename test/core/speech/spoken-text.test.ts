import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../../electron/core/normalise/normalise.ts';
import { alignSpoken } from '../../../electron/core/speech/spoken-text.ts';
import { chunkWordTimes } from '../../../electron/core/speech/word-times.ts';
import { wordRanges } from '../../../electron/core/text/words.ts';
import { prose } from '../text/arbitrary.ts';

/** Every word of a text at a steady pace: 0.1 s each, without pauses. */
const steady = (text: string, language: string) =>
  wordRanges(text, language).map(([from, to], index) => ({
    word: text.slice(from, to),
    start: index / 10,
    end: (index + 1) / 10,
  }));

function spoken(source: string, language = 'en') {
  const normalised = normalise(source, language);
  const words = steady(normalised.text, language);
  return { normalised, words, seconds: words.length / 10 };
}

function timed(source: string, language = 'en') {
  const { normalised, words } = spoken(source, language);
  return alignSpoken(source, normalised, words, language).words.map(({ from, to, start, end }) => [
    source.slice(from, to),
    Math.round(start * 10),
    Math.round(end * 10),
  ]);
}

describe('words of a text that was written out', () => {
  it('have the time of all that was said for them', () => {
    // Doctor Smith paid three dollars and fifty cents on March fourth, twenty twenty-four
    expect(timed('Dr. Smith paid $3.50 on 3/4/2024.')).toEqual([
      ['Dr', 0, 1],
      ['Smith', 1, 2],
      ['paid', 2, 3],
      ['$3.50', 3, 8],
      ['on', 8, 9],
      ['3/4/2024', 9, 13],
    ]);
  });
  it('share it where several were said as one', () => {
    expect(timed('Das ist z. B. gut.', 'de')).toEqual([
      ['Das', 0, 1],
      ['ist', 1, 2],
      ['z', 2, 3],
      ['B', 3, 4],
      ['gut', 4, 5],
    ]);
  });
  it('are those of the text itself where nothing was written out', () => {
    const text = 'Nothing here is changed.';
    expect(alignSpoken(text, null, steady(text, 'en'), 'en').words).toHaveLength(4);
  });
  it('grow with what has come: words not yet spoken have no time yet', () => {
    const { normalised, words } = spoken('He paid $3.50 on Monday, Dr. Smith.');
    const { words: begun } = alignSpoken(
      'He paid $3.50 on Monday, Dr. Smith.',
      normalised,
      words.slice(0, 8),
      'en',
    );
    expect(begun.length).toBeLessThan(5);
    expect(begun.length).toBeGreaterThan(2);
  });
  it('all have a time, in order, inside the sound, whatever the text', () => {
    fc.assert(
      fc.property(prose(20), fc.constantFrom('en', 'de', 'fr'), (source, language) => {
        const { normalised, words, seconds } = spoken(source, language);
        const { words: all } = chunkWordTimes(source, words, language, seconds, normalised);
        expect(all.map(({ from, to }) => [from, to])).toEqual(wordRanges(source, language));
        let time = 0;
        for (const { start, end } of all) {
          expect(start).toBeGreaterThanOrEqual(time - 1e-9);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(seconds + 1e-9);
          time = start;
        }
      }),
    );
  });
});
