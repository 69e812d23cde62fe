/** Signs: those of formulas, those that stand for a word, and those that say nothing. */
import { counted, digitByDigit, spellNumber } from '../numbers.ts';
import type { Lexicon } from '../languages/lexicon.ts';
import type { Rule, RuleMaker } from '../rule.ts';

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const SUBSCRIPT = '₀₁₂₃₄₅₆₇₈₉';
const plain = (raised: string, digits: string) =>
  [...raised].map((digit) => (digit === '⁻' || digit === '₋' ? '-' : digits.indexOf(digit))).join('');
const STARS: Readonly<Record<string, string>> = {
  en: 'star',
  de: 'Sterne',
  fr: 'étoiles',
  es: 'estrellas',
  it: 'stelle',
  pt: 'estrelas',
};
const SIDES: Readonly<Record<string, string>> = { N: 'north', S: 'south', E: 'east', W: 'west' };
/** One side of a sign in a formula: a number, a short name, a bracket, a root. */
const LEFT = '(?<=(?:\\p{N}|(?<!\\p{L})\\p{L}{1,2}|[)²³⁾π∞%])\\s?)';
const RIGHT = '(?=\\s?(?:[-−+√(π∞]|\\p{N}|\\p{Sc}|\\p{L}{1,2}(?!\\p{L})|\\.\\d))';

