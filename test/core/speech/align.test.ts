import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignWords } from '../../../electron/core/speech/align.ts';
import type { WordTime } from '../../../electron/core/speech/types.ts';
import { wordRanges } from '../../../electron/core/text/words.ts';
import { prose } from '../text/arbitrary.ts';

/** One token every 0.3 s, 0.25 s long. */
const timed = (tokens: readonly string[]): WordTime[] =>
  tokens.map((word, i) => ({ word, start: i * 0.3, end: i * 0.3 + 0.25 }));
const align = (text: string, tokens: readonly string[], language: string | null = 'en') => {
  const { words, confident } = alignWords(text, timed(tokens), language);
  return {
    confident,
    words,
    said: words.map(({ from, to, start }) => `${text.slice(from, to)}@${start.toFixed(1)}`),
  };
};

describe('alignment of spoken words to the text', () => {
  it.each([
    ['as written', 'en', 'Hello, world again.', ['Hello', 'world', 'again'], 'Hello@0.0 world@0.3 again@0.6'],
    [
      'with punctuation and case',
      'en',
      '“Hello,” she said.',
      ['"HELLO,"', 'SHE', 'said.'],
      'Hello@0.0 she@0.3 said@0.6',
    ],
    [
      'a number written out',
      'en',
      'About 1,250 people came.',
      ['about', 'one', 'thousand', 'two', 'hundred', 'fifty', 'people', 'came'],
      'About@0.0 1,250@0.3 people@1.8 came@2.1',
    ],
    [
      'money',
      'en',
      'It cost $3.50 then.',
      ['it', 'cost', 'three', 'dollars', 'and', 'fifty', 'cents', 'then'],
      'It@0.0 cost@0.3 $3.50@0.6 then@2.1',
    ],
    [
      'two words in one token',
      'en',
      'He sat in the car.',
      ['He', 'sat', 'in the', 'car'],
      'He@0.0 sat@0.3 in@0.6 the@0.7 car@0.9',
    ],
    [
      'a word that is missing',
      'en',
      'We all went home.',
      ['We', 'went', 'home'],
      'We@0.0 all@0.1 went@0.3 home@0.6',
    ],
    ['a first word that is missing', 'en', 'So we went.', ['we', 'went'], 'So@0.0 we@0.1 went@0.3'],
    ['a word too many', 'en', 'We went home.', ['We', 'um', 'went', 'home'], 'We@0.0 went@0.6 home@0.9'],
    [
      'hyphen parts',
      'en',
      'A well-known man.',
      ['A', 'well', 'known', 'man'],
      'A@0.0 well-known@0.3 man@0.9',
    ],
    [
      'an abbreviation',
      'en',
      'Dr. Smith met Mr. Jones.',
      ['doctor', 'smith', 'met', 'mister', 'jones'],
      'Dr@0.0 Smith@0.3 met@0.6 Mr@0.9 Jones@1.2',
    ],
    [
      'an abbreviation in other words',
      'en',
      'Fruit, e.g. apples, fell.',
      ['fruit', 'for', 'example', 'apples', 'fell'],
      'Fruit@0.0 e.g@0.3 apples@0.9 fell@1.2',
    ],
    [
      'letters said one by one',
      'en',
      'The U.S. and NASA agreed.',
      ['the', 'u', 's', 'and', 'n', 'a', 's', 'a', 'agreed'],
      'The@0.0 U.S@0.3 and@0.9 NASA@1.2 agreed@2.4',
    ],
    ['a sign', 'en', 'Pitt & Co left.', ['Pitt', 'and', 'Co', 'left'], 'Pitt@0.0 &@0.3 Co@0.6 left@0.9'],
    [
      'a percentage',
      'en',
      'Some 20% fell.',
      ['some', 'twenty', 'percent', 'fell'],
      'Some@0.0 20%@0.3 fell@0.9',
    ],
    [
      'French, without accents',
      'fr',
      'L’été dernier, déjà.',
      ['l', 'ete', 'dernier', 'deja'],
      'L’été@0.0 dernier@0.6 déjà@0.9',
    ],
    [
      'German, a date and ß',
      'de',
      'Am 12. Juni, Straße.',
      ['am', 'zwölften', 'juni', 'strasse'],
      'Am@0.0 12@0.3 Juni@0.6 Straße@0.9',
    ],
    ['Spanish numbers', 'es', 'Son 21 años.', ['son', 'veintiún', 'años'], 'Son@0.0 21@0.3 años@0.6'],
    [
      'Russian',
      'ru',
      'Он жил в 1828 г. в Москве.',
      ['он', 'жил', 'в', 'тысяча', 'восемьсот', 'двадцать', 'восьмом', 'году', 'в', 'москве'],
      'Он@0.0 жил@0.3 в@0.6 1828@0.9 г@2.1 в@2.4 Москве@2.7',
    ],
    [
      'Japanese, cut otherwise',
      'ja',
      'これはペンです。',
      ['これは', 'ペン', 'です'],
      'これ@0.0 は@0.2 ペン@0.3 です@0.6',
    ],
    [
      'the same word over and over',
      'en',
      'no no no yes no',
      ['no', 'no', 'no', 'yes', 'no'],
      'no@0.0 no@0.3 no@0.6 yes@0.9 no@1.2',
    ],
  ])('finds %s', (_name, language, text, tokens, expected) => {
    const { said, confident } = align(text, tokens, language);
    expect(said.join(' ')).toBe(expected);
    expect(confident).toBe(true);
  });

  it('aligns a list that still grows with the beginning of the text', () => {
    const text = 'One two three two one two three.';
    const tokens = ['One', 'two', 'three', 'two', 'one', 'two', 'three'];
    for (let have = 1; have <= tokens.length; have++) {
      const { said, confident } = align(text, tokens.slice(0, have));
      expect(said).toEqual(align(text, tokens).said.slice(0, have));
      expect(confident).toBe(true);
    }
  });

  it('is not confident of other text, of nothing, or of times in disorder', () => {
    expect(
      align('The cat sat on the mat.', ['Lorem', 'ipsum', 'dolor', 'quux', 'amet', 'zz']).confident,
    ).toBe(false);
    expect(align('The cat.', [])).toEqual({ confident: false, words: [], said: [] });
    expect(align('…', ['The'])).toEqual({ confident: false, words: [], said: [] });
    const tokens = timed(['The', 'cat', 'sat', 'on', 'mats']).map((token, i) => ({
      ...token,
      start: 3 - i,
      end: 4 - i,
    }));
    expect(alignWords('The cat sat on mats.', tokens, 'en').confident).toBe(false);
    expect(alignWords('The cat.', [{ word: 'The', start: NaN, end: 1 }], 'en').confident).toBe(false);
  });

  it('finds every word again where the voice repeats the text', () => {
    fc.assert(
      fc.property(prose(40), (text) => {
        const ranges = wordRanges(text, 'en');
        // A letter that decomposes into a space and a mark has nothing to be recognised by.
        fc.pre(ranges.every((range) => /[\p{L}\p{N}]/u.test(text.slice(...range).normalize('NFKD'))));
        const { words } = alignWords(text, timed(ranges.map(([from, to]) => text.slice(from, to))), 'en');
        expect(words.map(({ from, to }) => [from, to])).toEqual(ranges);
        for (const [i, word] of words.entries()) expect(word.start).toBeCloseTo(i * 0.3, 6);
      }),
    );
  });

  it('keeps order and times in order, whatever is dropped, merged, split or made up', () => {
    const change = fc.constantFrom('keep', 'keep', 'keep', 'drop', 'merge', 'split', 'replace', 'insert');
    const jitter = fc.double({ min: -0.2, max: 0.2, noNaN: true });
    fc.assert(
      fc.property(
        prose(40),
        fc.array(change, { minLength: 60, maxLength: 60 }),
        fc.array(jitter, { minLength: 60, maxLength: 60 }),
        (text, changes, jitters) => {
          const tokens: string[] = [];
          for (const [i, [from, to]] of wordRanges(text, 'en').entries()) {
            const word = text.slice(from, to);
            const how = changes[i % changes.length];
            if (how === 'merge' && tokens.length > 0) tokens.push(`${tokens.pop() ?? ''} ${word}`);
            else if (how === 'split') tokens.push(word.slice(0, 1), word.slice(1));
            else if (how === 'replace') tokens.push('something');
            else if (how === 'insert') tokens.push('extra', word);
            else if (how !== 'drop') tokens.push(word);
          }
          const times = timed(tokens).map((token, i) => ({
            ...token,
            start: token.start + (jitters[i % jitters.length] ?? 0),
          }));
          const { words } = alignWords(text, times, 'en');
          let offset = 0;
          let time = 0;
          for (const { from, to, start, end } of words) {
            expect(from).toBeGreaterThanOrEqual(offset);
            expect(start).toBeGreaterThanOrEqual(time);
            expect(end).toBeGreaterThanOrEqual(start);
            offset = to;
            time = end;
          }
        },
      ),
    );
  });
});
