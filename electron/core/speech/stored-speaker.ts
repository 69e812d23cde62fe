/**
 * Speech that was made once is not made again. Two halves, since what is stored must not stand in the queue:
 * `keepingSpeaker` is below the scheduler and keeps each chunk that became whole; `StoredSpeech` is above it and looks
 * before it asks. A store that fails is never in the way.
 */
import { LecternError } from '../errors.ts';
import { cancelled } from '../event-log.ts';
import { isPlausible } from './completeness.ts';
import { speechKey } from './key.ts';
import { BYTES_PER_SAMPLE, joinBytes } from './pcm.ts';
import type { ScheduledEvent, Scheduler, SpeakOptions } from './scheduler.ts';
import {
  SAMPLE_RATE,
  type Speaker,
  type SpeechRequest,
  type SpeechStore,
  type StoredSpeech,
  type WordTime,
} from './types.ts';

export interface KeepingSpeaker extends Speaker {
  /** Resolves when what was spoken for this request is in the store, or could not be put there. */
  kept(request: SpeechRequest): Promise<void>;
}

/** Bytes of the pieces in which stored speech is handed over: half a second. */
const PIECE_BYTES = (SAMPLE_RATE / 2) * BYTES_PER_SAMPLE;

/**
 * The same speaker, whose whole chunks are kept. Whoever says that a chunk is whole is not believed where it cannot be:
 * the iteration then throws `speech-empty`, which can be tried again.
 * @param onProblem Told when chunks cannot be kept any more, once until one can; the listener has them all the same.
 */
export function keepingSpeaker(
  speaker: Speaker,
  store: Pick<SpeechStore, 'put'>,
  onProblem: (error: unknown) => void,
): KeepingSpeaker {
  let failing = false;
  const underWay = new Map<string, Promise<void>>();
  const keep = async (request: SpeechRequest, speech: StoredSpeech) => {
    try {
      await store.put(request, speech);
      failing = false;
    } catch (error) {
      if (!failing) onProblem(error);
      failing = true;
    }
  };
  return {
    async *speak(request, signal) {
      const pieces: Uint8Array[] = [];
      const words: WordTime[] = [];
      for await (const event of speaker.speak(request, signal)) {
        // A copy: the piece itself belongs to the receiver.
        if (event.type === 'audio') pieces.push(event.pcm.slice());
        else words.push(...event.words);
        yield event;
      }
      const speech = { pcm: joinBytes(pieces), words };
      if (!isPlausible(request.text, speech)) throw tooLittle();
      const key = speechKey(request);
      const keeping = keep(request, speech).finally(() => {
        if (underWay.get(key) === keeping) underWay.delete(key);
      });
      underWay.set(key, keeping);
    },
    async kept(request) {
      await underWay.get(speechKey(request));
    },
  };
}

/**
 * What listening and export ask: the store first, then the queue. What is stored and cannot be all of the text, by
 * whatever mishap it was kept, is as good as not there: it is made anew, and kept in the place of the other.
 */
export function createStoredSpeech(
  store: Pick<SpeechStore, 'get'>,
  scheduler: Pick<Scheduler, 'speak'>,
): Pick<Scheduler, 'speak'> {
  return {
    async *speak(request: SpeechRequest, options: SpeakOptions): AsyncGenerator<ScheduledEvent> {
      const stored = await store.get(request).catch(() => null);
      if (options.signal.aborted) throw cancelled();
      if (!stored || !isPlausible(request.text, stored)) {
        yield* scheduler.speak(request, options);
        return;
      }
      if (stored.words.length > 0) yield { type: 'words', words: stored.words };
      for (let at = 0; at < stored.pcm.length; at += PIECE_BYTES) {
        if (options.signal.aborted) throw cancelled();
        yield { type: 'audio', pcm: stored.pcm.slice(at, at + PIECE_BYTES) };
      }
    },
  };
}

const tooLittle = () =>
  new LecternError(
    'speech-empty',
    'No speech has come, or too little, for this passage. Try again, or skip it.',
    { retryable: true },
  );
