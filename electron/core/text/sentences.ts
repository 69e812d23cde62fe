import type { TextRange } from '../document/model.ts';
import { boundaryAt } from './sentence-boundary.ts';
import { sentenceCandidates } from './sentence-candidates.ts';
import { sentenceLanguage } from './sentence-language.ts';
import { judge } from './sentence-rules.ts';
import { usableTag } from '../language.ts';

/**
 * The sentences of one text: contiguous ranges that tile it exactly; white space after a sentence belongs to it.
 * An empty text has none. Linear in the length of the text.
 *
 * @param language BCP 47 tag; null where it is not known.
 */
export function sentenceRanges(text: string, language: string | null): TextRange[] {
  if (text === '') return [];
  const rules = sentenceLanguage(language);
  const { possible, certain } = sentenceCandidates(text, usableTag(language), rules);
  const ranges: TextRange[] = [];
  let start = 0;
  for (const at of possible) {
    if (!certain.has(at) && judge(boundaryAt(text, start, at, rules)) === 'goes-on') continue;
    ranges.push([start, at]);
    start = at;
  }
  ranges.push([start, text.length]);
  return ranges;
}
