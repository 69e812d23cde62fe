/**
 * Study mode: one sentence at a time, heard several times, more slowly when it is repeated, with a pause between; then
 * the voice waits for the person, or goes on by itself.
 *
 * A unit of study is made of whole chunks, so that nothing is spoken that listening would not have spoken too: a long
 * sentence is all of its chunks, and sentences so short that a voice says them together are one.
 */
import type { Clock } from '../../electron/core/clock.ts';
import { sayable, type Place, type Plan, type PlanChunk } from './plan.ts';
import type { StudySettings } from './types.ts';

export interface Unit {
  /** Ends with the sentence. */
  readonly plan: Plan;
  readonly start: Place;
  /** What follows it; null: nothing. */
  readonly next: PlanChunk | null;
}

/** What is to be done when a unit was heard. */
export type Turn =
  | { readonly do: 'repeat' | 'go-on'; readonly place: Place; readonly heard: number; readonly pause: number }
  | { readonly do: 'wait'; readonly place: Place }
  | { readonly do: 'end' };

/** The sound cannot be made slower than this. */
const SLOWEST = 0.5;

export class Study {
  readonly #clock: Clock;
  #settings: StudySettings | null = null;
  #unit: Unit | null = null;
  /** How often the unit was heard to its end. */
  #heard = 0;
  #goesOnAt: Place | null = null;
  #pausing = false;
  #cancel = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get on(): boolean {
    return this.#settings !== null;
  }

  /** Where it goes on when the person wants it; null: it does not wait. */
  get goesOnAt(): Place | null {
    return this.#goesOnAt;
  }

  /** Silence that is meant: what follows comes by itself. */
  get pausing(): boolean {
    return this.#pausing;
  }

  set(settings: StudySettings | null): void {
    this.#settings = settings;
    if (settings === null) this.#unit = null;
  }

  /** @param heard How often what is begun now was heard before. */
  begin(heard: number): void {
    this.#unit = null;
    this.#heard = heard;
  }

  under(unit: Unit): void {
    this.#unit = unit;
  }

  /** The speed of the hearing under way. */
  rate(usual: number): number {
    const slower = this.#settings && this.#heard > 0 ? this.#settings.slower : 1;
    return slower === 1 ? usual : Math.max(SLOWEST, usual * slower);
  }

  /** The unit under way was heard to its end. @returns null where there is none: what is read is no study. */
  ended(): Turn | null {
    const unit = this.#unit;
    const settings = this.#settings;
    if (!unit || !settings) return null;
    const heard = ++this.#heard;
    const { times, pause, stops } = settings;
    if (heard < times) return { do: 'repeat', place: unit.start, heard, pause };
    if (!unit.next) return { do: 'end' };
    const place = startOf(unit.next);
    return stops ? { do: 'wait', place } : { do: 'go-on', place, heard: 0, pause };
  }

  wait(place: Place): void {
    this.#goesOnAt = place;
  }

  /** @param seconds Real ones: whoever repeats aloud needs them at any speed. */
  after(seconds: number, then: () => void): void {
    this.#pausing = true;
    this.#cancel = this.#clock.after(seconds * 1000, () => {
      this.#pausing = false;
      then();
    });
  }

  /** Whatever was to come by itself does not come any more. */
  interrupt(): void {
    this.#cancel();
    this.#pausing = false;
    this.#goesOnAt = null;
  }
}

/** The sentence that holds this place, or the first one after it. Null: nothing is left to be said. */
export async function unitAt(plan: Plan, place: Place): Promise<Unit | null> {
  let first = await plan.at(place);
  while (first && !sayable(first)) first = await plan.after(first);
  if (!first) return null;
  const start = startOf(first);
  const chunks: PlanChunk[] = [];
  let next: PlanChunk | null = start.offset < first.from ? ((await plan.at(start)) ?? first) : first;
  do {
    chunks.push(next);
    next = await plan.after(next);
  } while (next && goesOn(chunks.at(-1), next));
  return { plan: new UnitPlan(chunks), start, next };
}

/** A sentence that was cut reaches beyond its chunk. */
const goesOn = (chunk: PlanChunk | undefined, next: PlanChunk): boolean =>
  chunk?.section === next.section &&
  chunk.block === next.block &&
  chunk.sentences.some(([, end]) => end > next.from);

const startOf = ({ section, block, home, from, sentences }: PlanChunk): Place => ({
  ...{ section, block, home, offset: sentences[0]?.[0] ?? from },
});

class UnitPlan implements Plan {
  readonly #chunks: readonly PlanChunk[];

  constructor(chunks: readonly PlanChunk[]) {
    this.#chunks = chunks;
  }

  async at({ section, block, offset }: Place): Promise<PlanChunk | null> {
    const inside = this.#chunks.find(
      (chunk) => chunk.section === section && chunk.block === block && chunk.to > offset,
    );
    return inside ?? this.#chunks[0] ?? null;
  }

  async after(chunk: PlanChunk): Promise<PlanChunk | null> {
    return this.#chunks[this.#chunks.findIndex(({ key }) => key === chunk.key) + 1] ?? null;
  }
}
