/**
 * The pronunciation dictionary: rules `from/to` ("omg/oh my god") that change what is said, never what is shown.
 * A rule matches whole words, without regard to case; where several match, the one with the most words wins, then the
 * first. What a rule says for several words is said with the first of them.
 */
import type { Token } from './tokens.ts';

export interface PronunciationRule {
  readonly words: readonly string[];
  readonly say: string;
}

/** @returns null for what is no rule: there must be something on both sides of the first slash. */
export function parseRule(rule: string): PronunciationRule | null {
  const slash = rule.indexOf('/');
  const words = rule.slice(0, Math.max(0, slash)).trim().split(/\s+/u).map(folded);
  const say = rule.slice(slash + 1).trim();
  return slash > 0 && words[0] !== '' && say !== '' ? { words, say } : null;
}

/** For each token what it says by a rule, with its own punctuation around; null where no rule touches it. */
export function applyRules(tokens: readonly Token[], rules: readonly PronunciationRule[]): (string | null)[] {
  const said: (string | null)[] = tokens.map(() => null);
  if (rules.length === 0) return said;
  const parts = tokens.map(({ text }) => dress(text));
  const longestFirst = rules.toSorted((a, b) => b.words.length - a.words.length);
  for (let index = 0; index < tokens.length; index++) {
    const rule = longestFirst.find(({ words }) =>
      words.every((word, offset) => parts[index + offset] && folded(parts[index + offset]!.word) === word),
    );
    if (!rule) continue;
    const last = index + rule.words.length - 1;
    said.fill('', index, last + 1);
    said[index] = `${parts[index]!.before}${rule.say}${parts[last]!.after}`;
    index = last;
  }
  return said;
}

function dress(text: string): { before: string; word: string; after: string } {
  const [, before = '', word = '', after = ''] = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su.exec(text) ?? [];
  return { before, word, after };
}

function folded(word: string): string {
  return word.normalize('NFC').replaceAll('’', "'").toLowerCase();
}
