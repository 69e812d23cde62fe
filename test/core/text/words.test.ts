import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordRanges } from '../../../electron/core/text/words.ts';
import { graphemeBoundaries, prose } from './arbitrary.ts';

const words = (text: string, language: string | null = 'en') =>
  wordRanges(text, language).map(([from, to]) => text.slice(from, to));

describe('words', () => {
  it.each([
    ['“Well,” he said — “stop!”', ['Well', 'he', 'said', 'stop']],
    [
      'A well-known rock-’n’-roll song; don’t sing.',
      ['A', 'well-known', 'rock-’n’-roll', 'song', 'don’t', 'sing'],
    ],
    ['It costs $3.50, or 1,250 € (20% off).', ['It', 'costs', '$3.50', 'or', '1,250', '€', '20%', 'off']],
    ['At 10:30 it was 20°C at AT&T.', ['At', '10:30', 'it', 'was', '20°C', 'at', 'AT&T']],
    ['Pitt & Co use C# and C++.', ['Pitt', '&', 'Co', 'use', 'C#', 'and', 'C++']],
    ['See https://example.com/a?b=c.', ['See', 'https://example.com/a?b=c']],
    ['Write to jane.doe@example.com, please.', ['Write', 'to', 'jane.doe@example.com', 'please']],
    ['Rene\u0301e@example.com wrote.', ['Rene\u0301e@example.com', 'wrote']],
    ['This is jane@example.com’s mail.', ['This', 'is', 'jane@example.com’s', 'mail']],
    ['The U.S. and 1914–1918… gone', ['The', 'U.S', 'and', '1914', '1918', 'gone']],
    ['Il y en a 1\u202f250.', ['Il', 'y', 'en', 'a', '1\u202f250']],
    ['naïve café', ['naïve', 'café']],
    ['E=mc², H₂O and ½ cup, 5½ or 1²³', ['E', 'mc²', 'H₂O', 'and', '½', 'cup', '5½', 'or', '1²³']],
    ['a 👍🏽 b', ['a', 'b']],
    ['', []],
    ['… — !', []],
  ])('of %j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('of scripts without spaces come from a dictionary', () => {
    expect(words('これはペンです。', 'ja')).toEqual(['これ', 'は', 'ペン', 'です']);
    expect(words('我们明天去北京。', 'zh')).toEqual(['我们', '明天', '去', '北京']);
    expect(words('①苹果 第②章', 'zh')).toEqual(['①', '苹果', '第', '②', '章']);
    expect(words('l’été d’après', 'fr')).toEqual(['l’été', 'd’après']);
  });

  it('hold every number, and every letter that has a case', () => {
    // A zero-width joiner makes a picture of whatever it stands between.
    const unjoined = prose().map((text) => text.replaceAll('\u200d', ''));
    fc.assert(
      fc.property(unjoined, fc.constantFrom('en', 'ja', null), (text, language) => {
        const uncovered = wordRanges(text, language).reduce(
          (rest, [from, to]) => rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to),
          text,
        );
        expect(uncovered).not.toMatch(/[\p{Lu}\p{Ll}\p{N}]/u);
      }),
    );
  });

  it('are in order, apart, not empty, without white space around them, never inside a grapheme cluster', () => {
    fc.assert(
      fc.property(prose(), fc.constantFrom('en', 'ja', null), (text, language) => {
        const whole = graphemeBoundaries(text);
        let end = 0;
        for (const [from, to] of wordRanges(text, language)) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          expect(text.slice(from, to).trim()).toBe(text.slice(from, to));
          expect(whole.has(from) && whole.has(to)).toBe(true);
          end = to;
        }
      }),
    );
  });
});
