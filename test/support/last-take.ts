/** What counts of a chunk that was told more than once: what came since it was last begun anew. */
export const lastTake = <T extends { readonly type: string }>(events: readonly T[]): readonly T[] =>
  events.slice(events.findLastIndex(({ type }) => type === 'anew') + 1);
