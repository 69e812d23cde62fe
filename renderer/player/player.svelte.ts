/**
 * The player: one state machine between the person, the reading of a document and the sound.
 *
 * Every start, seek and stop begins a new epoch; whatever was asked for in an earlier one and answers late is a no-op.
 * The playhead is where the loudspeaker is: it moves by what the sound tells, never by a timer.
 */
import { START, type Position } from '../../electron/core/document/model.ts';
import { errorPayload, LecternError } from '../../electron/core/errors.ts';
import type { EngineReport } from '../../electron/core/audio/engine.ts';
import { soundsIn, type OutputEvent } from '../audio/output.ts';
import { FirstSound } from './first-sound.ts';
import { isIntoSentence, playheadOf, type HeardPlace } from './follower.ts';
import { Heard } from './heard.ts';
import type { SpeechFeed } from './feed.ts';
import type { AudioLease } from './lease.ts';
import type { Entry } from './line.ts';
import { LongWait } from './long-wait.ts';
import type { MediaControls } from './media-session.ts';
import { PassagePlan } from './passages.ts';
import { DocumentPlan, isInside, type Place, type Plan, type PlanChunk } from './plan.ts';
import { PlayerView } from './player-view.svelte.ts';
import { playheadBefore, samePlayhead } from './playhead.ts';
import type { PlayerPorts } from './ports.ts';
import { Power } from './power.ts';
import { Reading } from './reading.ts';
import { Stepper } from './stepper.ts';
import type { Step } from './steps.ts';
import { Study, unitAt, type Turn } from './study.ts';
import { Timekeeper } from './timekeeper.ts';
import type { Passage, Player, PlayerState, SpeechDocument, StudySettings } from './types.ts';

const HELD_BACK = 'Click or press a key: the browser holds the sound back until then.';
const NOT_YET = 'Waiting for the voice.';
const DEVICE_FAILED = 'The sound device failed. Press play to go on.';

export function createPlayer(ports: PlayerPorts): Player & { close(): void } {
  return new PlayerMachine(ports);
}

class PlayerMachine extends PlayerView implements Player {
  readonly #ports: PlayerPorts;
  readonly #reading: Reading;
  readonly #heard = new Heard();
  readonly #time: Timekeeper;
  readonly #power: Power;
  readonly #lease: AudioLease;
  readonly #media: MediaControls;
  readonly #firstSound: FirstSound;
  readonly #longWait: LongWait;
  readonly #study: Study;
  readonly #stepper: Stepper;
  #plan: DocumentPlan | null = null;
  /** What is walked: the document, or passages of it. */
  #walked: Plan | null = null;
  /** Those passages. */
  #passages: readonly Passage[] = [];
  /** Where play starts if nothing is laid; kept at the start of the sentence that is heard. */
  #place: Place = START;
  #epoch = 0;
  #starving = false;
  /** How often the sound was lost since it was last made. */
  #losses = 0;

