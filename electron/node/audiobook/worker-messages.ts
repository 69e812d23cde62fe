/** What the pool and a worker say to each other. A worker does one thing, then ends. */
import type { AudioJob, AudioProgress } from '../../core/audiobook/audio-job.ts';
import type { EncodedAudio } from '../../core/audiobook/encoded-audio.ts';
import type { Mp3FileFacts } from '../../core/audiobook/check.ts';
import type { ErrorPayload } from '../../core/errors.ts';

export type WorkerTask =
  | { readonly type: 'encode'; readonly job: AudioJob }
  | { readonly type: 'inspect'; readonly path: string }
  | { readonly type: 'draw'; readonly svg: Uint8Array };

/** `workerData`. */
export interface WorkerStart {
  readonly task: WorkerTask;
}

/** To the worker: stop between two segments, and answer `failed` with `cancelled`. */
export interface CancelMessage {
  readonly type: 'cancel';
}

/** From the worker. Nothing comes after any but `progress`. */
export type WorkerMessage =
  | { readonly type: 'progress'; readonly progress: AudioProgress }
  | { readonly type: 'encoded'; readonly audio: EncodedAudio }
  | { readonly type: 'inspected'; readonly facts: Mp3FileFacts }
  | { readonly type: 'drawn'; readonly png: Uint8Array }
  | { readonly type: 'unreadable'; readonly segment: number }
  | { readonly type: 'failed'; readonly error: ErrorPayload };
