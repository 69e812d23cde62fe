/**
 * Speech that ended in good order and yet seems to lack something: it is mere silence, or its words end before the text
 * does, or tell of more sound than came. Either something went wrong, or the list and the times of the words are. To ask
 * once more tells: what was cut short comes whole, or of another length; else the same comes again.
 */
import type { Ending } from '../../core/speech/completeness.ts';
import { speechKey } from '../../core/speech/key.ts';
import type { SpeechRequest } from '../../core/speech/types.ts';

/** Voices do not say a text twice in quite the same time: the parts by which two takes may differ in length. */
const ALIKE = 0.2;
/** And by which they may differ in how far the words reach into the sound, which does not depend on the pace. */
const AS_FAR = 0.03;
/** Chunks that are remembered: more than are ever under way. */
const MOST = 200;

export class Doubts {
  /** By the key of the speech. */
  readonly #endings = new Map<string, Ending>();

  /** @returns whether this speech was in doubt before and ended in the same way then. */
  isConfirmed(request: SpeechRequest, ending: Ending): boolean {
    const key = speechKey(request);
    const before = this.#endings.get(key);
    this.#endings.delete(key);
    this.#endings.set(key, ending);
    const [oldest] = this.#endings.keys();
    if (this.#endings.size > MOST && oldest !== undefined) this.#endings.delete(oldest);
    return before !== undefined && isAlike(before, ending);
  }
}

function isAlike(one: Ending, other: Ending): boolean {
  return (
    Math.abs(one.samples - other.samples) <= ALIKE * one.samples &&
    Math.abs(one.reach - other.reach) <= AS_FAR * one.reach &&
    one.lastWord === other.lastWord
  );
}