export const symbolRules: RuleMaker = (lexicon) => {
  const word = (sign: string) => lexicon.symbols[sign] ?? '';
  /** A word in the place of a sign, apart from what touches it on either side. */
  const apart = (say: string, before: string, after: string) =>
    `${/[^\s([“‘"]$/u.test(before) ? ' ' : ''}${say}${/^[^\s.,;:!?)\]”’"]/u.test(after) ? ' ' : ''}`;
  const always = (name: string, pattern: RegExp): Rule => ({
    name,
    pattern,
    say: ({ all, before, after }) => {
      const say = word(all);
      return say === '' ? null : apart(say, before, after);
    },
  });
  return [
    {
      name: 'superscripts',
      pattern: new RegExp(`(?<=[\\p{L}\\p{N})\\]])[⁻]?[${SUPERSCRIPT}]{1,6}`, 'gu'),
      say: ({ all, before }) => power(plain(all, SUPERSCRIPT), before, lexicon),
    },
    {
      name: 'subscripts',
      pattern: new RegExp(`(?<=[\\p{L}\\p{N})])[${SUBSCRIPT}]{1,6}`, 'gu'),
      say: ({ all }) => ` ${spellNumber(plain(all, SUBSCRIPT), lexicon)}`,
    },
    {
      name: 'powers with a caret',
      pattern: /(?<=[\p{L}\p{N})])\^(?:(\d{1,4})|(?=[\p{L}\p{N}({-]))/gu,
      say: ({ groups: [, exponent = ''] }) =>
        exponent === '' ? ` ${lexicon.superscripts.power} ` : power(exponent, 'x', lexicon),
    },
    {
      name: 'with and without',
      pattern: /(?<![\p{L}\p{N}])w\/(o(?!\p{L}))?(?=\s?\p{L}|\s)/gu,
      say: ({ groups: [, out = ''] }) =>
        lexicon.language === 'en' ? (out === '' ? 'with ' : 'without') : null,
    },
    {
      name: 'because',
      pattern: /(?<![\p{L}\p{N}/])b\/c(?![\p{L}\p{N}/])/gu,
      say: () => (lexicon.language === 'en' ? 'because' : null),
    },
    {
      name: 'so much by so much',
      pattern: /[x×](?<=\d(?:\p{L}{0,2}|['’′])\s?[x×])(?=\s?\d)/gu,
      say: ({ all, before, after }) => {
        const isSum = /^\s?\d+\s?=/u.test(after) || (all === '×' && !/[\p{L}'’′]\s?$/u.test(before));
        const say = lexicon.language === 'en' && !isSum ? 'by' : word('×');
        return apart(say, before, after);
      },
    },
    {
      name: 'so many times',
      pattern: /x(?<=\dx)(?=\s(?:a|an|per|daily|weekly|as|more|faster|bigger|larger)(?!\p{L}))/gu,
      say: () => (lexicon.language === 'en' ? ' times' : null),
    },
    {
      name: 'grades',
      pattern: /(?<=(?<![\p{L}\p{N}])[A-F])[+−-](?=\s\p{L}|[.,;:!?)]|$)/gu,
      say: ({ all }) => (lexicon.language === 'en' ? ` ${all === '+' ? word('+') : lexicon.minus}` : null),
    },
    {
      name: 'stars',
      pattern: /\s?★(?<=\d\s?★)/gu,
      say: () => (lexicon.language in STARS ? ` ${STARS[lexicon.language]}` : null),
    },
    {
      name: 'degrees, minutes and seconds',
      pattern: /(?<=°\s?)(\d{1,2})[′'’](?:\s?(\d{1,2}(?:\.\d{1,3})?)[″"”])?(\s?[NSEW](?!\p{L}))?/gu,
      say: ({ groups: [, minute = '', second = '', side = ''] }) => {
        if (lexicon.language !== 'en') return null;
        const seconds = second === '' ? '' : ` ${counted(second, ['one second', 'seconds'], lexicon)}`;
        return `${counted(minute, ['one minute', 'minutes'], lexicon)}${seconds}${side === '' ? '' : ` ${SIDES[side.trim()]}`}`;
      },
    },
    {
      name: 'not applicable',
      pattern: /(?<![\p{L}\p{N}/])n\/a(?![\p{L}\p{N}/])/giu,
      say: () => (lexicon.language === 'en' ? 'not applicable' : null),
    },
    {
      name: 'names with two plusses',
      pattern: /(?<=\p{L})\+\+(?![\p{L}\p{N}])/gu,
      say: () => ` ${word('+')} ${word('+')}`,
    },
    {
      name: 'signs of formulas',
      pattern: new RegExp(
        `${LEFT}(?:[=+×÷<>*·⋅−]|(?<!\\p{L}{2})/(?!\\s?\\p{L}{2})|(?<=\\s)-(?=\\s))${RIGHT}`,
        'gu',
      ),
      say: ({ all, before, after }) => {
        const say = word(all === '⋅' ? '·' : all === '-' ? '−' : all);
        // "A/B test": two letters and no formula around them.
        if (
          all === '/' &&
          /(?<!\p{L})\p{Lu}\s?$/u.test(before) &&
          /^\s?\p{Lu}/u.test(after) &&
          !/[=+×÷√^]/u.test(before.slice(-10) + after.slice(0, 10))
        )
          return ' ';
        // "A + B" yes, "I - we" no
        if (all === '-' && !/[\p{N})²³]\s?$/u.test(before) && !/^\s?[\p{N}(]/u.test(after)) return null;
        return say === '' ? null : apart(say, before, after);
      },
    },
    {
      name: 'letters around an ampersand',
      pattern: /(?<![\p{L}\p{N}])\p{Lu}{1,3}&\p{Lu}{1,3}(?![\p{L}\p{N}])/gu,
      say: ({ all }) =>
        all
          .split('&')
          .map((letters) => [...letters].join(' '))
          .join(` ${word('&')} `),
    },
    always('signs that compare', /[±≈≠≤≥∞√⇒∑π÷×](?!\p{L})|√|∑/gu),
    {
      name: 'equals and plus between words',
      pattern: /(?<=\s)[=+](?=\s)/gu,
      say: ({ all }) => word(all),
    },
    {
      name: 'sections',
      pattern: /§{1,2}\s?(?=[\p{N}\p{L}])/gu,
      say: ({ all }) => `${word(all.trim())} `,
    },
    {
      name: 'sharps',
      pattern: /(?<=(?<!\p{L})[A-G])[#♯](?!\p{L})/gu,
      say: ({ before }) => (lexicon.language === 'en' || before.endsWith('C') ? ' sharp' : ''),
    },
    { name: 'numbers after a hash', pattern: /#\s?(?=\d)/gu, say: () => `${word('#number')} ` },
    { name: 'hashtags', pattern: /(?<![\p{L}\p{N}#])#(?=\p{L})/gu, say: () => `${word('#')} ` },
    {
      name: 'handles',
      pattern: /@(?=[\p{L}\p{N}_])|(?<=\s)@(?=\s)/gu,
      say: ({ before, after }) => apart(word('@'), before, after),
    },
    {
      name: 'about',
      pattern: /[~∼≈](?=\s?\p{Sc}?\d)/gu,
      say: ({ before }) => (/(?:about|around)\s$/iu.test(before) ? '' : `${word('~')} `),
    },
    {
      name: 'arrows',
      pattern: /(?:[→⟶➔➜➙⇨]|-->|->|=>)/gu,
      say: ({ before, after }) =>
        /[\p{L}\p{N})]\s*$/u.test(before) && /^\s*[\p{L}\p{N}(]/u.test(after)
          ? apart(word('→'), before, after)
          : ' ',
    },
    { name: 'and or', pattern: /(?<=(?<!\p{L})and)\/(?=or(?!\p{L}))/giu, say: () => ' ' },
    {
      name: 'strokes between words',
      pattern: /(?<=\p{L})\/(?=\p{L})/gu,
      say: ({ before, after }) => {
        // "he/she", "Boston/Cambridge": the words are heard apart; "km/h" was a unit, "n/a" is letters.
        if (/(?<!\p{L})\p{L}$/u.test(before) && /^\p{L}(?!\p{L})/u.test(after)) return ' ';
        return ` ${lexicon.address.slash} `;
      },
    },
    { name: 'backslashes', pattern: /(?<=[\p{L}\p{N}:])\\(?=[\p{L}\p{N}])/gu, say: () => ` ${word('\\')} ` },
    {
      name: 'tags',
      // Of stage directions that some voices act ("<laugh>") nothing is taken.
      pattern: /<(?!\/?\p{L}{2,20}>)(?=\s?\p{N})|(?<!<\/?\p{L}{2,20})>(?=\s?\p{N})/gu,
      say: ({ all, before, after }) => apart(word(all), before, after),
    },
    { name: 'copyright', pattern: /(?<=copyright\s?)©/giu, say: () => '' },
    always('signs that stand for a word', /[&%‰¶©®™°$€£]/gu),
    {
      name: 'ornaments',
      pattern: /(?![°©®™§♯])[\p{So}\p{Sk}*_|•·‣◦†‡↑↓←⇐~^`\\#]/gu,
      say: ({ before, after, all }) => {
        if (all === '_' && /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after)) return ' ';
        return all === '|' && /\S\s$/u.test(before) ? ',' : '';
      },
    },
    { name: 'invisible', pattern: /[\u00ad\u200b\u200e\u200f\u2060\ufeff\ufffc\ufffd]/gu, say: () => '' },
  ];
};

/** After a word of three letters and more a raised number is a note's: nothing is said. */
function power(exponent: string, before: string, lexicon: Lexicon): string {
  if (/\p{Ll}{3}$/u.test(before)) return '';
  const { superscripts } = lexicon;
  if (exponent === '2' || exponent === '3') return ` ${superscripts[exponent]}`;
  const negative = exponent.startsWith('-');
  const figure = exponent.replace('-', '');
  const said = figure.length > 4 ? digitByDigit(figure, lexicon) : spellNumber(figure, lexicon);
  return ` ${superscripts.power} ${negative ? `${lexicon.minus} ` : ''}${said}`;
}
