import { describe, expect, it } from 'vitest';
import { speechChunks } from '../../../electron/core/text/chunks.ts';
import { sentenceRanges } from '../../../electron/core/text/sentences.ts';
import { wordRanges } from '../../../electron/core/text/words.ts';
import { growth, LINEAR } from '../../support/growth.ts';

/** What a text that nobody would call prose is made of, over and over. */
const UNITS = {
  'words without a stop': 'word ',
  'one letter without a space': 'x',
  'letters with stops': 'a. b. c. ',
  brackets: '(',
  quotes: '"',
  'CJK without punctuation': '山の上に雲がある',
  emoji: '😀',
  addresses: 'a@b ',
} as const;

const WORKS = { sentenceRanges, speechChunks, wordRanges } as const;

describe('the time for a text grows with its length', () => {
  for (const [name, unit] of Object.entries(UNITS)) {
    it.each(Object.entries(WORKS))(`${name}: %s`, (_, work) => {
      const make = (size: number) => unit.repeat(size / unit.length);
      expect(growth(make, (text) => work(text, 'en'))).toBeLessThanOrEqual(LINEAR);
    });
  }

  it('a long run of white space: speechChunks', () => {
    const make = (size: number) => `${'word '.repeat(80)}${' '.repeat(size)}end`;
    expect(growth(make, (text) => speechChunks(text, 'en'))).toBeLessThanOrEqual(LINEAR);
  });
});
