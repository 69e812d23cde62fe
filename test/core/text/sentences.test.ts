import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentenceRanges } from '../../../electron/core/text/sentences.ts';
import { corpusFiles } from '../../support/corpus.ts';
import { boundariesAfter, score, type GoldCase } from '../../support/sentence-score.ts';
import { prose } from './arbitrary.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/text/sentences');
const slices = (text: string, language: string | null) =>
  sentenceRanges(text, language).map(([from, to]) => text.slice(from, to));

describe('sentences, by our own cases', () => {
  for (const name of readdirSync(fixtures).filter((file) => /^\w\w\.txt$/.test(file))) {
    const language = basename(name, '.txt');
    const lines = readFileSync(join(fixtures, name), 'utf8')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    it.each(lines)(`${language}: %s`, (line) => {
      const expected = line.replaceAll('\\n', '\n').split('‖');
      expect(slices(expected.join(''), language)).toEqual(expected);
    });
  }
});

describe('sentence ranges', () => {
  it('tile any text exactly, without an empty one', () => {
    fc.assert(
      fc.property(prose(), fc.constantFrom('en', 'de', 'ja', 'hy', 'x', null), (text, language) => {
        const parts = slices(text, language);
        expect(parts.join('')).toBe(text);
        expect(parts.every((part) => part.length > 0)).toBe(true);
      }),
    );
  });

  it('give white space to the sentence before', () => {
    expect(slices('One.  Two.\n\n Three. ', 'en')).toEqual(['One.  ', 'Two.\n\n ', 'Three. ']);
    expect(slices('', 'en')).toEqual([]);
    expect(slices('  \n ', 'en')).toEqual(['  \n ']);
  });

  it('take a language tag of any shape', () => {
    for (const tag of ['en_GB', 'EN-us', 'zh-Hant-HK', 'not a tag', '', 'x-private', null]) {
      expect(slices('Hello there. Goodbye.', tag)).toEqual(['Hello there. ', 'Goodbye.']);
    }
  });

  it('look only a bounded way around a boundary: far text changes nothing', () => {
    const far = 'Filler words go here. '.repeat(40);
    const near = 'Mr. Smith of the U.S. Army spoke. It was noon.';
    expect(slices(far + near, 'en').slice(-2)).toEqual(slices(near, 'en'));
  });
});

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as GoldCase[];

const golden = corpusFiles('seg-golden', 'golden.json');
describe.skipIf(golden.length === 0)('the golden rules', () => {
  it('hold: all 52 English ones, 140 of 150 in all', () => {
    const cases = golden.flatMap(read);
    const right = (some: readonly GoldCase[]) =>
      some.filter((one) => score([one], slices).exact === 1).length;
    const english = cases.filter((one) => one.lang === 'en');
    console.log(
      `golden rules: English ${right(english)}/${english.length}, all ${right(cases)}/${cases.length}`,
    );
    expect(right(english)).toBe(52);
    expect(right(cases)).toBeGreaterThanOrEqual(140);
  });
});

const treebanks = corpusFiles('seg-ud', '.json');
describe.skipIf(treebanks.length === 0)('real prose with gold sentences', () => {
  it('is cut as its annotators cut it: mean F1 ≥ 93.5, precision ≥ 98.7', () => {
    const scores = treebanks.map((file) => ({ file: basename(file), ...score(read(file), slices) }));
    for (const { file, f1, precision } of scores) {
      console.log(`${file}: F1 ${f1.toFixed(1)}, precision ${precision.toFixed(1)}`);
    }
    const mean = (of: 'f1' | 'precision') => scores.reduce((sum, one) => sum + one[of], 0) / scores.length;
    expect(mean('f1')).toBeGreaterThanOrEqual(93.5);
    expect(mean('precision')).toBeGreaterThanOrEqual(98.7);
  });
});

describe('the scorer itself', () => {
  it('counts boundaries by visible characters', () => {
    expect([...boundariesAfter(['a b', ' c.'])]).toEqual([2, 4]);
    const one = { lang: 'en', text: 'A. B. C.', expected: ['A.', 'B. C.'] };
    expect(score([one], (text) => [text.slice(0, 3), text.slice(3)])).toMatchObject({ exact: 1, f1: 100 });
    expect(score([one], (text) => [text])).toMatchObject({ exact: 0, precision: 100 });
  });
});
