/** The rules of a language in their order: what is more particular comes first. */
import { hasLexicon } from './languages/lexicons.ts';
import type { Lexicon } from './languages/lexicon.ts';
import type { Rule, RuleMaker } from './rule.ts';
import { abbreviationRules } from './rules/abbreviations.ts';
import { addressRules } from './rules/addresses.ts';
import { dateRules } from './rules/dates.ts';
import { decorationRules } from './rules/decoration.ts';
import { emojiRules } from './rules/emoji.ts';
import { fractionRules } from './rules/fractions.ts';
import { letterRules } from './rules/letters.ts';
import { moneyRules } from './rules/money.ts';
import { numberRules } from './rules/numbers.ts';
import { ordinalRules } from './rules/ordinals.ts';
import { phoneRules } from './rules/phones.ts';
import { rangeRules } from './rules/ranges.ts';
import { romanRules } from './rules/roman.ts';
import { symbolRules } from './rules/symbols.ts';
import { timeRules } from './rules/times.ts';
import { unitRules } from './rules/units.ts';
import { versionRules } from './rules/versions.ts';

const MAKERS: readonly RuleMaker[] = [
  addressRules,
  dateRules,
  timeRules,
  phoneRules,
  versionRules,
  moneyRules,
  unitRules,
  fractionRules,
  abbreviationRules,
  letterRules,
  romanRules,
  ordinalRules,
  rangeRules,
  symbolRules,
  numberRules,
];

const made = new WeakMap<Lexicon, readonly Rule[]>();

/** Of a language without a lexicon only what is the same in all: decoration and emoji. */
export function rulesFor(lexicon: Lexicon): readonly Rule[] {
  const rules = made.get(lexicon) ?? [
    ...decorationRules,
    ...emojiRules,
    ...(hasLexicon(lexicon.language) ? MAKERS.flatMap((make) => make(lexicon)) : []),
  ];
  made.set(lexicon, rules);
  return rules;
}
