/** How much speech is fetched before it is wanted: enough that nothing stops, bounded in every way that costs. */
export interface Ahead {
  /** Seconds at rate 1 that are there. */
  readonly seconds: number;
  /** Characters that were asked for and are not wholly there. */
  readonly characters: number;
  /** Chunks after the one that is heard, there or not. */
  readonly chunks: number;
  /** Chunks that are under way. */
  readonly underWay: number;
}

const SECONDS = 30;
const CHARACTERS = 1200;
const CHUNKS = 16;
const UNDER_WAY = 3;

/** Whether one more chunk should be asked for. The chunk that is heard next is always asked for: `chunks` is 0 then. */
export function wantsMore(ahead: Ahead, rate: number): boolean {
  if (ahead.chunks === 0) return true;
  return (
    ahead.seconds < SECONDS * Math.max(1, rate) &&
    ahead.characters < CHARACTERS &&
    ahead.chunks < CHUNKS &&
    ahead.underWay < UNDER_WAY
  );
}
