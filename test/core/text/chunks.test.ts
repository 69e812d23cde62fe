import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_CHUNK, speechChunks } from '../../../electron/core/text/chunks.ts';
import { sentenceRanges } from '../../../electron/core/text/sentences.ts';
import { corpusFiles } from '../../support/corpus.ts';
import type { GoldCase } from '../../support/sentence-score.ts';
import { graphemeBoundaries, prose } from './arbitrary.ts';

const languages = fc.constantFrom('en', 'de', 'fr', 'ja', 'ar', 'xx', null);
const spoken = (text: string, language: string | null) =>
  speechChunks(text, language).map((chunk) => text.slice(...chunk.spoken));

describe('speech chunks', () => {
  it('re-join to the text exactly; none is empty; what is spoken lies inside, trimmed', () => {
    fc.assert(
      fc.property(prose(200), languages, (text, language) => {
        const chunks = speechChunks(text, language);
        expect(chunks.map((chunk) => text.slice(chunk.from, chunk.to)).join('')).toBe(text);
        let end = 0;
        for (const chunk of chunks) {
          expect(chunk.from).toBe(end);
          expect(chunk.to).toBeGreaterThan(chunk.from);
          end = chunk.to;
          const [from, to] = chunk.spoken;
          expect(from >= chunk.from && to <= chunk.to && from <= to).toBe(true);
          expect(text.slice(from, to).trim()).toBe(text.slice(from, to));
        }
      }),
    );
  });

  it('never split a grapheme cluster', () => {
    fc.assert(
      fc.property(prose(200), languages, (text, language) => {
        const whole = graphemeBoundaries(text);
        for (const { from, to } of speechChunks(text, language)) {
          expect([from, to].every((at) => whole.has(at))).toBe(true);
        }
      }),
    );
  });

  it('stay under the bound, whatever comes', () => {
    const dense = fc.string({ unit: fc.constantFrom('a', '字', '👍🏽', 'é', ',', ' ', '、'), maxLength: 1500 });
    fc.assert(
      fc.property(fc.oneof(prose(200), dense), languages, (text, language) => {
        for (const { spoken } of speechChunks(text, language)) {
          expect(spoken[1] - spoken[0]).toBeLessThanOrEqual(LONGEST_CHUNK);
        }
      }),
    );
  });

  it('know their sentences: each is one of the text and touches the chunk', () => {
    fc.assert(
      fc.property(prose(120), (text) => {
        const known = sentenceRanges(text, 'en');
        for (const chunk of speechChunks(text, 'en')) {
          expect(chunk.sentences.length).toBeGreaterThan(0);
          for (const [from, to] of chunk.sentences) {
            const owner = known.find((sentence) => sentence[0] <= from && to <= sentence[1]);
            expect(owner && owner[0] < chunk.to && owner[1] > chunk.from).toBe(true);
          }
        }
      }),
    );
  });

  it('are the same whenever they are asked for', () => {
    fc.assert(
      fc.property(prose(), prose(), (text, other) => {
        const before = speechChunks(text, 'en');
        speechChunks(other, 'de');
        expect(speechChunks(text, 'en')).toEqual(before);
      }),
    );
  });

  it('join what is too short with its neighbour', () => {
    expect(spoken('Yes. He came home at once. No.', 'en')).toEqual(['Yes. He came home at once. No.']);
    expect(spoken('I see. Well. Oh! Then we left the house together.', 'en')).toEqual([
      'I see. Well. Oh!',
      'Then we left the house together.',
    ]);
    expect(spoken('No.', 'en')).toEqual(['No.']);
    expect(speechChunks('Yes. He came home at once.', 'en')[0]?.sentences).toEqual([
      [0, 4],
      [5, 26],
    ]);
  });

  it('cut a long sentence where a reader would breathe', () => {
    const long =
      'The Countess looked at her callers, smiling affably, but not concealing the fact that she would not be ' +
      'distressed if they now rose and took their leave, and the visitor’s daughter was already smoothing down ' +
      'her dress with an inquiring look at her mother, when suddenly from the next room were heard the footsteps ' +
      'of boys and girls running to the door and the noise of a chair falling over.';
    expect(spoken(long, 'en').map((part) => part.split(' ').slice(-2).join(' '))).toEqual([
      'their leave,',
      'her mother,',
      'falling over.',
    ]);
    expect(speechChunks(long, 'en').map((chunk) => chunk.sentences)).toEqual(
      Array(3).fill([[0, long.length]]),
    );
  });

  it('have nothing to say where there is nothing to say', () => {
    for (const text of ['* * *', '—', '…', ' \n ', '~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~']) {
      expect(speechChunks(text, 'en').map((chunk) => text.slice(...chunk.spoken))).toEqual(['']);
    }
    expect(speechChunks('', 'en')).toEqual([]);
  });

  it('cut text without a single space', () => {
    const parts = spoken('x'.repeat(1000), 'en');
    expect(parts.join('')).toBe('x'.repeat(1000));
    expect(Math.min(...parts.map((part) => part.length))).toBeGreaterThan(100);
    expect(spoken('山の上に雲がある、'.repeat(60), 'ja').every((part) => part.endsWith('、'))).toBe(true);
  });
});

const treebanks = corpusFiles('seg-ud', '.json');
describe.skipIf(treebanks.length === 0)('chunks of real prose', () => {
  it('are of a good length', () => {
    const lengths = treebanks
      .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as GoldCase[])
      .flatMap(({ text, lang }) => speechChunks(text, lang.slice(0, 2)))
      .map((chunk) => chunk.spoken[1] - chunk.spoken[0])
      .sort((a, b) => a - b);
    const at = (part: number) => lengths[Math.floor(part * (lengths.length - 1))] ?? 0;
    console.log(`chunks: ${lengths.length}, median ${at(0.5)}, p95 ${at(0.95)}, longest ${at(1)}`);
    expect(at(0.95)).toBeLessThanOrEqual(220);
    expect(at(1)).toBeLessThanOrEqual(LONGEST_CHUNK);
  });
});
