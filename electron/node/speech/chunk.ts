/**
 * One speech chunk on its way. It takes the messages that are about it, whatever carries them, and makes speech events
 * of them; it decides when the chunk is whole, and waits for nothing without a deadline.
 */
import type { Clock } from '../../core/clock.ts';
import type { LecternError } from '../../core/errors.ts';
import { EventLog } from '../../core/event-log.ts';
import { Heard, type Ending } from '../../core/speech/completeness.ts';
import { ItemClock } from '../../core/speech/item-clock.ts';
import { PcmAssembler, samplesIn } from '../../core/speech/pcm.ts';
import type { Malformed, ServerMessage } from '../../core/speech/protocol.ts';
import type { SpeechEvent, WordTime } from '../../core/speech/types.ts';
import type { Failures } from './failures.ts';

/** Milliseconds to wait for the next sign of a chunk; every sign starts the wait anew. */
export interface Patience {
  /** From the commit to the first sound. */
  readonly first: number;
  /** Between two signs while no `done` has come. */
  readonly silence: number;
  /** After the last `done`, where something may be missing; and for a `done`, where nothing is. */
  readonly doubt: number;
  /** After the last `done`, where probably nothing is missing: another item may still follow. */
  readonly settle: number;
}

export const PATIENCE: Patience = { first: 20_000, silence: 10_000, doubt: 2_500, settle: 1_000 };

/** Samples, 20 ms, that sound must grow by to push the deadline back: else a byte a second would be for ever. */
const LEAST_STEP = 480;

/** Milliseconds by which a deadline that is met late was not met by the server. */
const HELD_UP = 500;

/** No chunk speaks for six minutes; a server that goes on and on must not fill the memory. */
const MOST_BYTES = 16_000_000;

/** One synthesised segment: sound with a `done` of its own. */
interface Item {
  readonly assembler: PcmAssembler;
  readonly clock: ItemClock;
  samples: number;
  done: boolean;
}

export interface ChunkOptions {
  /** As it is sent. */
  readonly text: string;
  readonly clock: Clock;
  readonly patience: Patience;
  readonly failures: Failures;
  /** Whether speech that is mere silence or seems to lack something ended so before: then that is all there is. */
  readonly isConfirmed: (ending: Ending) => boolean;
  /** Called once, when nothing more is wanted from the server, for whatever reason. */
  readonly onSettled: () => void;
}

export class SpeechChunk {
  readonly #clock: Clock;
  readonly #patience: Patience;
  readonly #failures: Failures;
  readonly #isConfirmed: ChunkOptions['isConfirmed'];
  readonly #onSettled: () => void;
  readonly #log = new EventLog<SpeechEvent>();
  readonly #heard: Heard;
  /** In order of appearance. */
  readonly #items = new Map<string, Item>();
  /** Words of an item before which another is not done: where they begin is not known yet. */
  #early: { readonly itemId: string; readonly words: readonly WordTime[] }[] = [];
  /** Sound so far, as long as it is silence: told with the first that is none, for mere silence is no speech. */
  readonly #quiet: Uint8Array[] = [];
  #disarm: () => void = () => {};
  #timedOut = false;
  /** When the last sign came, on the clock; and how much sound there was then. */
  #sign = { at: 0, samples: 0 };

  constructor(options: ChunkOptions) {
    this.#clock = options.clock;
    this.#patience = options.patience;
    this.#failures = options.failures;
    this.#isConfirmed = options.isConfirmed;
    this.#onSettled = options.onSettled;
    this.#heard = new Heard(options.text);
  }

  /** Its server was waited for in vain. */
  get timedOut(): boolean {
    return this.#timedOut;
  }

