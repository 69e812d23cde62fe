/**
 * Lays what is to be said on the line, ahead of the sound: walks the plan, asks for each chunk once, and keeps what is
 * near. `clear` voids whatever was asked for before and answers late.
 */
import { SAMPLE_RATE } from '../../electron/core/speech/types.ts';
import type { EngineCommand } from '../../electron/core/audio/engine.ts';
import type { SpeechFeed } from './feed.ts';
import { Feeds, type FeedsPorts } from './feeds.ts';
import { Line, type Entry } from './line.ts';
import { wantsMore } from './lookahead.ts';
import { pauseAfter, type PauseSettings } from '../../electron/core/speech/pauses.ts';
import { isInside, sayable, type Place, type Plan, type PlanChunk } from './plan.ts';

export interface ReadingPorts extends Omit<FeedsPorts, 'changed'> {
  readonly tell: (...commands: readonly EngineCommand[]) => void;
  readonly pauses: () => PauseSettings;
  readonly rate: () => number;
  /** Audio came, a chunk failed or waits, or the plan could not be walked on. */
  readonly changed: () => void;
}

/** Why the sound has nothing to play. */
export interface Blocked {
  /** Of the chunk that is missing; null where no chunk is. */
  readonly feed: SpeechFeed | null;
  /** Null while it may still come. */
  readonly error: { readonly cause: unknown } | null;
}

/** What the sound may have gone on since it last told, and so cannot be taken back: 0.3 s. */
const COMMITTED = 0.3 * SAMPLE_RATE;

export class Reading {
  readonly #ports: ReadingPorts;
  readonly #feeds: Feeds;
  readonly #line: Line;
  #plan: Plan | null = null;
  #then: PlanChunk | null = null;
  /** Laid last. */
  #last: PlanChunk | null = null;
  /** The first chunk, where it is to begin inside and it is not yet known at which sample. */
  #opening: { readonly feed: SpeechFeed; readonly offset: number } | null = null;
  /** Where the sound is that is being made, a little ahead of what is heard. */
  #made: { readonly entry: Entry; readonly offset: number } | null = null;
  /** Changes whenever the line is cleared or cut: a walk that was under way then would go on from what is not there. */
  #epoch = {};
  #walking = false;
  #complete = false;
  #error: { readonly cause: unknown } | null = null;

  constructor(ports: ReadingPorts) {
    this.#ports = ports;
    this.#line = new Line(ports.tell);
    this.#feeds = new Feeds({ ...ports, changed: (feed, piece) => this.#feedChanged(feed, piece) });
  }

  /** Nothing is laid, or about to be. */
  get empty(): boolean {
    return this.#last === null;
  }

