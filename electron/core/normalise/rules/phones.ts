/** Telephone numbers and other figures in groups, read digit by digit. */
import { digitByDigit } from '../numbers.ts';
import type { Lexicon } from '../languages/lexicon.ts';
import type { RuleMaker } from '../rule.ts';

const ASKED =
  /(?:tel(?:e(?:phone|fon[eo]?|fono))?|tél(?:éphone)?|phone|call|dial|fax|mobile|mobil|text|ring|handy|portable|móvil|cell|ruf|anruf|chiam\p{L}*|ligue)\.?:?\s*(?:\p{L}+\s){0,2}$/iu;

export const phoneRules: RuleMaker = (lexicon) => [
  {
    name: 'international numbers',
    pattern: /(?<![\p{L}\p{N}])\+\d{1,3}(?:[ .\u00a0-]?(?:\(\d{1,5}\)|\d{1,5})){2,6}(?![\p{L}\p{N}])/gu,
    say: ({ all }) => `${lexicon.symbols['+'] ?? 'plus'} ${grouped(all, lexicon)}`,
  },
  {
    name: 'numbers with an area code',
    pattern: /(?<![\p{L}\p{N}-])(?:1[ -])?\(\d{2,5}\)[ -]?\d{3,4}(?:[ -]\d{2,4}){1,3}(?![\p{N}-])/gu,
    say: ({ all }) => grouped(all, lexicon),
  },
  {
    name: 'American numbers',
    pattern: /(?<![\p{L}\p{N}.-])(?:1[-. ])?(?:\d{3}([-. ])\d{3}\1\d{4}|\d{3}-\d{4})(?![\p{N}]|[-.]\d)/gu,
    say: ({ all, before }) =>
      // "100-1500" is a range, unless somebody is to be called
      /^\d{3}-\d{4}$/u.test(all) && !all.startsWith('555') && !ASKED.test(before)
        ? null
        : grouped(all, lexicon),
  },
  {
    name: 'numbers that somebody is to call',
    pattern:
      /(?<![\p{L}\p{N}.,-])\d{2,6}(?:[ ./-]\d{2,8}){1,5}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}.,-])(?:\d{5,14}|911|999|11[0258])(?![\p{L}\p{N}])/gu,
    say: ({ all, before }) => (ASKED.test(before) ? grouped(all, lexicon) : null),
  },
  {
    name: 'American postal codes',
    pattern:
      /(?<![\p{L}\p{N}-])\d{5}-\d{4}(?![\p{L}\p{N}-])|(?<=,\s(?:[A-Z]{2}|[A-Z]\p{Ll}+)\s)\d{5}(?![\p{N},.]\d|\d)/gu,
    say: ({ all }) => (lexicon.language === 'en' ? grouped(all, lexicon) : null),
  },
  {
    name: 'figures in many groups',
    pattern: /(?<![\p{L}\p{N}-])\d{1,6}(?:-\d{1,7}){3,6}(?![\p{L}\p{N}-])/gu,
    say: ({ all }) => grouped(all, lexicon),
  },
  {
    name: 'numbers of cards',
    pattern: /(?<![\p{L}\p{N}])\d{4}(?: \d{4}){2,4}(?![\p{L}\p{N}])/gu,
    say: ({ all }) => grouped(all, lexicon),
  },
];

/** A short pause between groups. */
function grouped(figure: string, lexicon: Lexicon): string {
  return (figure.match(/\d+/gu) ?? []).map((group) => digitByDigit(group, lexicon)).join(', ');
}
