/**
 * Lays what is to be said on the line, ahead of the sound: walks the plan, asks for each chunk once, and keeps what is
 * near. `clear` voids whatever was asked for before and answers late.
 */
import type { EngineCommand } from '../../electron/core/audio/engine.ts';
import { committed, reachInto, type Made } from './committed.ts';
import { isEnded, type Seam, type SpeechFeed } from './feed.ts';
import { Feeds, type FeedsPorts } from './feeds.ts';
import { Line, type Entry } from './line.ts';
import { wantsMore } from './lookahead.ts';
import { pauseAfter, type PauseSettings } from '../../electron/core/speech/pauses.ts';
import { isInside, sayable, type Place, type Plan, type PlanChunk } from './plan.ts';

export interface ReadingPorts extends FeedsPorts {
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

interface Opening {
  readonly feed: SpeechFeed;
  /** Null where the sample below is all that is known. */
  readonly offset: number | null;
  /** The sample at which it begins where its words do not tell. */
  readonly otherwise: number;
}

export class Reading {
  readonly #ports: ReadingPorts;
  readonly #feeds: Feeds;
  readonly #line: Line;
  #plan: Plan | null = null;
  #then: PlanChunk | null = null;
  /** Laid last. */
  #last: PlanChunk | null = null;
  /** What is to be laid next and begins inside its chunk, as long as it is not known at which sample. */
  #opening: Opening | null = null;
  /** Where the sound is that is being made, a little ahead of what is heard. */
  #made: Made | null = null;
  /** Changes whenever the line is cleared or cut: a walk that was under way then would go on from what is not there. */
  #epoch = {};
  #walking = false;
  #complete = false;
  #error: { readonly cause: unknown } | null = null;

  constructor(ports: ReadingPorts) {
    this.#ports = ports;
    this.#line = new Line(ports.tell);
    this.#feeds = new Feeds(ports, {
      changed: (feed, piece) => this.#feedChanged(feed, piece),
      begunAnew: (broken, next) => this.#begunAnew(broken, next),
    });
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
      this.#opening = { feed: this.#feeds.get(chunk), offset: place.offset, otherwise: 0 };
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
      if (feed && !isEnded(feed)) return blockedBy(feed);
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
    // Where a take is to go on for another, none may say the chunk to its end.
    const kept = this.#opening
      ? null
      : committed(this.#line.entries, this.#made, this.#ports.rate(), starving);
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
    const { feed, offset, otherwise } = this.#opening;
    const sample = offset === null ? otherwise : feed.sampleAt(offset, otherwise);
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
   * A chunk's making broke off. What was heard of it cannot be taken back: the other take goes on after it, at the word
   * that follows. Where nothing was, the other takes the place of the first.
   */
  #begunAnew(broken: SpeechFeed, next: SpeechFeed): void {
    if (this.#opening?.feed === broken) this.#opening = { ...this.#opening, feed: next };
    const entry = this.#line.entries.find(({ feed }) => feed === broken);
    if (!entry) return;
    const reach = reachInto(entry, this.#line.entries, this.#made, this.#ports.rate());
    const begun = Math.max(0, Math.min(reach, broken.samples - entry.samples));
    if (begun > 0 || entry.samples > 0) this.#goOnWith(next, entry, broken.seam(entry.samples + begun));
    else {
      const laid = this.#line.replace(entry, next);
      if (this.#made?.entry === entry) this.#made = { entry: laid, offset: 0 };
      if (this.#complete) this.#line.finish();
    }
    this.#ports.changed();
  }

  /** @param seam Null: nothing of the chunk is still to be said. */
  #goOnWith(next: SpeechFeed, entry: Entry, seam: Seam | null): void {
    if (!seam) return this.#line.end(entry);
    this.#line.cut(entry, seam.sample);
    this.#last = entry.chunk;
    this.#complete = false;
    this.#endWalk();
    this.#opening = { feed: next, offset: seam.offset, otherwise: seam.sample };
    this.#open();
  }
}

function blockedBy(feed: SpeechFeed): Blocked {
  return { feed, error: feed.state === 'failed' ? { cause: feed.error } : null };
}
