/**
 * Which chapters are turned up together. Each chapter by itself would do, since one voice is equally loud throughout, but
 * a short one ("Part Two") has too little sound to measure by: it goes with those after it.
 */
import { CHARACTERS_PER_MINUTE } from './files.ts';

/** UTF-16 units of the least group: a minute of speech, many times what EBU R128 needs for a steady value. */
const LEAST = CHARACTERS_PER_MINUTE;

/** @returns the chapters' indices in runs, all of them in order; by the plan alone, so that it is the same in every run. */
export function loudnessGroups(
  chapters: readonly number[],
  charactersOf: (chapter: number) => number,
): readonly (readonly number[])[] {
  const groups: number[][] = [];
  let length = LEAST;
  for (const chapter of chapters) {
    if (length >= LEAST) {
      groups.push([]);
      length = 0;
    }
    groups.at(-1)?.push(chapter);
    length += charactersOf(chapter);
  }
  // What is left at the end is too short as well, and goes with what stands before it.
  const last = length < LEAST && groups.length > 1 ? groups.pop() : undefined;
  if (last) groups.at(-1)?.push(...last);
  return groups;
}
