/**
 * The speech seam. Whoever makes speech is a `Speaker`: the WebSocket client (of Together's server or of the embedded
 * one), the store in front of it, or a fake. Invariants, the same for all:
 * - audio is signed 16-bit little-endian mono PCM at 24,000 Hz, handed over in pieces of whole samples, in order;
 *   the receiver owns each piece;
 * - word times are seconds from the chunk's first sample; they may come before or after the audio they describe, and
 *   in several events; together they are one sequence in time order;
 * - the iteration ends when the chunk is complete, and throws a `LecternError` where it is not: no silent truncation;
 * - playback rate, pauses and volume are never part of a request: speech is stored at rate 1.
 */

/** Hz. What Together's Kokoro and Orpheus always answer (PROTOCOL §1), and the one rate of this program. */
export const SAMPLE_RATE = 24_000;

export const SERVERS = ['together', 'embedded'] as const;
export type ServerName = (typeof SERVERS)[number];

export interface VoiceId {
  readonly server: ServerName;
  readonly model: string;
  readonly voice: string;
}

/** What a voice can do; code asks this, never which server it is. */
export interface Voice extends VoiceId {
  /** For people: "Heart", "English (Great Britain)". */
  readonly name: string;
  /** BCP 47 tags it speaks, the main one first. */
  readonly languages: readonly string[];
  readonly gender: 'female' | 'male' | null;
  readonly wordTimes: boolean;
  readonly offline: boolean;
  /** US dollars for a million characters; 0 for what is free, null where unknown. */
  readonly pricePerMillion: number | null;
}

export interface SpeechRequest extends VoiceId {
  /** One speech chunk, trimmed, not empty. */
  readonly text: string;
  /** BCP 47 tag. */
  readonly language: string;
  /** `from/to` rules of the pronunciation dictionary, in order. */
  readonly pronunciation: readonly string[];
}

export interface WordTime {
  readonly word: string;
  /** Seconds from the chunk's first sample. */
  readonly start: number;
  readonly end: number;
}

export type SpeechEvent =
  | { readonly type: 'audio'; readonly pcm: Uint8Array }
  | { readonly type: 'words'; readonly words: readonly WordTime[] };

export interface Speaker {
  /**
   * @param signal Aborting stops the work at the server and ends the iteration with kind `cancelled`.
   * @param onSent Called when the whole text is on its way to the server: from then on it may cost. For whoever counts
   *   and measures; where a speaker never calls it, the first audio says the same, later.
   * @throws LecternError of a speech kind, from the iteration.
   */
  speak(request: SpeechRequest, signal: AbortSignal, onSent?: () => void): AsyncIterable<SpeechEvent>;
}

export const PRIORITIES = ['live', 'background'] as const;
/** `live` is what a person waits for; `background` (export, prefetch far ahead) takes what is left. */
export type Priority = (typeof PRIORITIES)[number];

/** Speech that was heard once. Content-addressed; never in the way: a failing store must not stop the reading. */
export interface SpeechStore {
  /** What is stored whole for this request, or null. Counts as a use for the least-recently-used order. */
  get(request: SpeechRequest): Promise<StoredSpeech | null>;
  has(request: SpeechRequest): Promise<boolean>;
  /** Lets this one go, whatever needs it: it is not what it should be. */
  remove(request: SpeechRequest): Promise<void>;
  /** Keeps a complete chunk. Atomic: after a crash it is there whole or not at all. */
  put(request: SpeechRequest, speech: StoredSpeech): Promise<void>;
  usage(): Promise<{ readonly bytes: number; readonly chunks: number; readonly capBytes: number }>;
  setCap(bytes: number): Promise<void>;
  clear(): Promise<void>;
}

export interface StoredSpeech {
  readonly pcm: Uint8Array;
  readonly words: readonly WordTime[];
}
