import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFinder, findInContext } from '../../../electron/core/text/find.ts';

const found = (text: string, query: string) =>
  createFinder(query)(text, 100).map(([from, to]) => text.slice(from, to));

describe('finding in a text', () => {
  it.each([
    ['Call me Ishmael.', 'ISHMAEL', ['Ishmael']],
    ['déjà vu, DEJA VU', 'deja', ['déjà', 'DEJA']],
    ['an o\u0308rtlich q\u0307 x', 'ortlich q', ['o\u0308rtlich q\u0307']],
    ['Die Straße, die STRASSE', 'strasse', ['Straße', 'STRASSE']],
    ['Masse und Maß', 'mas', ['Mas', 'Maß']],
    ['ὁ λόγος ΛΟΓΟΣ', 'λογος', ['λόγος', 'ΛΟΓΟΣ']],
    ['a ﬁne ofﬁce', 'office', ['ofﬁce']],
    ['It’s “so”', `it's "so"`, ['It’s “so”']],
    ['hy\u00ADphen', 'hyphen', ['hy\u00ADphen']],
    ['two\u00A0words, two\nlines', 'two  words', ['two\u00A0words']],
    ['각 가', '가', ['가']],
    ['की क', 'क', ['क', 'क']],
    ['aaa', 'aa', ['aa']],
    ['😀 in 😀', '😀', ['😀', '😀']],
    ['anything', '  ', []],
    ['[a-z]+', 'a-z]', ['a-z]']],
  ])('in %j, %j', (text, query, expected) => expect(found(text, query)).toEqual(expected));

  it('gives no more than is wanted', () => {
    expect(createFinder('a')('a a a', 2)).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  const text = fc.string({ unit: 'grapheme', maxLength: 60 });

  it('finds every word of a text that is written in capitals', () => {
    fc.assert(
      fc.property(text, fc.stringMatching(/^[a-zäöüéß]{1,8}$/), text, (before, word, after) => {
        const whole = `${before} ${word} ${after}`;
        const ranges = createFinder(word.toUpperCase())(whole, 1000);
        expect(ranges.some(([from, to]) => whole.slice(from, to).startsWith(word))).toBe(true);
      }),
    );
  });

  it('gives ranges in order that hold the query, and never half a character', () => {
    fc.assert(
      fc.property(text, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2 }), (whole, query) => {
        let last = 0;
        for (const [from, to] of createFinder(query)(whole, 1000)) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          expect(whole.slice(from, to).isWellFormed()).toBe(true);
          expect(createFinder(query)(whole.slice(from, to), 1)).toHaveLength(1);
          last = to;
        }
      }),
    );
  });

  it('shows what stands around a find, and nothing that is not there', () => {
    fc.assert(
      fc.property(text, text, text, (before, match, after) => {
        const whole = before.repeat(3) + match + after.repeat(3);
        const from = before.length * 3;
        const shown = findInContext(whole, [from, from + match.length]);
        expect(shown.match).toBe(match);
        expect(before.repeat(3).endsWith(shown.before.replace(/^…/, ''))).toBe(true);
        expect(after.repeat(3).startsWith(shown.after.replace(/…$/, ''))).toBe(true);
      }),
    );
  });
});