  /**
   * Seconds at rate 1 that are there and not yet made into sound, in tenths: fine enough for a bar, coarse enough not to
   * redraw it at every report.
   */
  get bufferedSeconds(): number {
    return Math.round(this.#ahead().seconds * 10) / 10;
  }

  /** Null for a span that was cleared: its reports are late. */
  entry(id: number): Entry | null {
    return this.#line.entry(id);
  }

  /** What was fetched stays until another place is known. */
  clear(): void {
    this.#line.clear();
    this.#plan = this.#then = this.#last = this.#opening = this.#made = this.#error = null;
    this.#complete = false;
    this.#endWalk();
  }

  /** Lets go of what was fetched, and ends what is under way. */
  forget(): void {
    this.#feeds.clear();
  }

  /**
   * Begins an empty line with this chunk; at the word of `place`, where that lies inside it.
   * @param then Is begun with when the plan has come to its end: asked for when all of the plan was.
   */
  begin(plan: Plan, chunk: PlanChunk, place: Place, then: PlanChunk | null = null): void {
    this.#plan = plan;
    this.#then = then;
    this.#last = chunk;
    this.#feeds.moveTo(chunk);
    if (sayable(chunk) && isInside(chunk, place) && place.offset > chunk.spoken[0]) {
      this.#opening = { feed: this.#feeds.get(chunk), offset: place.offset };
      this.#open();
    } else this.#lay(chunk, 0);
    void this.extend();
  }

  /** The sound that is made has come to this sample of the entry. */
  moved(entry: Entry, offset: number): void {
    const before = this.#made?.entry;
    this.#made = { entry, offset };
    if (entry === before) return;
    this.#feeds.moveTo(entry.chunk);
    void this.extend();
  }

  /** This entry is heard. @returns those before it, which were heard to their end. */
  heard(entry: Entry): readonly Entry[] {
    return this.#line.dropBefore(entry);
  }

  /** Lays what should be fetched ahead, chunk by chunk; one walk at a time. */
  async extend(): Promise<void> {
    if (this.#walking || this.#opening) return;
    const epoch = this.#epoch;
    this.#walking = true;
    try {
      while (this.#plan && this.#last && this.#mayAsk()) {
        const next = await this.#plan.after(this.#last);
        if (epoch !== this.#epoch) return;
        if (next) this.#lay(next, 0);
        else this.#finish();
      }
    } catch (cause) {
      if (epoch !== this.#epoch) return;
      this.#error = { cause };
      this.#ports.changed();
    } finally {
      if (epoch === this.#epoch) this.#walking = false;
    }
  }

  /** Not blocked where there is something to play still: it only has not begun. */
  blocked(): Blocked {
    if (this.#opening) return blockedBy(this.#opening.feed);
    const { entries } = this.#line;
    const from = this.#made ? Math.max(0, entries.indexOf(this.#made.entry)) : 0;
    let offset = this.#made?.offset ?? 0;
    for (const { feed, samples } of entries.slice(from)) {
      if (feed && feed.state !== 'audible') return blockedBy(feed);
      if ((feed ? feed.samples - samples : samples) > offset) return { feed: null, error: null };
      offset = 0;
    }
    return { feed: null, error: this.#error };
  }

  /**
   * What is ahead is to be said by another voice; what is under way is said to its end as it is.
   * @param starving Nothing is heard: what has not come whole is not waited for.
   * @returns false where nothing is under way: begin anew.
   */
  voiceChanged(starving: boolean): boolean {
    const kept = this.#committed(starving);
    const entries = kept ? this.#line.entries.slice(0, this.#line.entries.indexOf(kept) + 1) : [];
    this.#feeds.voiceChanged(new Set(entries.flatMap(({ feed }) => feed ?? [])));
    if (!kept) return false;
    this.#line.dropAfter(kept);
    this.#last = kept.chunk;
    this.#complete = false;
    this.#endWalk();
    if (kept.feed) this.#line.addPause(kept.chunk, pauseAfter(kept.chunk, kept.chunk, this.#ports.pauses()));
    void this.extend();
    return true;
  }

  /** The same for a plan that says other things from here on; what is under way is in it still. */
  planChanged(plan: Plan, starving: boolean): boolean {
    this.#plan = plan;
    this.#error = null;
    return this.voiceChanged(starving);
  }

  #endWalk(): void {
    this.#epoch = {};
    this.#walking = false;
  }

  #open(): void {
    if (!this.#opening) return;
    const { feed, offset } = this.#opening;
    const sample = feed.sampleAt(offset);
    if (sample === null) return;
    this.#opening = null;
    this.#layFeed(feed, sample);
    void this.extend();
  }

  #lay(chunk: PlanChunk, sample: number): void {
    this.#last = chunk;
    if (sayable(chunk)) this.#layFeed(this.#feeds.get(chunk), sample);
    else this.#line.addPause(chunk, pauseAfter(chunk, chunk, this.#ports.pauses()));
  }

  #layFeed(feed: SpeechFeed, sample: number): void {
    this.#line.addSpeech(feed, sample);
    this.#line.addPause(feed.chunk, pauseAfter(feed.chunk, feed.chunk, this.#ports.pauses()));
  }

  #finish(): void {
    this.#complete = true;
    this.#line.finish();
    if (this.#then && sayable(this.#then)) this.#feeds.get(this.#then);
  }

  #mayAsk(): boolean {
    if (this.#complete || this.#error) return false;
    const failed = this.#line.entries.some(({ feed }) => feed?.state === 'failed');
    return !failed && wantsMore(this.#ahead(), this.#ports.rate());
  }

  #ahead() {
    return this.#line.ahead(this.#made?.entry ?? null, this.#made?.offset ?? 0);
  }

  #feedChanged(feed: SpeechFeed, piece: Int16Array | null): void {
    this.#line.changed(feed, piece);
    if (this.#opening?.feed === feed) this.#open();
    this.#ports.changed();
    if (feed.state !== 'requested') void this.extend();
  }

  /**
   * The last entry that may be heard before a command of now reaches the sound; null where nothing is. One whose server
   * keeps it waiting is none: the voice before may never say it to its end.
   */
  #committed(starving: boolean): Entry | null {
    if (!this.#made) return null;
    const { entries } = this.#line;
    const from = Math.max(0, entries.indexOf(this.#made.entry));
    let left = COMMITTED * this.#ports.rate() + this.#made.offset;
    for (const [index, entry] of entries.slice(from).entries()) {
      const { feed } = entry;
      if (feed?.state === 'failed' || (feed?.state === 'requested' && (starving || feed.waiting)))
        return index === 0 ? null : (entries[from + index - 1] ?? null);
      left -= feed ? feed.samples - entry.samples : entry.samples;
      if (left < 0 || feed?.state === 'requested') return entry;
    }
    return entries.at(-1) ?? null;
  }
}

function blockedBy(feed: SpeechFeed): Blocked {
  return { feed, error: feed.state === 'failed' ? { cause: feed.error } : null };
}
