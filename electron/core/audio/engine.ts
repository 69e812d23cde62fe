/**
 * What makes the sound: it is told what to play and asked for samples, quantum by quantum, by whoever has a clock (an
 * audio worklet in the window, a test in Node).
 *
 * - At rate 1 the samples are those that came in, one after the other across spans: gapless, and bit-exact.
 * - Where the sound is cut (pause, flush, audio that stops arriving) what would have come next fades out over 3 ms
 *   beside whatever comes instead, and where it goes on the same samples fade in again. The two gains add up to one:
 *   nothing is lost, nothing is said twice.
 * - Where audio has not arrived the output is silence and a report; it goes on with the very next sample.
 */
import { unreachable } from '../errors.ts';
import { Timeline } from './timeline.ts';
import { Wsola } from './wsola.ts';

export type EngineCommand =
  /** A span of speech at the end of the line; its audio will come. `cut`: it begins in the middle of a sound. */
  | { readonly type: 'open'; readonly id: number; readonly cut: boolean }
  | { readonly type: 'audio'; readonly id: number; readonly pcm: Int16Array }
  /** The span is whole; with so many samples, where that is said, or with as many more as are under way. */
  | { readonly type: 'close'; readonly id: number; readonly samples?: number }
  /** A pause at the end of the line, in samples at rate 1. */
  | { readonly type: 'silence'; readonly id: number; readonly samples: number }
  /** Take back all spans after this one that are not yet under way: others will follow it. */
  | { readonly type: 'drop'; readonly after: number }
  /** Nothing will follow: say so when the last sample was played. */
  | { readonly type: 'finish' }
  /** Forget all spans. Playing or paused stays as it is. */
  | { readonly type: 'flush' }
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  | { readonly type: 'rate'; readonly rate: number };

export type EngineReport =
  /** At `frame`, sample `offset` of span `id` is played, and it moves on by `speed` samples a frame (0: stands still). */
  | {
      readonly type: 'position';
      readonly frame: number;
      readonly id: number;
      readonly offset: number;
      readonly speed: number;
    }
  /** Wants to play, and the next sample has not come. Said once for each stop; `id` is the span it stands in. */
  | { readonly type: 'starving'; readonly frame: number; readonly id: number | null }
  /** The last sample before `finish`, of span `id`, was played just before `frame`. */
  | { readonly type: 'finished'; readonly frame: number; readonly id: number | null };

export interface EngineOptions {
  /** Hz. */
  readonly sampleRate: number;
  readonly report: (report: EngineReport) => void;
}

const FADE_SECONDS = 0.003;
/** Between two reports of a sound that runs on: a word is shown to within this. */
const REPORT_SECONDS = 0.02;
/** What must have come of a growing span before a sound that had stopped goes on: else it would stutter. */
const CUSHION_SECONDS = 0.05;

export class Engine {
  readonly #report: (report: EngineReport) => void;
  readonly #reportEvery: number;
  readonly #cushion: number;
  readonly #fade: Float32Array;
  #timeline = new Timeline();
  readonly #wsola: Wsola;
  /** Stretched samples that were made and not yet played, and the part of the line that they stand for. */
  readonly #hop: Float32Array;
  #hopAt = 0;
  #hopCount = 0;
  #hopFrom = 0;
  #furthest = 0;
  #playing = false;
  #rate = 1;
  #finishing = false;
  /** The last quantum was full of sound. Pauses between spans count as sound. */
  #sounding = false;
  /** That the sound has stopped was said. */
  #told = true;
  /** How far the sound has risen again, and how far it must: samples from where it was cut. */
  #riseAt = 0;
  #riseEnd = 0;
  /** What fades out, to be added to the output from the next frame on. */
  #tail = new Float32Array(0);
  #lastReport = -Infinity;
  #lastId = NaN;