  constructor(ports: PlayerPorts) {
    super(ports.clock);
    this.#ports = ports;
    this.#reading = new Reading({
      ...ports,
      tell: (...commands) => ports.output.tell(...commands),
      rate: () => this.rate,
      changed: () => {
        this.bufferedSeconds = this.#reading.bufferedSeconds;
        this.#explain();
      },
    });
    this.#time = new Timekeeper(ports.pauses);
    this.#power = new Power(ports.output, ports.clock, () => this.#explain());
    this.#lease = ports.lease(() => this.pause());
    this.#media = ports.media(this);
    this.#firstSound = new FirstSound(ports.clock, ports.onSounded);
    this.#longWait = new LongWait(ports.clock, () => this.#explain());
    this.#study = new Study(ports.clock);
    this.#stepper = new Stepper({
      plan: () => this.#plan,
      here: () => this.#place,
      arrive: (place) => this.#arrive(place),
    });
    ports.output.listen((event) => this.#onOutput(event));
  }

  load(document: SpeechDocument, at: Position): void {
    this.unload();
    this.document = document;
    this.#plan = this.#walked = new DocumentPlan(document);
    this.#halt({ phase: 'stopped' }, at);
  }

  unload(): void {
    this.document = this.#plan = this.#walked = this.playhead = null;
    this.#halt({ phase: 'empty' }, START);
    this.#lease.release();
  }

  play(): void {
    const { phase } = this.state;
    if (!this.#plan || this.wanted) return;
    const stuck = this.#starving && this.#reading.blocked().error !== null;
    if (phase !== 'paused' || this.#reading.empty || stuck)
      return this.#start(phase === 'finished' ? START : (this.#study.goesOnAt ?? this.#place));
    this.#wake();
    this.#ports.output.tell({ type: 'play' });
    this.#become(this.#starving ? { phase: 'waiting', reason: null } : { phase: 'playing' });
    this.#explain();
  }

  pause(): void {
    if (!this.wanted) return;
    this.#study.interrupt();
    this.#ports.output.tell({ type: 'pause' });
    this.#become({ phase: 'paused' });
    this.#power.restLater();
  }

  toggle(): void {
    if (this.wanted) this.pause();
    else this.play();
  }

  stop(): void {
    if (this.#plan) this.#halt({ phase: 'stopped' }, this.#place);
  }

  skip(): void {
    if (this.state.phase === 'failed') void this.#skip();
  }

  playFrom(section: number, block: number, offset: number): void {
    if (this.#plan) this.#jump(this.#plan, { section, block, offset });
  }

  playPassages(passages: readonly Passage[]): void {
    const [first] = passages;
    if (!this.#plan || !first) return;
    const { section, block, range } = first;
    this.#passages = passages;
    this.#jump(new PassagePlan(this.#plan, passages), { section, block, offset: range[0] });
  }

  nextSentence(): void {
    if (this.#study.goesOnAt) this.play();
    else this.#step(() => 'next-sentence');
  }
  previousSentence(): void {
    if (this.#study.goesOnAt) return this.#start(this.#place); // once more
    this.#step(() => {
      const heard = this.#heardNow();
      const into = heard && this.playhead && isIntoSentence(heard, this.playhead);
      return into ? 'restart-sentence' : 'previous-sentence';
    });
  }
  nextParagraph(): void {
    this.#step(() => 'next-paragraph');
  }
  previousParagraph(): void {
    this.#step(() => 'previous-paragraph');
  }
  nextSection(): void {
    this.#step(() => 'next-section');
  }
  previousSection(): void {
    this.#step(() => 'previous-section');
  }

  setRate(rate: number): void {
    this.rate = rate;
    this.#ports.output.tell({ type: 'rate', rate: this.#study.rate(rate) });
    this.#media.update(this.#time.progress);
    void this.#reading.extend();
  }

  setStudy(study: StudySettings | null): void {
    const before = this.#study.on;
    this.#study.set(study);
    if (before === this.#study.on) return;
    if (this.wanted) this.#start(this.#place);
    else if (this.state.phase === 'paused') this.#layAnew(); // it goes on from its sentence, in the other way
  }

  setVolume(volume: number): void {
    this.volume = volume;
    this.#ports.output.setVolume(volume);
  }

  voiceChanged(): void {
    const { feed } = this.#reading.blocked();
    if (this.#reading.voiceChanged(this.#starving)) return;
    // Where the other voice failed, this one is what the person wants to hear instead.
    if (this.wanted || this.state.phase === 'failed')
      this.#start(feed && this.#starving ? this.#placeIn(feed.chunk) : this.#place);
    else this.#layAnew();
  }

  planChanged(): void {
    if (!this.document) return;
    const whole = this.#walked === this.#plan;
    this.#plan = new DocumentPlan(this.document);
    this.#walked = whole ? this.#plan : new PassagePlan(this.#plan, this.#passages);
    void this.#replan(this.#epoch, this.#walked);
  }

  close(): void {
    this.unload();
    this.#power.close();
    this.#media.close();
  }

  /** @param until When what is waited for is tried again, on the clock. */
  #become(state: PlayerState, until: number | null = null): void {
    this.state = state;
    this.countdown.countTo(until);
    this.#firstSound.waits(state.phase === 'waiting');
    this.#longWait.waits(state.phase === 'waiting');
    this.#media.update(this.#time.progress);
  }

  #wake(): void {
    this.#lease.take();
    this.#power.wake();
  }

  #layAnew(): number {
    this.#study.interrupt();
    this.#reading.clear();
    this.#heard.clear();
    this.#starving = true;
    this.bufferedSeconds = 0;
    return ++this.#epoch;
  }

  /** Silence at a place, with nothing under way. */
  #halt(state: PlayerState, place: Place): void {
    this.#stepper.jumped();
    this.#ports.output.tell({ type: 'pause' });
    const epoch = this.#layAnew();
    this.#reading.forget();
    this.#walked = this.#plan;
    this.#place = place;
    this.#become(state);
    this.#power.restLater();
    void this.#show(epoch, place);
  }

  #jump(walked: Plan, place: Place): void {
    this.#stepper.jumped();
    this.#walked = walked;
    this.#start(place);
  }

  /** @param heard How often it was heard before, in study mode. */
  #start(place: Place, heard = 0): void {
    this.#wake();
    const epoch = this.#layAnew();
    this.#study.begin(heard);
    this.#place = place;
    this.#ports.output.tell({ type: 'rate', rate: this.#study.rate(this.rate) }, { type: 'play' });
    this.#become({ phase: 'waiting', reason: null });
    void this.#begin(epoch, place);
  }

  async #begin(epoch: number, place: Place): Promise<void> {
    const base = this.#walked;
    if (!base) return;
    try {
      const unit = this.#study.on ? await unitAt(base, place) : null;
      const walked = unit?.plan ?? base;
      const chunk = await walked.at(place);
      if (epoch !== this.#epoch) return;
      if (unit) this.#study.under(unit);
      if (!chunk) return this.#finish();
      this.#showBefore(chunk, place);
      this.#reading.begin(walked, chunk, place, unit?.next);
    } catch (error) {
      if (epoch === this.#epoch) this.#fail(error, place);
    }
  }

  /** On with the new plan: behind what is under way if that is still said, else at once with what is. */
  async #replan(epoch: number, walked: Plan): Promise<void> {
    const place = this.#place;
    const chunk = await walked.at(place).catch(() => null); // `play` or what follows will say what is wrong
    if (epoch !== this.#epoch || walked !== this.#walked) return;
    // What is studied ends with its sentence: that sentence is begun anew by the new plan.
    const said = !this.#study.on && chunk !== null && isInside(chunk, this.#place);
    if (said && this.#reading.planChanged(walked, this.#starving)) return this.#tellProgress();
    if (this.wanted) return this.#start(this.#place);
    const anew = this.#layAnew();
    await this.#show(anew, this.#place);
  }

  /** Puts the playhead on a place from which nothing is heard. */
  async #show(epoch: number, place: Place): Promise<void> {
    const chunk = await this.#plan?.at(place).catch(() => null); // `play` will say what is wrong
    if (chunk && epoch === this.#epoch) this.#showBefore(chunk, place);
  }

  #showBefore(chunk: PlanChunk, place: Place): void {
    this.playhead = playheadBefore(chunk, isInside(chunk, place) ? place.offset : chunk.from);
    this.#tellProgress();
  }

  #tellProgress(): void {
    void this.#time.moveTo(this.#plan, this.#place, () => this.#media.update(this.#time.progress));
  }

  #step(choose: () => Step): void {
    this.#stepper.step(choose);
  }

  async #arrive(place: Place): Promise<void> {
    this.#walked = this.#plan;
    if (this.wanted) return this.#start(place);
    const epoch = this.#layAnew();
    this.#place = place;
    if (this.state.phase !== 'stopped') this.#become({ phase: 'paused' });
    await this.#show(epoch, place);
  }

  #onOutput(event: OutputEvent): void {
    if (event.type === 'lost') {
      this.#power.changed(false);
      if (!this.wanted) this.#layAnew();
      // Once by itself: devices come and go. Then it is for the person to say.
      else if (this.#losses++ === 0) this.#start(this.#place);
      else this.#fail(new LecternError('internal', DEVICE_FAILED, { retryable: true }), this.#place);
    } else if (event.type === 'running') {
      if (this.#power.changed(event.running)) this.pause();
    } else {
      const entry = event.report.id === null ? null : this.#reading.entry(event.report.id);
      if (entry) this.#onReport(event.report, entry);
    }
  }

  #onReport(report: EngineReport, entry: Entry): void {
    this.#power.changed(true);
    if (report.type === 'position') {
      this.#heard.add(report);
      this.#reading.moved(entry, report.offset);
      this.bufferedSeconds = this.#reading.bufferedSeconds;
      this.#starving = report.speed === 0 && this.#starving;
      if (report.speed > 0) this.#losses = 0;
      if (!this.#starving && this.state.phase === 'waiting') {
        this.#firstSound.sounds(entry.feed?.arrival ?? null, soundsIn(report, this.#ports.output));
        this.#become({ phase: 'playing' });
      }
      this.#follow();
    } else if (report.type === 'starving') {
      this.#starving = true;
      this.#explain();
    } else if (this.wanted) this.#finish();
  }

  /** Where nothing is heard though it is wanted: says why, or that it failed. */
  #explain(): void {
    if (!this.wanted || !this.#starving || this.#study.pausing) return;
    const { feed, error } = this.#reading.blocked();
    if (error) return this.#blocked(error.cause, feed);
    const { reason = null, until = null } = feed?.waiting ?? {};
    const unexplained = this.#longWait.long ? NOT_YET : null;
    this.#wait(reason ?? (this.#power.heldBack ? HELD_BACK : unexplained), until);
  }

  #wait(reason: string | null, until: number | null): void {
    const { state } = this;
    if (state.phase !== 'waiting' || state.reason !== reason)
      this.#become({ phase: 'waiting', reason }, until);
    else this.countdown.countTo(until);
  }

  #blocked(cause: unknown, feed: SpeechFeed | null): void {
    const place = feed ? this.#placeIn(feed.chunk) : this.#place;
    // What failed while others were heard has failed some time ago: by now it may be had.
    if (feed && this.state.phase === 'playing' && errorPayload(cause).retryable) this.#start(place);
    else this.#fail(cause, place);
  }

  /** Where to try a chunk again: at the sentence that was being said, if it had begun. */
  #placeIn(chunk: PlanChunk): Place {
    const { section, block, from, home } = chunk;
    return isInside(chunk, this.#place) ? this.#place : { section, block, offset: from, home };
  }

  #fail(error: unknown, place: Place): void {
    this.#ports.output.tell({ type: 'pause' });
    this.#layAnew();
    this.#place = place;
    this.#become({ phase: 'failed', error: errorPayload(error) });
    this.#power.restLater();
  }

  /** On from the chunk after the one that failed. */
  async #skip(): Promise<void> {
    const epoch = this.#epoch;
    const walked = this.#walked;
    try {
      const failed = await walked?.at(this.#place);
      const next = failed && (await walked?.after(failed));
      if (!walked || epoch !== this.#epoch) return;
      if (next) this.#jump(walked, { ...placeOf(next), offset: next.from });
      else this.#end();
    } catch (error) {
      if (epoch === this.#epoch) this.#fail(error, this.#place);
    }
  }

  #finish(): void {
    const turn = this.#study.ended();
    if (turn && turn.do !== 'end') this.#take(turn);
    else this.#end();
  }

  /** A sentence was studied: what comes next comes after a pause, or when the person wants it. */
  #take(turn: Exclude<Turn, { do: 'end' }>): void {
    this.#ports.output.tell({ type: 'pause' });
    this.#layAnew();
    if (turn.do !== 'wait') return this.#study.after(turn.pause, () => this.#start(turn.place, turn.heard));
    this.#become({ phase: 'paused' });
    this.#study.wait(turn.place);
    this.#power.restLater();
  }

  #end(): void {
    const passages = this.#walked !== this.#plan;
    this.#ports.output.tell({ type: 'pause' });
    this.#layAnew();
    this.#walked = this.#plan;
    this.#become({ phase: passages ? 'stopped' : 'finished' });
    this.#power.restLater();
  }

  #heardNow(): HeardPlace | null {
    const heard = this.#heard.at(this.#ports.output.heardFrame());
    const entry = heard && this.#reading.entry(heard.id);
    return entry && { entry, offset: heard.offset };
  }

  /** Puts the playhead where the loudspeaker is. */
  #follow(): void {
    const heard = this.#heardNow();
    if (!heard) return;
    this.#time.heard(this.#reading.heard(heard.entry));
    this.charactersPerSecond = this.#time.charactersPerSecond;
    const playhead = playheadOf(heard);
    if (!playhead || samePlayhead(playhead, this.playhead)) return;
    const { sentence } = playhead;
    const sentenceBefore = this.playhead && { ...this.playhead, word: null };
    this.playhead = playhead;
    this.#place = { ...placeOf(playhead), offset: sentence[0] };
    if (!samePlayhead({ ...playhead, word: null }, sentenceBefore)) this.#tellProgress();
  }
}

/** Where something is said, without how far into it. */
const placeOf = ({ section, block, home }: Pick<PlanChunk, 'section' | 'block' | 'home'>) => ({
  section,
  block,
  home,
});
