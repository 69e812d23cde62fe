import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../../electron/core/normalise/normalise.ts';
import { sourceRange } from '../../../electron/core/normalise/pieces.ts';
import { emojiNames } from '../../../electron/node/speech/emoji-names.ts';
import { prose } from '../text/arbitrary.ts';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt'] as const;
const FIXTURES = new URL('../../fixtures/normalise/', import.meta.url);

/** Lines of source, tab, what is said. Checked by hand. */
function golden(language: string): readonly (readonly [source: string, said: string])[] {
  return readFileSync(new URL(`${language}.tsv`, FIXTURES), 'utf8')
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => line.split('\t') as [string, string]);
}
const said = (text: string, language: string) =>
  normalise(text, language, { emojiName: emojiNames(language) }).text;

describe.each(LANGUAGES)('normalised %s', (language) => {
  const lines = golden(language);
  it.each(lines)('%s', (source, expected) => expect(said(source, language)).toBe(expected));
  it('says what is said already once more the same', () => {
    for (const [, expected] of lines)
      expect([expected, said(expected, language)]).toEqual([expected, expected]);
  });
});

describe('dates by region', () => {
  it.each([
    ['en-US', 'March fourth, twenty twenty-four'],
    ['en-GB', 'the third of April, twenty twenty-four'],
    ['en-AU', 'the third of April, twenty twenty-four'],
    ['de-AT', 'dritter April zweitausendvierundzwanzig'],
    ['pt-PT', 'três de abril de dois mil e vinte e quatro'],
  ])('%s', (language, expected) => expect(said('3/4/2024', language)).toBe(expected));

  it('take the only order that is one', () => {
    expect(said('13/4/2024', 'en-US')).toBe('April thirteenth, twenty twenty-four');
    expect(said('4/13/2024', 'en-GB')).toBe('the thirteenth of April, twenty twenty-four');
    expect(said('13/14/2024', 'en')).not.toContain('twenty twenty-four,');
  });
});

describe('other languages', () => {
  it('keep their numbers and signs, and lose decoration alone', () => {
    expect(said('Pan Dr. Nowak ma 3,50 zł.', 'pl')).toBe('Pan Dr. Nowak ma 3,50 zł.');
    expect(said('Tak!!! *** Nie', 'pl').replace(/\s+/g, ' ')).toBe('Tak! Nie');
  });
  it('count with a country as the country does', () => {
    expect(said('101', 'en-GB')).toBe('one hundred and one');
    expect(said('5 km', 'en-GB')).toBe('five kilometres');
    expect(said('3.5', 'es-MX')).toBe('tres punto cinco');
    expect(said('16', 'pt-PT')).toBe('dezasseis');
  });
});

describe('emoji', () => {
  it('are passed over where nobody names them', () => {
    expect(normalise('Good 😀!', 'en').text).toBe('Good!');
    expect(normalise('a 👩‍👩‍👧 b', 'en').text.replace(/\s+/g, ' ')).toBe('a b');
  });
  it('have names with and without a colour, and flags too', () => {
    expect(said('👍🏽 🇫🇷 ❤', 'en')).toContain('thumbs up');
    expect(said('🇫🇷', 'de')).toBe('Flagge: Frankreich');
  });
});

const SNIPPETS = LANGUAGES.flatMap((language) => golden(language).map(([source]) => source));
/** Prose gone wrong with all that the rules know in it, in any order and sometimes without spaces. */
const anything = fc
  .array(fc.oneof(fc.constantFrom(...SNIPPETS), prose(6), fc.constantFrom(' ', ' ', '\n', '(', ')', '“')), {
    maxLength: 24,
  })
  .map((parts) => parts.join(''));

describe('pieces', () => {
  it('tile source and spoken text in order, and map what is the same one to one', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...LANGUAGES, 'ja', null), (source, language) => {
        const { text, pieces } = normalise(source, language, { emojiName: () => 'emoji' });
        let [at, spokenAt] = [0, 0];
        for (const piece of pieces) {
          expect([piece.source[0], piece.spoken[0]]).toEqual([at, spokenAt]);
          [at, spokenAt] = [piece.source[1], piece.spoken[1]];
          // What holds a word apart from what was written out beside it is said with that.
          if (piece.same) expect(text.slice(...piece.spoken)).toBe(source.slice(...piece.source));
        }
        expect([at, spokenAt]).toEqual([source.length, text.length]);
      }),
      { numRuns: 300 },
    );
  });

  it('leave plain words alone, as one piece', () => {
    const plain = 'It was a bright cold day in April, and the clocks were striking.';
    expect(normalise(plain, 'en')).toEqual({
      text: plain,
      pieces: [{ source: [0, plain.length], spoken: [0, plain.length], same: true }],
    });
    expect(normalise('', 'en')).toEqual({ text: '', pieces: [] });
  });

  it('lead from what is said to what is written', () => {
    const source = 'Dr. Lee paid $3.50 for MP3s.';
    const { text, pieces } = normalise(source, 'en');
    const writtenFor = (word: string) => {
      const from = text.indexOf(word);
      return source.slice(...sourceRange(pieces, [from, from + word.length]));
    };
    expect(writtenFor('Doctor')).toBe('Dr.');
    expect(writtenFor('Lee')).toBe('Lee');
    expect(writtenFor('fifty')).toBe('$3.50');
    expect(writtenFor('three dollars')).toBe('$3.50');
    expect(writtenFor('for')).toBe('for');
  });

  it('never say nothing for something', () => {
    for (const source of ['***', '– – –', '…', '• • •', '!!!']) expect(said(source, 'en')).not.toBe('');
  });
});

describe('the work', () => {
  const HARD = [
    '1',
    '1,',
    '1.',
    '1-',
    '1/',
    'A ',
    'A.',
    'M',
    'IV ',
    '$',
    '*',
    '!',
    'a.',
    'a@',
    'a@b.',
    'www.',
    'http://a/',
    '😀',
    '(',
    '²',
    'Mr. ',
    'St. ',
    '+1 ',
    '12:',
    'x+',
    'ABCDE ',
    'p. i',
    '½',
  ];
  it.each(HARD)('grows with the text and no faster: %j', (unit) => {
    const work = (length: number) => {
      const text = unit.repeat(Math.ceil(length / unit.length));
      const from = performance.now();
      normalise(text, 'en', { emojiName: () => 'emoji' });
      return performance.now() - from;
    };
    work(2_000);
    const small = Math.min(work(4_000), work(4_000), work(4_000));
    const large = Math.min(work(32_000), work(32_000));
    // Eight times the text; what is quadratic takes 64 times as long.
    expect(large).toBeLessThan(Math.max(30 * small, 400));
  });
});
