import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeWords } from '../../electron/cli/spoken-words.ts';
import { utterances } from '../../electron/cli/utterances.ts';
import { wordRanges } from '../../electron/core/text/words.ts';
import { prose } from '../core/text/arbitrary.ts';

const pauses = { pauseSentence: 0.25, pauseParagraph: 0.6, pauseHeading: 1 };
const block = (text: string) => ({ kind: 'paragraph', text, language: null }) as const;
const whole = (block: number) => ({ block, from: 0, to: Infinity });
const plan = (text: string) => utterances([block(text)], [whole(0)], 'en', null, pauses);

describe('what is to be said', () => {
  it('is every chunk of what is read, in its order, with the pause that follows', () => {
    const list = utterances(
      [
        { kind: 'heading', text: 'Chapter One', language: null },
        block('It was a dark night in the old town. The rain fell in torrents.'),
        { kind: 'code', text: 'let x;', language: null },
        block('* * *'),
        { kind: 'paragraph', text: 'C’était le lendemain matin.', language: 'fr' },
      ],
      [0, 1, 3, 4].map(whole),
      'en',
      null,
      pauses,
    );
    expect(list.map(({ block, language, pause }) => [block, language, pause])).toEqual([
      [0, 'en', 1],
      [1, 'en', 0.25],
      [1, 'en', 0.6],
      [4, 'fr', 0],
    ]);
    expect(utterances([block('Tu es là.')], [whole(0)], 'en', 'fr', pauses)[0]?.language).toBe('fr');
  });
});

describe('the times of words', () => {
  const placement = { start: 10, spoken: 2, stretched: 2, speed: 1 };
  const [utterance] = plan('  One two, three.');

  it('are those that the voice reported, at their place in the sound', () => {
    const reported = ['One', 'two', 'three'].map((word, i) => ({ word, start: i * 0.5, end: i * 0.5 + 0.4 }));
    expect(utterance && placeWords(utterance, { words: reported, spoken: null }, placement)).toEqual([
      { word: 'One', start: 10, end: 10.4, block: 0, from: 2, to: 5 },
      { word: 'two', start: 10.5, end: 10.9, block: 0, from: 6, to: 9 },
      { word: 'three', start: 11, end: 11.4, block: 0, from: 11, to: 16 },
    ]);
    const fast = { start: 10, spoken: 2, stretched: 1, speed: 2 };
    expect(
      utterance && placeWords(utterance, { words: reported, spoken: null }, fast).map((word) => word.start),
    ).toEqual([10, 10.25, 10.5]);
  });

  it('are shared out by length where the voice reported none', () => {
    const words = utterance ? placeWords(utterance, { words: [], spoken: null }, placement) : [];
    expect(words.map(({ word, start, end }) => [word, start, end])).toEqual([
      ['One', 10, 10.5454],
      ['two', 10.5454, 11.0909],
      ['three', 11.0909, 12],
    ]);
  });

  it('are there for every word, in order, inside the sound, whatever was reported', () => {
    const time = fc.double({ min: -1, max: 60 });
    const report = fc.array(
      fc.record({ word: fc.constantFrom('Word', 'word', 'x', '12', ''), start: time, end: time }),
    );
    fc.assert(
      fc.property(prose(), report, fc.constantFrom(0.5, 1, 2.7), (text, reported, speed) => {
        for (const one of plan(text)) {
          const stretched = 3 / speed;
          const words = placeWords(
            one,
            { words: reported, spoken: null },
            { start: 1, spoken: 3, stretched, speed },
          );
          const spoken = text.slice(...one.chunk.spoken);
          expect(
            words.map((word) => [word.from - one.chunk.spoken[0], word.to - one.chunk.spoken[0]]),
          ).toEqual(wordRanges(spoken, 'en'));
          let last = 1;
          for (const { word, start, end, from, to } of words) {
            expect(word).toBe(text.slice(from, to));
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThanOrEqual(start);
            last = end;
          }
          expect(last).toBeLessThanOrEqual(1 + stretched);
        }
      }),
    );
  });
});