  /** Every item had its `done`: the server has probably nothing more to send for it. */
  get complete(): boolean {
    const items = [...this.#items.values()];
    return items.length > 0 && items.every((item) => item.done);
  }

  /** @throws LecternError from the iteration; `cancelled` when the signal is aborted. */
  events(signal: AbortSignal): AsyncIterable<SpeechEvent> {
    return this.#log.read(signal);
  }

  /** The text has been committed: from now on the server owes an answer. */
  committed(): void {
    this.#signed();
  }

  accept(message: ServerMessage | Malformed): void {
    if (this.#log.closed) return;
    switch (message.type) {
      case 'audio':
        this.#sound(this.#idOf(message), decodeBase64(message.delta));
        break;
      case 'words':
        this.#words(this.#idOf(message), message.words);
        break;
      case 'done':
        this.#done(this.#item(this.#idOf(message)));
        break;
      case 'failed':
      case 'error':
        return this.fail(this.#failures.fromService(message.error));
      case 'cancelled':
        // Not by us: we have done with a chunk before we cancel it.
        return this.complete ? this.#conclude() : this.fail(this.#failures.brokenOff());
      case 'malformed':
        // Words that cannot be read cost the highlight only; sound that cannot be read would be a hole.
        return message.param === 'delta' ? this.fail(this.#failures.unusable()) : undefined;
      case 'created':
      case 'updated':
      case 'received':
        return;
    }
    if (message.type === 'audio') this.#heardMore();
    else this.#signed();
  }

  /** Sound in a binary frame, which names no item. */
  acceptBinary(bytes: Uint8Array): void {
    if (this.#log.closed) return;
    this.#sound(this.#idOf({ itemId: null }), bytes);
    this.#heardMore();
  }

  /**
   * What carried it has ended, and nothing more will come.
   * @param whole It said that this is all. Else every item must have had its own end, or the words must reach the text's.
   */
  finish(whole: boolean): void {
    if (this.#log.closed) return;
    if (whole) this.#allDone();
    if (this.complete || this.#heard.judge().whole) this.#conclude();
    else this.fail(this.#failures.brokenOff());
  }

  fail(error: LecternError): void {
    if (this.#log.closed) return;
    this.#log.fail(error);
    this.#settle();
  }

  /** Nobody listens any more. */
  drop(): void {
    if (this.#log.closed) return;
    this.#log.end();
    this.#settle();
  }

  /**
   * The item that a message is of. One without an id is of the latest; and where sound came in binary frames, which
   * have none, the id that comes next is theirs.
   */
  #idOf({ itemId }: { readonly itemId: string | null }): string {
    if (itemId === null) return [...this.#items.keys()].at(-1) ?? '';
    const nameless = this.#items.get('');
    if (nameless && !this.#items.has(itemId)) {
      this.#items.delete('');
      this.#items.set(itemId, nameless);
    }
    return itemId;
  }

  #item(itemId: string): Item {
    const known = this.#items.get(itemId);
    if (known) return known;
    const clock = new ItemClock(this.#heard.samples);
    const item: Item = { assembler: new PcmAssembler(), clock, samples: 0, done: false };
    this.#items.set(itemId, item);
    return item;
  }

  #sound(itemId: string, bytes: Uint8Array | null): void {
    if (bytes === null || 2 * this.#heard.samples + bytes.length > MOST_BYTES)
      return this.fail(this.#failures.unusable());
    // Sound comes in order: the first of an item ends those before it, whether or not their `done` came.
    for (const [id, other] of this.#items) if (id !== itemId && !other.done) this.#done(other);
    const item = this.#item(itemId);
    item.done = false;
    this.#emit(item, item.assembler.push(bytes));
    if (item.assembler.foreign) this.fail(this.#failures.unusable());
  }

  #emit(item: Item, pcm: Uint8Array): void {
    if (pcm.length === 0) return;
    item.samples += samplesIn(pcm.length);
    this.#heard.addSound(pcm);
    this.#quiet.push(pcm);
    if (!this.#heard.silent) this.#tellQuiet();
  }

  #tellQuiet(): void {
    for (const pcm of this.#quiet.splice(0)) this.#log.push({ type: 'audio', pcm });
  }

  #words(itemId: string, words: readonly WordTime[]): void {
    const others = [...this.#items].filter(([id]) => id !== itemId);
    if (!this.#items.has(itemId) && others.some(([, item]) => !item.done)) {
      this.#early.push({ itemId, words });
      return;
    }
    const item = this.#item(itemId);
    const placed = item.clock.place(words, item.samples);
    for (const word of placed) this.#heard.addWord(word);
    if (placed.length > 0) this.#log.push({ type: 'words', words: placed });
  }

  #done(item: Item): void {
    this.#emit(item, item.assembler.flush());
    item.done = true;
    const early = this.#early;
    this.#early = [];
    for (const { itemId, words } of early) this.#words(itemId, words);
  }

  #heardMore(): void {
    if (this.#sign.samples === 0 || this.#heard.samples - this.#sign.samples >= LEAST_STEP) this.#signed();
    else this.#wait();
  }

  #signed(): void {
    this.#sign = { at: this.#clock.now(), samples: this.#heard.samples };
    this.#wait();
  }

  /** Waits for the next sign, as long as what has come makes it sensible to. */
  #wait(): void {
    this.#disarm();
    if (this.#log.closed) return;
    const patience = this.#howLong() - (this.#clock.now() - this.#sign.at);
    if (patience <= 0) return this.#conclude();
    const due = this.#clock.now() + patience;
    this.#disarm = this.#clock.after(patience, () => {
      // What came while this process was held up, or the machine asleep, is still to be read.
      if (this.#clock.now() - due > HELD_UP) this.#signed();
      else this.#conclude();
    });
  }

  #howLong(): number {
    const { first, silence, doubt, settle } = this.#patience;
    const { samples, speakable, mayGoOn } = this.#heard;
    const { whole, likely, plausible, muted } = this.#heard.judge();
    if (!this.complete) return samples === 0 ? first : whole ? doubt : silence;
    if (whole) return 0;
    if (!speakable) return settle;
    // Too much for a mishap and too little for all: to ask again costs more than to wait for the rest of it.
    if (plausible && !likely) return silence;
    return !(likely || muted) || mayGoOn ? doubt : settle;
  }

  #allDone(): void {
    for (const item of this.#items.values()) if (!item.done) this.#done(item);
  }

  /** Nothing more will come: is it enough? */
  #conclude(): void {
    if (this.#log.closed) return;
    const complete = this.complete;
    this.#allDone();
    const { whole, likely, wordsMissing, muted } = this.#heard.judge();
    const { beyondSound, endMissing, ending } = this.#heard;
    const doubtful = muted || beyondSound || (complete ? endMissing : wordsMissing);
    const enough = (likely && !doubtful) || (complete && (likely || muted) && this.#isConfirmed(ending));
    this.#timedOut = !whole && !enough && !complete;
    if (whole || enough) this.#end();
    else if (complete) this.#log.fail(this.#failures.speechEmpty(this.#heard.speakable));
    else this.#log.fail(this.#failures.speechTimeout());
    this.#settle();
  }

  #end(): void {
    this.#tellQuiet(); // of what has nothing to say
    this.#log.end();
  }

  #settle(): void {
    this.#disarm();
    this.#onSettled();
  }
}

/** Null where the text is no base64. Node's own decoder skips what it does not know, which would be noise. */
export function decodeBase64(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64');
  const expected = Math.floor((text.replace(/=+$/, '').length * 3) / 4);
  return bytes.length === expected ? bytes : null;
}