  constructor(options: EngineOptions) {
    this.#report = options.report;
    this.#reportEvery = Math.round(options.sampleRate * REPORT_SECONDS);
    this.#cushion = Math.round(options.sampleRate * CUSHION_SECONDS);
    this.#wsola = new Wsola(options.sampleRate);
    this.#hop = new Float32Array(this.#wsola.hop);
    const length = Math.round(options.sampleRate * FADE_SECONDS);
    this.#fade = Float32Array.from(
      { length },
      (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / length),
    );
  }

  command(command: EngineCommand): void {
    switch (command.type) {
      case 'open':
        if (command.cut && this.#timeline.locate(0) === null) this.#riseEnd = this.#fade.length;
        return this.#timeline.open(command.id);
      case 'audio':
        return this.#timeline.append(command.id, command.pcm);
      case 'close':
        return this.#timeline.close(command.id, command.samples, this.#wsola.continuation);
      case 'silence':
        return this.#timeline.silence(command.id, command.samples);
      case 'drop':
        this.#timeline.dropAfter(command.after, this.#position());
        this.#finishing = false;
        return;
      case 'finish':
        this.#finishing = true;
        return;
      case 'flush':
        this.#silence();
        this.#timeline = new Timeline();
        this.#wsola.seek(0);
        this.#hopAt = this.#hopCount = this.#hopFrom = this.#furthest = 0;
        this.#riseAt = this.#riseEnd = 0;
        this.#finishing = this.#told = false;
        return;
      case 'play':
        this.#playing = true;
        this.#told = false;
        return;
      case 'pause':
        this.#silence();
        this.#playing = false;
        return;
      case 'rate':
        this.#rate = command.rate;
        return;
      default:
        return unreachable(command);
    }
  }

  /** Samples after the playhead that are there to be played. */
  get buffered(): number {
    return Math.max(0, this.#timeline.end - this.#position());
  }

  /**
   * Fills `out` with what is heard from `frame` on.
   * @param out At least as long as a fade (3 ms).
   * @param frame Of the first sample of `out`, by the clock of whoever calls.
   */
  pull(out: Float32Array, frame: number): void {
    out.fill(0);
    const played = this.#playing ? this.#play(out) : 0;
    this.#rise(out, played);
    this.#mixTail(out, 0);
    if (this.#playing && played < out.length && (this.#sounding || played > 0)) {
      this.#cut();
      this.#mixTail(out, played);
      this.#lastReport = -Infinity;
    }
    this.#sounding = this.#playing && played === out.length;
    this.#timeline.trim(this.#wsola.continuation - this.#hop.length - 2 * this.#wsola.reach);
    if (this.#sounding) this.#told = false;
    this.#tell(frame + played);
  }

  #silence(): void {
    if (this.#sounding) this.#cut();
    this.#sounding = false;
    this.#lastReport = -Infinity;
  }

  /** @returns how many samples of `out` were there. */
  #play(out: Float32Array): number {
    const source = this.#timeline.source(this.#fade.length);
    const ready = source.end - this.#wsola.continuation;
    if (!this.#sounding && !source.complete && ready < this.#cushion) return 0;
    let played = 0;
    while (played < out.length) {
      if (this.#hopAt === this.#hopCount) {
        this.#hopFrom = this.#wsola.position;
        if (this.#rate === 1) {
          const direct = this.#wsola.next(source, 1, out.subarray(played));
          if (direct === 0) break;
          played += direct;
          continue;
        }
        this.#hopAt = 0;
        this.#hopCount = this.#wsola.next(source, this.#rate, this.#hop);
        if (this.#hopCount === 0) break;
      }
      const count = Math.min(out.length - played, this.#hopCount - this.#hopAt);
      out.set(this.#hop.subarray(this.#hopAt, this.#hopAt + count), played);
      this.#hopAt += count;
      played += count;
    }
    return played;
  }

  /**
   * The place of the next sample on the line. It never goes back: where the rate falls, the sound continues up to 45 ms
   * before the place that the higher rate had reached, and the place waits for it.
   */
  #position(): number {
    const said = this.#hopCount === 0 ? 1 : this.#hopAt / this.#hopCount;
    const place = this.#hopFrom + (this.#wsola.position - this.#hopFrom) * said;
    return (this.#furthest = Math.max(this.#furthest, place));
  }

  /**
   * Lets what would be heard next fade out, and fade in when it goes on. Consumes nothing. A sound that ends by
   * itself, or has not begun, is left as it is: fading is for what is cut.
   */
  #cut(): void {
    const length = this.#fade.length;
    const { continuation } = this.#wsola;
    const { settled, end } = this.#timeline;
    const made = this.#hop.subarray(this.#hopAt, this.#hopCount).subarray(0, length);
    const natural = Math.max(0, (continuation <= settled ? settled : end) - continuation);
    const next = new Float32Array(Math.min(length, made.length + natural));
    next.set(made);
    this.#timeline.read(continuation, next.subarray(made.length));
    const gain = this.#riseAt < this.#riseEnd ? (this.#fade[this.#riseAt] ?? 1) : 1;
    this.#riseAt = 0;
    this.#riseEnd = next.length;
    const tail = new Float32Array(Math.max(next.length, this.#tail.length));
    for (let i = 0; i < tail.length; i++)
      tail[i] = (next[i] ?? 0) * gain * (1 - (this.#fade[i] ?? 1)) + (this.#tail[i] ?? 0);
    this.#tail = tail;
  }

  #rise(out: Float32Array, played: number): void {
    for (let i = 0; i < played && this.#riseAt < this.#riseEnd; i++, this.#riseAt++)
      out[i] = (out[i] ?? 0) * (this.#fade[this.#riseAt] ?? 1);
  }

  #mixTail(out: Float32Array, from: number): void {
    const count = Math.min(this.#tail.length, out.length - from);
    for (let i = 0; i < count; i++) out[from + i] = (out[from + i] ?? 0) + (this.#tail[i] ?? 0);
    this.#tail = this.#tail.subarray(count);
  }

  /** @param frame Of the sample that is played next. */
  #tell(frame: number): void {
    const place = this.#timeline.locate(this.#position());
    // What stands still is told once: when it stopped, #lastReport was set back.
    const due = this.#sounding
      ? place?.id !== this.#lastId || frame - this.#lastReport >= this.#reportEvery
      : this.#lastReport === -Infinity;
    if (place && due) {
      this.#lastReport = frame;
      this.#lastId = place.id;
      this.#report({ type: 'position', frame, ...place, speed: this.#sounding ? this.#rate : 0 });
    }
    if (!this.#playing || this.#sounding) return;
    if (this.#finishing && this.#timeline.closed) {
      this.#finishing = false;
      this.#told = true;
      this.#report({ type: 'finished', frame, id: place?.id ?? null });
    } else if (!this.#told) {
      this.#told = true;
      this.#report({ type: 'starving', frame, id: place?.id ?? null });
    }
  }
}
