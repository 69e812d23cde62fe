/**
 * How long the first audio of a chunk took, and where: what the program measures of it, what the window reports of its
 * own part, and percentiles over the last chunks. No two clocks are compared: both sides report lengths of time.
 */
import type { Clock } from '../clock.ts';
import { percentile } from '../percentiles.ts';
import type { Speaker, SpeechRequest } from './types.ts';

/**
 * In the order in which they pass:
 * - `queue`: in the scheduler, earlier tries included, until the server was asked;
 * - `connect`: until the text was sent, over a connection that was there or was made for it;
 * - `service`: from there to the first audio that came back;
 * - `window`: calls, streams and decoding between this program and the window;
 * - `sound`: from the window's first audio to the first sample heard, for chunks that a listener waited for.
 */
export const AUDIO_PARTS = ['queue', 'connect', 'service', 'window', 'sound'] as const;
export type AudioPart = (typeof AUDIO_PARTS)[number];

export interface Spread {
  /** Chunks for which it is known. */
  readonly count: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
}

export interface FirstAudioSummary {
  readonly parts: Readonly<Record<AudioPart, Spread | null>>;
  /** From asking to the first sample heard, of the chunks that a listener waited for. */
  readonly total: Spread | null;
}

/** Chunks that are looked back on. */
const KEPT = 500;

interface Way {
  asked: number;
  begun?: number;
  sent?: number;
  came?: number;
  /** Milliseconds from the window's asking to its first audio, and from there to the first sample heard. */
  arrived?: number;
  sounded?: number;
}

export class FirstAudio {
  readonly #clock: Clock;
  readonly #most: number;
  /** By the request itself: its object goes from the queue to the server unchanged. */
  readonly #open = new WeakMap<SpeechRequest, Way>();
  /** Chunks whose audio came, oldest first. */
  readonly #ways: Way[] = [];
  /** By ticket, oldest first. */
  readonly #tickets = new Map<string, SpeechRequest>();

  constructor(clock: Clock, most = KEPT) {
    this.#clock = clock;
    this.#most = most;
  }

  /** The window may report of this chunk under this name. */
  name(ticket: string, request: SpeechRequest): void {
    this.#tickets.set(ticket, request);
    const [oldest] = this.#tickets.keys();
    if (this.#tickets.size > this.#most && oldest !== undefined) this.#tickets.delete(oldest);
  }

  /** It stands in the queue from now on. */
  asked(request: SpeechRequest): void {
    this.#open.set(request, { asked: this.#clock.now() });
  }

  /** The same speaker, whose first audio is measured. */
  measured(speaker: Speaker): Speaker {
    return {
      speak: (request, signal, onSent) => this.#speak(speaker, request, signal, onSent),
    };
  }

  async *#speak(speaker: Speaker, ...[request, signal, onSent]: Parameters<Speaker['speak']>) {
    const open = this.#open.get(request);
    const way = open?.came === undefined ? open : undefined; // else this try follows one that was heard of
    if (way) {
      way.begun = this.#clock.now();
      delete way.sent; // of an earlier try
    }
    const sent = () => {
      if (way) way.sent ??= this.#clock.now();
      onSent?.();
    };
    for await (const event of speaker.speak(request, signal, sent)) {
      if (event.type === 'audio' && way && way.came === undefined) {
        way.came = this.#clock.now();
        this.#ways.push(way);
        if (this.#ways.length > this.#most) this.#ways.shift();
      }
      yield event;
    }
  }

  /** The window's report; of a ticket that is not known, nothing. Milliseconds; null where it does not say. */
  reported(ticket: string, { arrived, sounded }: { arrived: number | null; sounded: number | null }): void {
    const request = this.#tickets.get(ticket);
    const way = request && this.#open.get(request);
    if (!way) return;
    if (arrived !== null) way.arrived = arrived;
    if (sounded !== null) way.sounded = sounded;
  }

  summary(): FirstAudioSummary {
    const spread = (of: (way: Way) => number | null): Spread | null => {
      const values = this.#ways.map(of).filter((value) => value !== null);
      const [p50, p95] = [percentile(values, 0.5), percentile(values, 0.95)];
      return p50 === null || p95 === null ? null : { count: values.length, p50, p95 };
    };
    return {
      parts: {
        queue: spread(({ asked, begun }) => between(asked, begun)),
        connect: spread(({ begun, sent }) => between(begun, sent)),
        service: spread(({ sent, came }) => between(sent, came)),
        window: spread(windowPart),
        sound: spread(({ sounded }) => sounded ?? null),
      },
      total: spread(({ arrived, sounded }) =>
        arrived === undefined || sounded === undefined ? null : arrived + sounded,
      ),
    };
  }
}

/** What the window waited longer than this program took. */
function windowPart({ asked, came, arrived }: Way): number | null {
  const here = between(asked, came);
  return here === null || arrived === undefined ? null : Math.max(0, arrived - here);
}

function between(from: number | undefined, to: number | undefined): number | null {
  return from === undefined || to === undefined ? null : to - from;
}
