/** Web and e-mail addresses, spoken as a person dictates them. */
import { digitByDigit, spellNumber } from '../numbers.ts';
import type { Lexicon } from '../languages/lexicon.ts';
import type { RuleMaker } from '../rule.ts';

/** Endings that make a name without "www." an address; of others ("e.g.", "Node.js") it is not known. */
const ENDINGS =
  'com|org|net|edu|gov|mil|info|io|dev|app|ai|co|uk|de|fr|es|it|pt|br|eu|us|ca|au|nl|ch|at|be|jp|tv|me|museum|blog|xyz|online|tech|wiki';
const HOST = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,62}\\.){1,6}';
const REST = '(?::\\d{2,5})?(?:[/?#][^\\s<>"“”()\\[\\]]{0,2000})?';

/** Beyond it a path is a key or a title that nobody wants to hear. */
const MOST_PATH = 60;

export const addressRules: RuleMaker = (lexicon) => [
  {
    name: 'e-mail addresses',
    pattern:
      /(?<![\p{L}\p{N}._%+-])(?:mailto:)?[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu,
    say: ({ all }) => dictated(all.replace(/^mailto:/u, ''), lexicon),
  },
  {
    name: 'web addresses',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}@._-])(?:(?:https?|ftp)://(?:www\\.)?[^\\s<>"“”()\\[\\]]{1,2000}|www\\.${HOST}[\\p{L}]{2,24}${REST}|${HOST}(?:${ENDINGS})(?![\\p{L}\\p{N}-])${REST})`,
      'gu',
    ),
    say: ({ all }) => {
      const address = all.replace(/[.,;:!?'’…]+$/u, '');
      const bare = address.replace(/^(?:https?|ftp):\/\//u, '').replace(/^www\./u, '');
      const [path = ''] = bare.split(/[?#]/u, 1);
      const [host = ''] = path.split('/', 1);
      const said = (path.length <= host.length + MOST_PATH ? path : host).replace(/\/+$/u, '');
      return [
        [address, dictated(said, lexicon)],
        [all.slice(address.length), all.slice(address.length)],
      ];
    },
  },
];

function dictated(address: string, lexicon: Lexicon): string {
  const { at, dot, slash, dash, underscore } = lexicon.address;
  const names: Readonly<Record<string, string>> = {
    '@': at,
    '.': dot,
    '/': slash,
    '-': dash,
    _: underscore,
    '+': lexicon.symbols['+'] ?? '+',
    ':': ' ',
    '%': ' ',
    '~': ' ',
  };
  return [...address.matchAll(/\p{L}+|\d+|./gu)]
    .map(([part]) => {
      if (/^\d/u.test(part))
        return part.length > 4 ? digitByDigit(part, lexicon) : spellNumber(part, lexicon);
      return names[part] ?? (/\p{L}/u.test(part) ? part : ' ');
    })
    .join(' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
