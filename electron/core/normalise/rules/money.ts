/** Amounts of money. */
import { counted, figures, isAdjective, isSingular, numberPattern, spellNumber } from '../numbers.ts';
import type { Currency, Lexicon } from '../languages/lexicon.ts';
import { anyOf, type Found, type Parts, type RuleMaker } from '../rule.ts';

/** A noun after an English amount makes an adjective of it: "a $20 bill". */
const ADJECTIVE = /^(?:-\p{Ll}| (?:bill|note|coin|fine|bonus|ticket|gift)(?!\p{L}))/u;

export const moneyRules: RuleMaker = (lexicon) => {
  const number = numberPattern(lexicon);
  const signs = anyOf(Object.keys(lexicon.currencies));
  const magnitude = `(?:(\\s?)(${anyOf(Object.keys(lexicon.magnitudes))})(?![\\p{L}\\p{N}]))?`;
  const say = (currency: Currency, found: Found, written: Written) =>
    amount(currency, found, written, lexicon);
  return [
    {
      // "$5-10", "€10–€15k", "$3.5–4 million": the currency is said once, at the end.
      name: 'ranges of money',
      pattern: new RegExp(
        `(?<![\\p{L}\\p{N}])(${signs})(\\s?)(${number})(\\s?[-–]\\s?)(\\1?\\s?)(${number})${magnitude}(?![\\p{L}\\p{N}%]|[-–.,]\\d)`,
        'gu',
      ),
      say: (found) => {
        const [, sign = '', space = '', first = '', dash = '', again = '', last = '', gap = '', size = ''] =
          found.groups;
        const currency = lexicon.currencies[sign];
        if (!currency) return null;
        const said = amount(currency, found, { head: again + last, raw: last, gap, size, tail: '' }, lexicon);
        return [[sign + space + first, spellNumber(first, lexicon)], [dash, ` ${lexicon.to} `], ...said];
      },
    },
    {
      name: 'money, the sign first',
      pattern: new RegExp(`(?<![\\p{L}\\p{N}])(${signs})(\\s?)(${number})${magnitude}`, 'gu'),
      say: (found) => {
        const [, sign = '', space = '', raw = '', gap = '', size = ''] = found.groups;
        const currency = lexicon.currencies[sign];
        return currency ? say(currency, found, { head: sign + space + raw, raw, gap, size, tail: '' }) : null;
      },
    },
    {
      name: 'money, the sign last',
      pattern: new RegExp(
        `(?<![\\p{L}\\p{N}.,])(${number})${magnitude}(\\s?)(${signs})(?![\\p{L}\\p{N}])`,
        'gu',
      ),
      say: (found) => {
        const [, raw = '', gap = '', size = '', space = '', sign = ''] = found.groups;
        const currency = lexicon.currencies[sign];
        return currency ? say(currency, found, { head: raw, raw, gap, size, tail: space + sign }) : null;
      },
    },
    ...(lexicon.language === 'en'
      ? [
          {
            name: 'pence',
            pattern: /(?<![\p{L}\p{N}.,])(\d{1,2})p(?![\p{L}\p{N}])/gu,
            say: ({ groups: [, raw = ''] }: Found) => counted(raw, ['one penny', 'pence'], lexicon),
          },
        ]
      : []),
  ];
};

interface Written {
  /** The number, with the sign before it. */
  readonly head: string;
  readonly raw: string;
  /** Before the magnitude, and the magnitude; empty where there is none. */
  readonly gap: string;
  readonly size: string;
  /** The sign after it. */
  readonly tail: string;
}

function amount(
  { unit, coin }: Currency,
  { before, after }: Found,
  { head, raw, gap, size, tail }: Written,
  lexicon: Lexicon,
): Parts {
  const adjective =
    (lexicon.language === 'en' && ADJECTIVE.test(after)) || isAdjective(before, after, lexicon);
  const many = adjective ? unit[0].replace(/^\S+ /u, '') : unit[1];
  if (size !== '') {
    const [one, plural] = lexicon.magnitudes[size] ?? [size, size];
    const single =
      isSingular(raw, lexicon) && figures(raw, lexicon).whole === '1' && !raw.includes(lexicon.decimalSign);
    const name = single ? one.replace(/^\S+ (?=\S)/u, '') : plural;
    // "dos mil euros", but "dos millones de euros"
    const of = /^[aeiouéh]/u.test(many) && lexicon.language === 'fr' ? ' d’' : lexicon.magnitudeOf;
    const link = /^(?:mil|mille|mila|hundred|thousand|tausend)$/u.test(name) ? ' ' : of;
    const count =
      single && one !== name ? one.slice(0, one.length - name.length).trim() : spellNumber(raw, lexicon);
    return [
      [head, count],
      [gap + size, ` ${name}${tail === '' ? `${link}${many}` : ''}`],
      [tail, tail === '' ? '' : `${link}${many}`],
    ];
  }
  return [[head + tail, plain(raw, [unit[0], many], coin, lexicon)]];
}

function plain(
  raw: string,
  unit: readonly [string, string],
  coin: Currency['coin'],
  lexicon: Lexicon,
): string {
  const { whole, part } = figures(raw, lexicon);
  if (part.length !== 2 || coin === null) return counted(raw, unit, lexicon);
  const wholeRaw = raw.slice(0, raw.length - part.length - 1);
  if (part === '00') return counted(wholeRaw, unit, lexicon);
  const figure = String(Number(part));
  const coins = counted(figure, coin, lexicon);
  if (Number(whole) === 0) return coins;
  return lexicon.coins(counted(wholeRaw, unit, lexicon), coins, lexicon.cardinal(figure));
}
