/** One utterance on its way from samples into one well-formed stream of bytes. */

/** Each piece of bytes is a buffer of its own; it may be empty. */
export interface AudioEncoder {
  push(samples: Int16Array): Uint8Array<ArrayBuffer>;
  /** What the format still holds back, and its end. Nothing may be pushed after it. */
  finish(): Uint8Array<ArrayBuffer>;
  /** Lets go of what it holds; harmless after `finish`, and needed where that is never called. */
  discard(): void;
}

/** Begins an utterance at a rate in Hz. The next one may begin when this one is finished or discarded. */
export type StartEncoder = (sampleRate: number) => AudioEncoder;
