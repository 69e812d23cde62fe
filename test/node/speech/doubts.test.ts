import { expect, it } from 'vitest';
import type { Ending } from '../../../electron/core/speech/completeness.ts';
import { Doubts } from '../../../electron/node/speech/doubts.ts';
import { requestOf } from '../../support/speech-client.ts';

const REQUEST = requestOf('A text that is said several times.');
const ending = (part: Partial<Ending>): Ending => ({
  ...{ samples: 50_000, lastWord: 'several', reach: 0.97 },
  ...part,
});

it.each<[string, Partial<Ending>, boolean]>([
  ['the same', {}, true],
  ['slower, and in the same way', { samples: 58_000, reach: 0.98 }, true],
  ['of quite another length', { samples: 65_000 }, false],
  ['with another last word', { lastWord: 'times' }, false],
  ['where the words reach further into the sound', { reach: 1.2 }, false],
])('%s', (_, second, confirmed) => {
  const doubts = new Doubts();
  expect(doubts.isConfirmed(REQUEST, ending({}))).toBe(false);
  expect(doubts.isConfirmed(requestOf('Another text.'), ending(second))).toBe(false);
  expect(doubts.isConfirmed(REQUEST, ending(second))).toBe(confirmed);
});

it('of silence, and of what has no words, the length alone tells', () => {
  const doubts = new Doubts();
  const silent = { lastWord: '', reach: 0 };
  expect(doubts.isConfirmed(REQUEST, ending(silent))).toBe(false);
  expect(doubts.isConfirmed(REQUEST, ending({ ...silent, samples: 45_000 }))).toBe(true);
  expect(doubts.isConfirmed(REQUEST, ending({ ...silent, samples: 20_000 }))).toBe(false);
});
