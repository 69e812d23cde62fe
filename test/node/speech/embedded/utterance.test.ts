import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRule } from '../../../../electron/node/speech/embedded/pronunciation.ts';
import { tokenize } from '../../../../electron/node/speech/embedded/tokens.ts';
import { utter } from '../../../../electron/node/speech/embedded/utterance.ts';

/** What the engine is given, with its invisible helps taken out or shown. */
const said = (text: string, language = 'en', rules: readonly string[] = []) =>
  utter(
    text,
    language,
    rules.flatMap((rule) => parseRule(rule) ?? []),
  )
    .spoken.replaceAll('\u200b', '')
    .replaceAll('\u00a0', '_')
    .replaceAll(/ +/g, ' ')
    .trim();

describe('tokens', () => {
  const texts = (text: string, language = 'en') => tokenize(text, language).map((token) => token.text);

  it('end at white space and after a dash', () => {
    expect(texts('“Hello,” she said—twice –  well')).toEqual([
      '“Hello,”',
      'she',
      'said—',
      'twice',
      '–',
      'well',
    ]);
  });

  it('are words by dictionary where a script has no spaces', () => {
    expect(texts('今天天气很好！', 'zh')).toEqual(['今天', '天气', '很好！']);
    expect(tokenize('今天天气', 'zh').map(({ joined }) => joined)).toEqual([false, true]);
  });

  it('are the text’s own slices, in order, and miss no visible character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const tokens = tokenize(text, 'en');
        let at = 0;
        for (const token of tokens) {
          expect(text.slice(at, token.from).trim()).toBe('');
          at = token.from + token.text.length;
          expect(text.slice(token.from, at)).toBe(token.text);
        }
        expect(text.slice(at).trim()).toBe('');
      }),
    );
  });
});

describe('what English says', () => {
  it.each([
    ['$3.50', '3 dollars 50 cents'],
    ['$1 and $0.99', '1 dollar and 99 cents'],
    ['$5, or $1,000, or $2.', '5 dollars, or 1,000 dollars, or 2 dollars.'],
    ['my CV in XL, CC', 'my CV in XL, CC'],
    ['£2.01', '2 pounds 1 penny'],
    ['€1,000.', '1,000 euros.'],
    ['$3.5 billion.', '3.5 billion dollars.'],
    ['$1 million', '1 million dollars'],
    ['Dr. Smith', 'Dr._Smith'],
    ['J. R. R. Tolkien', 'J R R Tolkien'],
    ['vitamin A. the', 'vitamin A. the'],
    ['the U.S. Army', 'the U.S Army'],
    ['in the U.S.', 'in the U.S.'],
    ['No. 5', 'number_5'],
    ['No. I said', 'No. I said'],
    ['(see p. 5)', '(see page_5)'],
    ['pp. 5–7', 'pages_5 to 7'],
    ['1914–18', '1914 to 18'],
    ['10:05', '10 oh 5'],
    ['e.g. this', 'for example this'],
    ['CHAPTER XIV', 'CHAPTER 14'],
    ['MIX CIVIL', 'MIX CIVIL'],
    ['IT WAS', 'it WAS'],
    ['about IT', 'about IT'],
    ['5 km, or 3 mm', '5 kilometres, or 3 millimetres'],
    ['a km', 'a km'],
  ])('%s: %s', (text, expected) => expect(said(text)).toBe(expected));

  it('is left alone in other languages', () => {
    expect(said('No. 5 kostet $3.50', 'de')).toBe('No. 5 kostet $3.50');
    expect(said('am 3. Mai', 'de')).toBe('am 3 Mai');
    expect(said('1914–18', 'fr')).toBe('1914 18');
  });
});

describe('what no language says', () => {
  it.each([
    ['*bold* and _underlined_', 'bold and underlined'],
    ['foo_bar a|b', 'foo bar a b'],
    ['→ arrow • bullet ★', 'arrow bullet'],
    ['😀 hi 👍🏽 there 🇫🇷', 'hi there'],
    ['1️⃣ one', '1 one'],
    ['https://www.example.com', 'example.com'],
    ['Hello . . . there', 'Hello , , , there'],
    ['you / me', 'you me'],
    ['<b>bold</b>', 'b bold /b'],
    ['x &lt; y', 'x and lt; y'],
    ['[[h@l]]', '((h@l))'],
    ['soft\u00adhyphen\u200b', 'softhyphen'],
  ])('%s: %s', (text, expected) => expect(said(text)).toBe(expected));

  it('is empty where there is nothing to say', () => {
    for (const text of ['', '…', '* * *', '—', '😀']) expect(utter(text, 'en', []).spoken).toBe('');
  });
});

describe('the pronunciation dictionary', () => {
  it.each([
    ['An omg moment', ['omg/oh my god'], 'An oh my god moment'],
    ['“OMG,” he said', ['omg/oh my god'], '“oh my god,” he said'],
    ['New York, now', ['new york/noo yawk'], 'noo yawk, now'],
    ['New York and New', ['new/nu', 'new york/noo yawk'], 'noo yawk and nu'],
    ['omgs', ['omg/oh my god'], 'omgs'],
    ['a/b', ['a/b/c'], 'a/b'],
    ['It’s', ["it's/it is"], 'it is'],
  ])('%s', (text, rules, expected) => expect(said(text, 'en', rules)).toBe(expected));

  it('knows what is no rule', () => {
    for (const rule of ['', 'x', '/x', 'x/', ' / ']) expect(parseRule(rule)).toBeNull();
    expect(parseRule('km/h/kilometres an hour')).toEqual({ words: ['km'], say: 'h/kilometres an hour' });
  });
});

describe('the way back', () => {
  it('gives each token the code point at which it begins in what the engine reads', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('$3.50', 'Dr.', 'A', '👍🏽', '—', 'word', '𝒳', '“q”', 'x—y')),
        (parts) => {
          const { spoken, tokens, starts } = utter(parts.join(' '), 'en', []);
          if (spoken === '') return;
          expect(starts).toHaveLength(tokens.length);
          const points = [...spoken];
          for (const [index, start] of starts.entries()) {
            expect(start).toBeLessThanOrEqual(points.length);
            expect(start).toBeGreaterThanOrEqual(starts[index - 1] ?? 0);
            if (tokens[index]!.text === 'word')
              expect(points.slice(start, start + 5).join('')).toMatch(/^\u200b?word/);
          }
        },
      ),
    );
  });
});
