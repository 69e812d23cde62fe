/** What the pool and a worker say to each other by messages. What a message could not tell is in `worker-cells.ts`. */
import type { WordTime } from '../../../core/speech/types.ts';
import type { AudioFormat } from './audio-format.ts';
import type { Utterable } from './engine.ts';
import type { EspeakVoice } from './espeak-module.ts';

/** `workerData`. */
export interface WorkerStart {
  /** Of the `WorkerCells`. */
  readonly cells: SharedArrayBuffer;
}

export interface Utterance extends Utterable {
  readonly format: AudioFormat;
}

/** To the worker. Utterances are numbered from 1, and come one at a time. */
export interface SpeakMessage {
  readonly id: number;
  readonly utterance: Utterance;
}

/** From the worker. */
export type WorkerMessage =
  | { readonly type: 'ready'; readonly voices: readonly EspeakVoice[] }
  /** `audio`: all pieces of an utterance are one stream in its format; perhaps empty. The receiver owns them. */
  | {
      readonly type: 'piece';
      readonly id: number;
      readonly audio: Uint8Array;
      readonly words: readonly WordTime[];
    }
  | { readonly type: 'end'; readonly id: number; readonly samples: number }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };
