import { SAMPLE_RATE } from '../../electron/core/speech/types.ts';
import type { Entry } from './line.ts';
import { Pace } from './pace.ts';
import { pauseAfter, type PauseSettings } from '../../electron/core/speech/pauses.ts';
import type { DocumentPlan, Place } from './plan.ts';

/** Characters a second that voices read, until this one has been measured. */
const TYPICAL_PACE = 15;

/** Of the section that is read, in seconds at rate 1, estimated from its characters. */
export interface SectionProgress {
  readonly position: number;
  readonly duration: number;
}

/** How fast this voice reads, and how far the section is. */
export class Timekeeper {
  readonly #pauses: () => PauseSettings;
  readonly #pace = new Pace();
  #characters: { readonly before: number; readonly total: number } | null = null;
  #asked = {};

  constructor(pauses: () => PauseSettings) {
    this.#pauses = pauses;
  }

  get charactersPerSecond(): number | null {
    return this.#pace.charactersPerSecond;
  }

  get progress(): SectionProgress | null {
    if (!this.#characters) return null;
    const pace = this.#pace.charactersPerSecond ?? TYPICAL_PACE;
    return { position: this.#characters.before / pace, duration: this.#characters.total / pace };
  }

  /** These were heard to their end. One that was begun in its middle tells nothing. */
  heard(entries: readonly Entry[]): void {
    for (const { chunk, feed, samples } of entries) {
      if (feed?.state !== 'audible' || samples > 0) continue;
      const seconds = feed.samples / SAMPLE_RATE + pauseAfter(chunk, chunk, this.#pauses());
      this.#pace.add(chunk.spoken[1] - chunk.spoken[0], seconds);
    }
  }

  /** @param then Called when `progress` tells of this place. */
  async moveTo(plan: DocumentPlan | null, place: Place, then: () => void): Promise<void> {
    const asked = (this.#asked = {});
    const characters = (await plan?.sectionCharacters(place).catch(() => null)) ?? null;
    if (asked !== this.#asked) return;
    this.#characters = characters;
    then();
  }
}
