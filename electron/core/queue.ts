/** What is read when the document that is open has come to its end: documents by their ids, each once, the next first. */

/** Documents of the queue: more than anybody overlooks. */
export const MOST_QUEUED = 500;

/**
 * The queue with these documents, in their order. One that is there already comes to the new place.
 * @param at Place of the first; null: behind all.
 */
export function withAdded(
  queue: readonly string[],
  ids: readonly string[],
  at: number | null,
): readonly string[] {
  const added = [...new Set(ids)];
  // Those before the place that are moved away shift it.
  const place =
    at === null ? queue.length : at - queue.slice(0, at).filter((id) => added.includes(id)).length;
  const others = withRemoved(queue, added);
  return [...others.slice(0, place), ...added, ...others.slice(place)].slice(0, MOST_QUEUED);
}

export const withRemoved = (queue: readonly string[], ids: readonly string[]): readonly string[] =>
  queue.filter((id) => !ids.includes(id));

/** @param to Where it stands afterwards. Nothing happens where it is not in the queue. */
export function withMoved(queue: readonly string[], id: string, to: number): readonly string[] {
  if (!queue.includes(id)) return queue;
  const others = withRemoved(queue, [id]);
  const place = Math.max(0, Math.min(to, others.length));
  return [...others.slice(0, place), id, ...others.slice(place)];
}
