/**
 * What cannot be taken back of what was laid on the line: the sound goes on while the page is told where it was, and while
 * a command is on its way to it.
 */
import { SAMPLE_RATE } from '../../electron/core/speech/types.ts';
import { isEnded } from './feed.ts';
import type { Entry } from './line.ts';

/** Where the sound was when it last told. */
export interface Made {
  readonly entry: Entry;
  /** Samples from the start of its span. */
  readonly offset: number;
}

/** What the sound may have gone on since it last told: 0.3 s. */
const COMMITTED = 0.3 * SAMPLE_RATE;

/** Samples of an entry as it is now. */
function lengthOf({ feed, samples }: Entry): number {
  return feed ? Math.max(0, feed.samples - samples) : samples;
}

function fromHere(entries: readonly Entry[], made: Made | null): readonly Entry[] {
  return entries.slice(made ? Math.max(0, entries.indexOf(made.entry)) : 0);
}

/** Samples that may be made of this entry before a command of now reaches the sound; 0 or less: it is not begun by then. */
export function reachInto(entry: Entry, entries: readonly Entry[], made: Made | null, rate: number): number {
  const ahead = fromHere(entries, made);
  const before = ahead.slice(0, Math.max(0, ahead.indexOf(entry)));
  if (before.some(({ feed }) => feed && !isEnded(feed))) return 0; // the sound waits for the end of that one
  const reach = COMMITTED * rate + (made?.offset ?? 0);
  return before.reduce((left, one) => left - lengthOf(one), reach);
}

/**
 * The last entry that may be heard before a command of now reaches the sound; null where nothing is. One whose server
 * keeps it waiting is none: the voice before may never say it to its end.
 * @param starving Nothing is heard: what has not come whole is not waited for.
 */
export function committed(
  entries: readonly Entry[],
  made: Made | null,
  rate: number,
  starving: boolean,
): Entry | null {
  if (!made) return null;
  const ahead = fromHere(entries, made);
  let left = COMMITTED * rate + made.offset;
  for (const [index, entry] of ahead.entries()) {
    const { feed } = entry;
    if (feed?.state === 'failed' || (feed?.state === 'requested' && (starving || feed.waiting)))
      return ahead.findLast((one, at) => at < index && !goesOn(one, ahead[at + 1])) ?? null;
    left -= lengthOf(entry);
    if ((left < 0 || feed?.state === 'requested') && !goesOn(entry, ahead[index + 1])) return entry;
  }
  return ahead.at(-1) ?? null;
}

/** A take that broke off, and the one after it: the chunk is said by both of them, or not to its end. */
function goesOn({ chunk, feed }: Entry, next: Entry | undefined): boolean {
  return feed?.state === 'broken' && next?.feed?.chunk === chunk;
}
