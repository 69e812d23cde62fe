/** What the pool and a worker say to each other, and the flag they share. */
import type { WordTime } from '../../../core/speech/types.ts';
import type { Utterable } from './engine.ts';
import type { EspeakVoice } from './espeak-module.ts';

/** `workerData`. A worker is blocked while it speaks, so a message could not stop it: this cell can. */
export interface WorkerStart {
  /** One Int32: the number of the utterance that is no longer wanted. */
  readonly cancelled: SharedArrayBuffer;
}

/** To the worker. Utterances are numbered from 1, and come one at a time. */
export interface SpeakMessage {
  readonly id: number;
  readonly utterance: Utterable;
}

/** From the worker. */
export type WorkerMessage =
  | { readonly type: 'ready'; readonly voices: readonly EspeakVoice[] }
  /** `audio`: samples as little-endian bytes; the receiver owns them. */
  | {
      readonly type: 'piece';
      readonly id: number;
      readonly audio: Uint8Array;
      readonly words: readonly WordTime[];
    }
  | { readonly type: 'end'; readonly id: number; readonly samples: number }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };
