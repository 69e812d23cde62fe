/** One utterance after another out of eSpeak NG: text in, 16-bit mono audio and word times out, piece by piece. */
import { createEdges, type EdgeOptions } from '../../../core/audio/edges.ts';
import { joinedPcm } from '../../../core/audio/pcm.ts';
import { createResampler, resampleKernel, type ResampleKernel } from '../../../core/audio/resample.ts';
import { createStretcher, stretchedTime } from '../../../core/audio/stretch.ts';
import type { WordTime } from '../../../core/speech/types.ts';
import { ESPEAK_RATE, type Espeak } from './espeak-module.ts';
import { parseRule } from './pronunciation.ts';
import { utter } from './utterance.ts';
import { createWordTimes, type TimedToken } from './word-times.ts';

export interface Utterable {
  readonly text: string;
  /** An eSpeak identifier, with a variant after a plus sign where one is wanted. */
  readonly voice: string;
  /** BCP 47: which words, numbers and abbreviations to expect. */
  readonly language: string;
  /** 1 is normal; held within `SPEED_RANGE`. */
  readonly speed: number;
  /** Hz of the audio wanted. */
  readonly sampleRate: number;
  readonly pronunciation: readonly string[];
}

export interface UtteranceSink {
  /** @param words Those whose times became certain. Together with the audio, or before it, or after. */
  piece(audio: Int16Array, words: readonly WordTime[]): void;
  /** Asked about every 100 ms of audio. */
  cancelled(): boolean;
}

export interface Engine {
  /**
   * Blocks until the utterance is spoken or cancelled. A text with nothing to say makes no piece at all.
   * @returns samples made
   * @throws Error where the voice is not known, or the engine failed
   */
  speak(utterance: Utterable, sink: UtteranceSink): number;
}

/** Beyond it nobody understands a word; the service's own range is not known (PROTOCOL §1). */
export const SPEED_RANGE = [0.25, 4] as const;
/** What the engine does itself, and best: its limits are 80–450 words a minute. The rest is stretched. */
const ENGINE_RANGE = [0.475, 2.5] as const;
const NORMAL_RATE = 175;
/** The engine's own middle for pitch and range; its volume under normal, where peaks of some voices are cut. */
const PITCH = 50;
const RANGE = 50;
const VOLUME = 80;

const milliseconds = (count: number) => Math.round((count * ESPEAK_RATE) / 1000);
const EDGES: EdgeOptions = {
  lead: milliseconds(10),
  tail: milliseconds(20),
  fade: milliseconds(3),
  threshold: 32, // −60 dB: under the softest consonant, above the engine's own silence
};
/** Samples (at the engine's rate) of the pieces after the first: enough to make their messages few. */
const PIECE = milliseconds(200);

export function createEngine(espeak: Espeak): Engine {
  const kernels = new Map<number, ResampleKernel>();
  const kernel = (rate: number): ResampleKernel => {
    const made = kernels.get(rate) ?? resampleKernel(ESPEAK_RATE, rate);
    kernels.set(rate, made);
    return made;
  };

  return {
    speak(utterance, sink) {
      const rules = utterance.pronunciation.flatMap((rule) => parseRule(rule) ?? []);
      const { spoken, tokens, starts } = utter(utterance.text, utterance.language, rules);
      if (spoken === '') return 0;
      const speed = within(SPEED_RANGE, utterance.speed);
      const spokenSpeed = within(ENGINE_RANGE, speed);
      const rate = speed / spokenSpeed;
      prepare(espeak, utterance.voice, spokenSpeed);

      const edges = createEdges(EDGES);
      const stretcher = createStretcher(ESPEAK_RATE, rate);
      const resampler = createResampler(kernel(utterance.sampleRate));
      const times = createWordTimes(tokens, starts);
      const waiting: Int16Array[] = [];
      let waitingSamples = 0;
      let waitingWords: TimedToken[] = [];
      let given = 0;
      let failure: unknown = null;

      const give = (audio: Int16Array, most: number) => {
        const offset = (edges.offset ?? 0) / ESPEAK_RATE;
        const seconds = (ms: number) => {
          const exact = stretchedTime(Math.max(0, ms / 1000 - offset), rate, most);
          return Math.floor(exact * 10_000) / 10_000; // down, so that no word ends after the audio
        };
        const words = waitingWords.map(({ token, start, end }) => ({
          word: token.text,
          start: seconds(start),
          end: seconds(end),
        }));
        waitingWords = [];
        given += audio.length;
        if (audio.length > 0 || words.length > 0) sink.piece(audio, words);
      };
      const collect = (audio: Int16Array) => {
        waiting.push(audio);
        waitingSamples += audio.length;
        if (waitingSamples === 0 || (given > 0 && waitingSamples < PIECE)) return;
        waitingSamples = 0;
        give(resampler.push(stretcher.push(joinedPcm(waiting.splice(0)))), Infinity);
      };

      let received = 0;
      espeak.synthesize(spoken, (audio, events) => {
        try {
          for (const event of events) times.event(event);
          waitingWords.push(...times.take());
          received += audio.length;
          if (audio.length > 0) collect(edges.push(audio));
          return sink.cancelled();
        } catch (error) {
          failure = error;
          return true;
        }
      });
      espeak.renew(); // now, rather than before the next one: it does not wait for it then
      if (failure) throw failure;
      if (sink.cancelled()) return given;

      const end = stretcher.push(joinedPcm([...waiting, edges.finish()]));
      const last = resampler.push(joinedPcm([end, stretcher.finish()]));
      const rest = joinedPcm([last, resampler.finish()]);
      if (edges.offset === null) return 0;
      waitingWords.push(...times.finish((received * 1000) / ESPEAK_RATE));
      give(rest, (given + rest.length) / utterance.sampleRate);
      return given;
    },
  };
}

function prepare(espeak: Espeak, voice: string, speed: number): void {
  if (espeak.set_voice(voice) !== 0) throw new Error(`eSpeak NG does not know the voice ${voice}`);
  espeak.set_rate(Math.round(NORMAL_RATE * speed));
  espeak.set_pitch(PITCH);
  espeak.set_range(RANGE);
  espeak.set_volume(VOLUME);
}

function within([least, most]: readonly [number, number], value: number): number {
  return Math.max(least, Math.min(most, value));
}
