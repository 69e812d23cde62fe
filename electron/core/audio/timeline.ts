/**
 * What is to be played, as one line of samples: spans of speech, which may still be growing, and spans of silence, end
 * to end in the order in which they were opened. Positions are samples from the start of the line. A span that grows
 * holds up those after it: nothing is ever skipped.
 */
import type { SampleSource } from './wsola.ts';

interface Span {
  readonly id: number;
  /** Empty for silence. */
  readonly pieces: Int16Array[];
  /** Samples that were let go at the front of `pieces`. */
  dropped: number;
  length: number;
  closed: boolean;
}

export interface Place {
  readonly id: number;
  /** Samples from the start of the span. */
  readonly offset: number;
}

const FULL_SCALE = 32_768;

export class Timeline {
  readonly #spans: Span[] = [];
  /** Where the first kept span starts. */
  #start = 0;

  open(id: number): void {
    this.#spans.push({ id, pieces: [], dropped: 0, length: 0, closed: false });
  }

  silence(id: number, samples: number): void {
    this.#spans.push({ id, pieces: [], dropped: 0, length: Math.max(0, Math.round(samples)), closed: true });
  }

  /** Audio for a span that is not here, or no longer, is late and is dropped. */
  append(id: number, pcm: Int16Array): void {
    const span = this.#spans.find((candidate) => candidate.id === id);
    if (!span || span.closed || pcm.length === 0) return;
    span.pieces.push(pcm);
    span.length += pcm.length;
  }

  /**
   * @param samples What it has more than these is taken away.
   * @param position Before which nothing is.
   */
  close(id: number, samples = Infinity, position = 0): void {
    let start = this.#start;
    for (const span of this.#spans) {
      if (span.id === id && !span.closed) {
        shorten(span, Math.max(samples, position - start));
        span.closed = true;
      }
      start += span.length;
    }
  }

  /**
   * Takes away the spans after this one, save that in which `position` lies and those before it. If that one still grows
   * it ends with what has come: nobody feeds it any more, and the line would wait for it for ever.
   */
  dropAfter(id: number, position: number): void {
    const current = this.locate(position)?.id;
    const last = this.#spans.findIndex((span) => span.id === id);
    const underWay = this.#spans.findIndex((span) => span.id === current);
    const span = this.#spans[underWay];
    if (span && underWay > last) span.closed = true;
    const kept = Math.max(last, underWay);
    if (kept >= 0) this.#spans.splice(kept + 1);
  }

  /** One past the last sample before which nothing is missing. */
  get end(): number {
    let end = this.#start;
    for (const span of this.#spans) {
      end += span.length;
      if (!span.closed) break;
    }
    return end;
  }

  /** Where the sound that ends at `end` begins to be unfinished: inside a growing span its start, else `end`. */
  get settled(): number {
    let end = this.#start;
    for (const span of this.#spans) {
      if (!span.closed) break;
      end += span.length;
    }
    return end;
  }

  /** Every span is closed. */
  get closed(): boolean {
    return this.#spans.every((span) => span.closed);
  }

  /** The span that holds this sample: at a join the later one, at the end the last. Null on an empty line. */
  locate(position: number): Place | null {
    let start = this.#start;
    let place: Place | null = null;
    for (const span of this.#spans) {
      if (place && position < start) break;
      place = { id: span.id, offset: Math.min(Math.max(0, Math.floor(position - start)), span.length) };
      start += span.length;
      if (!span.closed) break;
    }
    return place;
  }

  /** @see SampleSource.read */
  read(from: number, into: Float32Array): void {
    into.fill(0);
    const to = from + into.length;
    let start = this.#start;
    for (const span of this.#spans) {
      if (start >= to) break;
      let at = start + span.dropped;
      for (const piece of span.pieces) {
        if (at >= to) break;
        const first = Math.max(from, at);
        const last = Math.min(to, at + piece.length);
        for (let i = first; i < last; i++) into[i - from] = (piece[i - at] ?? 0) / FULL_SCALE;
        at += piece.length;
      }
      start += span.length;
      if (!span.closed) break;
    }
  }

  /** Lets go of what lies wholly before `position`; the last span stays, so that the place can be told. */
  trim(position: number): void {
    for (let first; (first = this.#spans[0]);) {
      if (this.#spans.length > 1 && first.closed && this.#start + first.length <= position) {
        this.#start += first.length;
        this.#spans.shift();
        continue;
      }
      for (let piece; (piece = first.pieces[0]);) {
        if (this.#start + first.dropped + piece.length > position) return;
        first.dropped += piece.length;
        first.pieces.shift();
      }
      return;
    }
  }

  /**
   * The line as the stretcher reads it. Of a span that grows, `reserve` samples are held back, so that there is
   * something to fade out with where the audio stops arriving; a sound that ended by itself is said to its end.
   */
  source(reserve: number): SampleSource {
    const { end, settled } = this;
    return {
      end: Math.max(settled, end - (end > settled ? reserve : 0)),
      complete: end === settled,
      read: (from, into) => this.read(from, into),
    };
  }
}

function shorten(span: Span, length: number): void {
  while (span.length > length) {
    const last = span.pieces.pop();
    if (!last) return;
    const kept = Math.max(0, length - (span.length - last.length));
    if (kept > 0) span.pieces.push(last.subarray(0, kept));
    span.length -= last.length - kept;
  }
}
