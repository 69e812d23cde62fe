import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentenceCues } from '../../../electron/core/audiobook/cues.ts';
import { isSpeakable } from '../../../electron/core/document/clean.ts';
import type { WordTime } from '../../../electron/core/speech/types.ts';
import { sentenceRanges } from '../../../electron/core/text/sentences.ts';
import { wordRanges } from '../../../electron/core/text/words.ts';
import { prose } from '../text/arbitrary.ts';
import { heard } from './heard.ts';

const LONG =
  'It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a wife; ' +
  'however little known the feelings or views of such a man may be on his first entering a neighbourhood, this truth is so ' +
  'well fixed in the minds of the surrounding families, that he is considered as the rightful property of some one.';

const cuesOf = (...args: Parameters<typeof heard>) => [...sentenceCues(heard(...args))];

describe('the cues of sentences', () => {
  it('are one for each sentence of a chunk, parted in the silence between their words', () => {
    const [yes, no, rest] = cuesOf('“Yes.” “No.” He looked at the old clock above the door.', {
      start: 1000,
    });
    expect([yes?.text, no?.text, rest?.text]).toEqual([
      '“Yes.”',
      '“No.”',
      'He looked at the old clock above the door.',
    ]);
    expect(yes?.start).toBe(1000);
    // "Yes" ends 4 characters into the chunk, "No" begins at the 8th.
    expect(yes?.end).toBe(1000 + 480 + 6 * 1600);
    expect(no?.start).toBe(yes?.end);
    expect(no?.words).toEqual([
      {
        section: 0,
        block: 0,
        from: 8,
        to: 10,
        text: 'No',
        start: 1000 + 480 + 12_800,
        end: 1000 + 480 + 16_000,
      },
    ]);
  });

  it('join a sentence that was cut into several chunks', () => {
    const segments = heard(`Short before it, as it were. ${LONG} And after.`);
    expect(segments.length).toBeGreaterThan(2);
    const cues = [...sentenceCues(segments)];
    expect(cues.map((cue) => cue.text)).toEqual(['Short before it, as it were.', LONG, 'And after.']);
    const words = cues[1]?.words ?? [];
    expect(words.map((word) => word.text)).toEqual(
      wordRanges(LONG, 'en').map((range) => LONG.slice(...range)),
    );
    expect(cues[1]?.end).toBeGreaterThan((segments.at(-1)?.start ?? 0) - 1);
  });

  it('have no words where the voice gave no trustworthy times, in any of their chunks', () => {
    expect(cuesOf(LONG, { words: () => [] }).map((cue) => [cue.text, cue.words])).toEqual([[LONG, []]]);
    const segments = heard(LONG).map((segment, index) => (index === 1 ? { ...segment, words: [] } : segment));
    expect([...sentenceCues(segments)].map((cue) => cue.words)).toEqual([[]]);
  });

  it('keep sentences of the same words in other places apart', () => {
    const segments = [
      ...heard('Again.', { block: 3 }),
      ...heard('Again.', { block: 4, start: 100_000 }),
      ...heard('Again.', { section: 1, block: 4, chapter: 1, start: 200_000 }),
    ];
    expect(
      [...sentenceCues(segments)].map(({ chapter, section, block }) => [chapter, section, block]),
    ).toEqual([
      [0, 0, 3],
      [0, 0, 4],
      [1, 1, 4],
    ]);
  });

  it('are in order, inside their segments, never overlapping, and exactly the text, whatever was reported', () => {
    const time = fc.double({ min: -1, max: 60 });
    const report: fc.Arbitrary<readonly WordTime[] | null> = fc.option(
      fc.array(fc.record({ word: fc.constantFrom('Word', 'word', '12', ''), start: time, end: time })),
    );
    fc.assert(
      fc.property(prose(120), fc.nat(1_000_000), report, (text, start, reported) => {
        const segments = heard(text, { start, ...(reported ? { words: () => reported } : {}) });
        const cues = [...sentenceCues(segments)];
        const last = segments.at(-1);
        let now = start;
        for (const cue of cues) {
          expect(cue.text).toBe(text.slice(cue.from, cue.to));
          expect(cue.start).toBeGreaterThanOrEqual(now);
          expect(cue.end).toBeGreaterThan(cue.start);
          let word = cue.start;
          for (const { from, to, text: said, start: begins, end } of cue.words) {
            expect(said).toBe(text.slice(from, to));
            expect(from).toBeGreaterThanOrEqual(cue.from);
            expect(to).toBeLessThanOrEqual(cue.to);
            expect(begins).toBeGreaterThanOrEqual(word);
            expect(end).toBeGreaterThanOrEqual(begins);
            word = end;
          }
          expect(word).toBeLessThanOrEqual(cue.end);
          now = cue.end;
        }
        expect(now).toBeLessThanOrEqual((last?.start ?? start) + (last?.samples ?? 0));
        const said = cues.map(({ from, to }) => `${from}-${to}`);
        expect(new Set(said).size).toBe(said.length);
        // Where the voice named every word, no sentence with a word is missing.
        if (reported) return;
        for (const range of sentenceRanges(text, 'en')) {
          const sentence = text.slice(...range).trim();
          if (isSpeakable(sentence) && wordRanges(sentence, 'en').length > 0) {
            const at = range[0] + text.slice(...range).indexOf(sentence);
            expect(said).toContain(`${at}-${at + sentence.length}`);
          }
        }
      }),
    );
  });
});
