/** The rules of a language in their order: what is more particular comes first. */
import { hasLexicon } from './languages/lexicons.ts';
import type { Lexicon } from './languages/lexicon.ts';
import * as needs from './needs.ts';
import type { Needs } from './needs.ts';
import type { Rule, RuleMaker } from './rule.ts';
import { abbreviationRules } from './rules/abbreviations.ts';
import { addressRules } from './rules/addresses.ts';
import { dateRules } from './rules/dates.ts';
import { decorationRules } from './rules/decoration.ts';
import { emojiRules } from './rules/emoji.ts';
import { fractionRules } from './rules/fractions.ts';
import { halfRules } from './rules/halves.ts';
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
import { weekdayRules } from './rules/weekdays.ts';

export interface RuleGroup {
  readonly needs: Needs;
  readonly rules: readonly Rule[];
}

const MAKERS: readonly (readonly [make: RuleMaker, needs: (lexicon: Lexicon) => Needs])[] = [
  [addressRules, () => needs.ADDRESSES],
  [weekdayRules, () => needs.DAYS],
  [dateRules, () => needs.NUMBERS],
  [timeRules, () => needs.NUMBERS],
  [phoneRules, () => needs.NUMBERS],
  [versionRules, () => needs.NUMBERS],
  [halfRules, () => needs.NUMBERS],
  [moneyRules, () => needs.NUMBERS],
  [unitRules, () => needs.NUMBERS],
  [fractionRules, () => needs.NUMBERS],
  [abbreviationRules, needs.abbreviationNeeds],
  [letterRules, () => needs.LETTERS],
  [romanRules, () => needs.NUMERALS],
  [ordinalRules, () => needs.NUMBERS],
  [rangeRules, () => needs.RANGES],
  [symbolRules, () => needs.SYMBOLS],
  [numberRules, () => needs.NUMBERS],
];

const made = new WeakMap<Lexicon, readonly RuleGroup[]>();

/** Of a language without a lexicon only what is the same in all: decoration and emoji. */
export function rulesFor(lexicon: Lexicon): readonly RuleGroup[] {
  const groups = made.get(lexicon) ?? [
    { needs: needs.DECORATION, rules: decorationRules },
    { needs: needs.EMOJI, rules: emojiRules },
    ...(hasLexicon(lexicon.language)
      ? MAKERS.map(([make, need]) => ({ needs: need(lexicon), rules: make(lexicon) }))
      : []),
  ];
  made.set(lexicon, groups);
  return groups;
}
