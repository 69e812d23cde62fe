import { LecternError } from '../../electron/core/errors.ts';
import type { SpeechRequest, Voice, WordTime } from '../../electron/core/speech/types.ts';
import { SAMPLE_RATE } from '../../electron/core/speech/types.ts';
import { wordRanges } from '../../electron/core/text/words.ts';
import type { FetchedFrame, Fetcher } from '../../renderer/player/fetcher.ts';
import { seeded } from '../support/signals.ts';

export const FAKE_VOICE: Voice = {
  server: 'embedded',
  model: 'fake',
  voice: 'one',
  name: 'One',
  languages: ['en'],
  gender: null,
  wordTimes: true,
  offline: true,
  pricePerMillion: 0,
};

/** Samples that the fake voice takes for a character. */
export const SAMPLES_PER_CHARACTER = 200;
const PIECE = 2400;

/** What the fake voice says: the same for the same words, other for others, and never a zero. */
export function fakeSpeech(text: string): Int16Array<ArrayBuffer> {
  const random = seeded([...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7));
  return Int16Array.from({ length: text.length * SAMPLES_PER_CHARACTER }, () => {
    const sample = Math.floor(random() * 40_000) - 20_000;
    return sample === 0 ? 1 : sample;
  });
}

export function fakeWords(text: string): readonly WordTime[] {
  const seconds = (offset: number) => (offset * SAMPLES_PER_CHARACTER) / SAMPLE_RATE;
  return wordRanges(text, 'en').map(([from, to]) => ({
    word: text.slice(from, to),
    start: seconds(from),
    end: seconds(to),
  }));
}

/** One chunk that was asked for, in the hands of the test. */
export interface FakeRequest {
  readonly request: SpeechRequest;
  readonly aborted: boolean;
  readonly settled: boolean;
  /** Says that its first audio came at this time, under its text as the ticket. */
  arrive(at: number): void;
  give(frame: FetchedFrame): void;
  /** Its next samples, so many of them as there are. */
  giveSome(samples: number): void;
  /** What is not yet given of its words and audio, and the end. */
  giveAll(): void;
  end(): void;
  fail(error: LecternError): void;
}

export interface FakeFetcher extends Fetcher {
  readonly requests: FakeRequest[];
  /** Whether requests are answered at once, as from the store. */
  automatic: boolean;
}

export function createFakeFetcher(automatic = true): FakeFetcher {
  const requests: FakeRequest[] = [];
  return {
    automatic,
    requests,
    async *fetch(request, _priority, signal, onArrival) {
      const queue: FetchedFrame[] = [];
      let ended = false;
      let failure: unknown = null;
      let wake = () => {};
      const state = { settled: false };
      const speech = fakeSpeech(request.text);
      let given = 0;
      const fake: FakeRequest = {
        request,
        get aborted() {
          return signal.aborted;
        },
        get settled() {
          return state.settled;
        },
        arrive: (at) => onArrival?.({ ticket: request.text, at }),
        give(frame) {
          if (frame.type === 'anew') given = 0;
          queue.push(frame);
          wake();
        },
        giveSome(samples) {
          const part = speech.slice(given, given + samples);
          given += part.length;
          if (part.length > 0) this.give({ type: 'audio', pcm: new Uint8Array(part.buffer) });
        },
        giveAll() {
          this.give({ type: 'words', words: fakeWords(request.text) });
          while (given < speech.length) this.giveSome(PIECE);
          this.end();
        },
        end() {
          ended = true;
          wake();
        },
        fail(error) {
          failure = error;
          wake();
        },
      };
      requests.push(fake);
      if (this.automatic) fake.giveAll();
      signal.addEventListener('abort', () => wake());
      try {
        for (;;) {
          if (signal.aborted) throw new LecternError('cancelled', 'Cancelled.');
          const frame = queue.shift();
          if (frame) yield frame;
          else if (failure !== null) throw failure;
          else if (ended) return;
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        state.settled = true;
      }
    },
  };
}
