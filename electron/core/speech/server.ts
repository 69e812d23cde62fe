/** A voice server as the host sees it: Together's or the embedded one. Both speak the same protocol (DESIGN). */
import type { ErrorPayload } from '../errors.ts';
import type { Speaker, Voice } from './types.ts';

export interface ServerStatus {
  readonly state: 'idle' | 'connecting' | 'ready' | 'waiting' | 'failed';
  /** Why it failed or waits, where that is known. */
  readonly error: ErrorPayload | null;
}

export interface SpeechServer extends Speaker {
  /** Chunks that it makes at a time; null: nobody knows, and its answers must tell. */
  readonly atOnce: number | null;
  /**
   * Whether it can be had now, asked without speaking.
   * @throws LecternError of a speech kind where it cannot; `cancelled` when the signal is aborted.
   */
  reach(signal: AbortSignal): Promise<void>;
  /** What it can speak with, the best first. @throws LecternError of a speech kind. */
  voices(): Promise<readonly Voice[]>;
  /** Called when `voices` has another answer than before. @returns the function that ends the subscription. */
  onVoices(listener: () => void): () => void;
  status(): ServerStatus;
  /** @returns the function that ends the subscription. */
  onStatus(listener: (status: ServerStatus) => void): () => void;
}
