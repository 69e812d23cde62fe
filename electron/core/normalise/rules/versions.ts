/** Version numbers and other dotted figures: "v2.1.3", "192.168.0.1". */
import { digitByDigit, spellNumber } from '../numbers.ts';
import type { Lexicon } from '../languages/lexicon.ts';
import type { RuleMaker } from '../rule.ts';

export const versionRules: RuleMaker = (lexicon) => [
  {
    name: 'versions',
    pattern: /(?<![\p{L}\p{N}.])[vV]\.?\s?(\d{1,4}(?:\.\d{1,6}){0,4})(?![\p{L}\p{N}])/gu,
    say: ({ all, groups: [, figure = ''], before }) => {
      if (/^[vV]\.?\s/u.test(all)) return null; // "v. 5" is a verse
      const said = /versi[oóõ]n[e]?\s$|versão\s$/iu.test(before) ? '' : `${lexicon.version} `;
      return said + dotted(figure, lexicon);
    },
  },
  {
    name: 'dotted figures',
    pattern: /(?<![\p{L}\p{N}.,])\d{1,4}(?:\.\d{1,4}){2,4}(?![\p{N}]|\.\d)/gu,
    say: ({ all }) =>
      lexicon.groupSigns.includes('.') && /^\d{1,3}(?:\.\d{3})+$/u.test(all) ? null : dotted(all, lexicon),
  },
];

function dotted(figure: string, lexicon: Lexicon): string {
  // Four figures below 256 are an address on a network.
  const parts = figure.split('.');
  const isAddress = parts.length === 4 && parts.every((part) => Number(part) < 256);
  const point = lexicon.language === 'en' && !isAddress ? lexicon.decimalWord : lexicon.address.dot;
  return parts
    .map((part) =>
      /^0\d/u.test(part) ? digitByDigit(part, lexicon) : spellNumber(part, { ...lexicon, groupSigns: '' }),
    )
    .join(` ${point} `);
}
