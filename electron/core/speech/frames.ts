/**
 * The stream in which the audio of one chunk goes from the host to the window (`GET speech/<ticket>`):
 * frames of one type byte, a little-endian u32 length in bytes, then the payload.
 * The last frame is `end` or `error`; a stream that stops without one was cut off.
 */
import type { ErrorPayload } from '../errors.ts';
import type { WordTime } from './types.ts';

export type SpeechFrame =
  | { readonly type: 'audio'; readonly pcm: Uint8Array }
  | { readonly type: 'words'; readonly words: readonly WordTime[] }
  /** The chunk waits, and why, as a sentence ("Waiting 20 s: the service asks for a pause."); null: no longer. */
  | { readonly type: 'waiting'; readonly sentence: string | null }
  | { readonly type: 'end'; readonly samples: number }
  | { readonly type: 'error'; readonly error: ErrorPayload };
