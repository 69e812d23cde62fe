/**
 * Speech that ended in good order and yet seems to lack something: it is mere silence, or its words end before the text
 * does, or tell of more sound than came. Either something went wrong, or the list and the times of the words are. To ask
 * once more tells: what was cut short comes whole, or of another length; else the same comes again.
 */
import { speechKey } from '../../core/speech/key.ts';
import type { SpeechRequest } from '../../core/speech/types.ts';

/** Voices do not say a text twice in quite the same time. */
const ALIKE = 0.02;
/** Chunks that are remembered: more than are ever under way. */
const MOST = 200;

export class Doubts {
  /** Samples, by the key of the speech. */
  readonly #lengths = new Map<string, number>();

  /** @returns whether this speech was in doubt before and as long then. */
  isConfirmed(request: SpeechRequest, samples: number): boolean {
    const key = speechKey(request);
    const before = this.#lengths.get(key);
    this.#lengths.delete(key);
    this.#lengths.set(key, samples);
    const [oldest] = this.#lengths.keys();
    if (this.#lengths.size > MOST && oldest !== undefined) this.#lengths.delete(oldest);
    return before !== undefined && Math.abs(samples - before) <= ALIKE * before;
  }
}
