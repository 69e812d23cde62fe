/** Marks, modifiers and joiners belong to the character before them; so does the low half of a surrogate pair. */
const EXTENDS = /^(?:[\p{M}\p{Emoji_Modifier}\u200c\u200d]|[\udc00-\udfff])/u;

/** Whether a cut at this offset would split a grapheme cluster. Cheap: looks at what follows only. */
export function insideCluster(text: string, at: number): boolean {
  return EXTENDS.test(text.slice(at, at + 2));
}

/** Offsets at which the grapheme clusters of a part of `text` begin, the first excluded. */
export function clusterStarts(text: string, from: number, to: number): readonly number[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const starts = Array.from(segmenter.segment(text.slice(from, to)), (cluster) => from + cluster.index);
  return starts.slice(1);
}
