import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText, isOrnament } from '../../../electron/core/document/clean.ts';
import { InlineText } from '../../../electron/core/document/inline.ts';

describe('cleaning', () => {
  it.each([
    ['soft hyphens and zero-width spaces', 'Laut\u00adsprecher\u200b, now\ufeff', 'Lautsprecher, now'],
    ['controls and marks of direction', '\u202aab\u0007c\u202c\u200e', 'abc'],
    ['ligatures', 'ﬁnd the oﬃce ﬂoor', 'find the office floor'],
    ['decomposed letters', 'Cafe\u0301', 'Café'],
    ['idle joiners in Latin', 'Auf\u200clage', 'Auflage'],
    ['word joiners', 'observer\u2060—excellent', 'observer—excellent'],
  ])('removes or mends %s', (_, raw, clean) => expect(cleanText(raw)).toBe(clean));

  it('keeps the joiners that shape Persian words and emoji', () => {
    expect(cleanText('می\u200cخواهم 👩\u200d👧')).toBe('می\u200cخواهم 👩\u200d👧');
  });

  it('replaces halves of surrogate pairs', () => expect(cleanText('a\ud800b')).toBe('a\ufffdb'));

  it('folds every kind of white space', () => {
    expect(cleanLine(' a\u00a0\u2003b\r\n\tc\u0085d\u3000')).toBe('a b c d');
  });

  it.each(['* * *', '———', '❦', '~', '#'])('takes %j for an ornament', (line) => {
    expect(isOrnament(line)).toBe(true);
  });
  it.each(['…', '?!', '“…”', '1', 'x'])('takes %j for text', (line) => expect(isOrnament(line)).toBe(false));
});

describe('inline text', () => {
  const of = (build: (inline: InlineText) => void) => {
    const inline = new InlineText();
    build(inline);
    const { text, spans } = inline.finish();
    return { text, marked: spans.map(({ kind, from, to }) => [kind, text.slice(from, to)]) };
  };

  it('lets markup break no word', () => {
    const { text, marked } = of((inline) => {
      inline.open('smallCaps');
      inline.append('\n  W');
      inline.close();
      inline.append('hen  in');
    });
    expect(text).toBe('When in');
    expect(marked).toEqual([['smallCaps', 'W']]);
  });

  it('moves spans with what marks compose to across pieces', () => {
    const { text, marked } = of((inline) => {
      for (const kind of ['emphasis', 'strong', 'code'] as const) {
        inline.open(kind);
        inline.append('Cafe');
        inline.close();
        inline.append('\u0301 der ');
      }
    });
    expect(text).toBe('Café der Café der Café der');
    expect(marked).toEqual([
      ['emphasis', 'Café'],
      ['strong', 'Café'],
      ['code', 'Café'],
    ]);
  });

  it('keeps white space out of the edges of spans', () => {
    const { text, marked } = of((inline) => {
      inline.append('a ');
      inline.open('emphasis');
      inline.append(' b ');
      inline.close();
      inline.append(' c');
    });
    expect(text).toBe('a b c');
    expect(marked).toEqual([['emphasis', 'b']]);
  });

  it('moves spans with letters that compose across pieces', () => {
    const { text, marked } = of((inline) => {
      inline.append('cafe');
      inline.open('strong');
      inline.append('\u0301 noir');
      inline.close();
    });
    expect(text).toBe('café noir');
    expect(marked).toEqual([['strong', ' noir']]);
  });

  it('orders nested spans by their start, the outer first, and drops empty ones', () => {
    const { marked } = of((inline) => {
      inline.open('link', '#0');
      inline.open('emphasis');
      inline.append('both');
      inline.close();
      inline.append(' one');
      inline.close();
      inline.open('strong');
      inline.close();
    });
    expect(marked).toEqual([
      ['link', 'both one'],
      ['emphasis', 'both'],
    ]);
  });

  it('goes back to a mark as if nothing had been there', () => {
    const { text } = of((inline) => {
      inline.append('word ');
      const mark = inline.mark();
      inline.open('link', '#1');
      inline.append(' 12');
      inline.close();
      inline.rewind(mark);
      inline.append('next');
    });
    expect(text).toBe('word next');
  });

  const piece = fc.string({
    unit: fc.constantFrom('a', 'é', 'e\u0301', ' ', '\n', '\u00ad', '\u00a0', '😀'),
    maxLength: 6,
  });

  it('folds pieces as it folds the whole, however they are cut (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, fc.boolean())), (pieces) => {
        const { text, marked } = of((inline) => {
          for (const [raw, marks] of pieces) {
            if (marks) inline.open('emphasis');
            inline.append(raw);
            if (marks) inline.close();
          }
        });
        expect(text).toBe(cleanLine(pieces.map(([raw]) => raw).join('')));
        for (const [, slice] of marked) expect(slice).not.toBe('');
      }),
    );
  });
});
