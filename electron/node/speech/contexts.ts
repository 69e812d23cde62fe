/**
 * The contexts that are open on one connection, and which of them a message is for. What bears no context's id is the
 * only one's, if that is certain; sound whose context is not certain is given to nobody.
 */
import type { LecternError } from '../../core/errors.ts';
import type { Malformed, ServerMessage } from '../../core/speech/protocol.ts';
import type { SessionSettings } from '../../core/speech/settings.ts';
import type { Failures } from './failures.ts';

/** What was learned of a server, on whichever connection: it holds for the next ones. */
export interface ServerTraits {
  /**
   * `nameless`: sound comes without a context's id, so that a connection can serve only one context at a time. `named`:
   * ours comes with it, and what has none is of the default context, which we never use.
   */
  sound: 'unknown' | 'named' | 'nameless';
}

/** Who has opened a context hears all of it, until it ends with `fail` or is cancelled. */
export interface ContextListener {
  /** A message that bears the context's id, or can be meant for no other. */
  accept(message: ServerMessage | Malformed): void;
  /** Sound in a binary frame. */
  acceptBinary(bytes: Uint8Array): void;
  fail(error: LecternError): void;
}

/** A context of the protocol, for one chunk or for many: commits are answered in their order. */
export interface Context {
  /** Of this connection alone, and never used again. */
  readonly id: string;
  update(settings: SessionSettings): void;
  append(text: string): void;
  commit(): void;
  /** Drops what is appended and not committed. */
  clear(): void;
  /** Ends it; nothing of it is heard after. @param heardOut Nothing more was to come anyway. */
  cancel(heardOut?: boolean): void;
}

export interface ContextsOptions {
  readonly traits: ServerTraits;
  readonly failures: Failures;
  /** Cancels a context of which nothing more is wanted, although more of it may come. */
  readonly giveUp: (id: string) => void;
}

export class Contexts {
  readonly #options: ContextsOptions;
  readonly #listeners = new Map<string, ContextListener>();
  /** Sound without an id that may be somebody else's, and the only context then. */
  #held: {
    readonly give: (listener: ContextListener) => void;
    readonly only: ContextListener | null;
  } | null = null;
  /** Sounds without an id since the one that is held. */
  #alsoNameless = 0;
  /** The context whose sound is known to come without an id. */
  #trusted: ContextListener | null = null;
  /** A context was given up while its sound was under way: what comes without an id may be that. */
  #strayPossible = false;

  constructor(options: ContextsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#listeners.size;
  }

  /** One more can be told apart from those that there are and were. */
  get takesAnother(): boolean {
    const alone = this.size === 0 && !this.#strayPossible;
    return alone || this.#options.traits.sound !== 'nameless';
  }

  add(id: string, listener: ContextListener): void {
    this.#listeners.set(id, listener);
  }

  /** @returns false where it was not open any more. */
  remove(id: string, heardOut: boolean): boolean {
    if (!this.#listeners.delete(id)) return false;
    this.#strayPossible ||= !heardOut;
    return true;
  }

  /** @param contextId Null: it bears none, or the default context's. */
  hear(message: ServerMessage | Malformed, contextId: string | null): void {
    const give = (listener: ContextListener) => listener.accept(message);
    if (contextId === null) {
      if (message.type === 'audio') return this.#nameless(give);
      if (message.type === 'done') this.#release();
      return this.#only()?.accept(message);
    }
    const listener = this.#listeners.get(contextId);
    if (message.type === 'done' && listener && this.#held?.only === listener) this.#release();
    if (message.type === 'audio' && listener) this.#named();
    listener?.accept(message);
  }

  hearBinary(bytes: Uint8Array): void {
    this.#nameless((listener) => listener.acceptBinary(bytes));
  }

  /** The connection goes on without them. */
  failAll(error: LecternError): void {
    for (const id of [...this.#listeners.keys()]) this.#fail(id, error);
  }

  /** The connection has ended. */
  endAll(error: LecternError): void {
    const listeners = [...this.#listeners.values()];
    this.#listeners.clear();
    for (const listener of listeners) listener.fail(error);
  }

  #fail(id: string, error: LecternError): void {
    const listener = this.#listeners.get(id);
    this.#options.giveUp(id);
    listener?.fail(error);
  }

  #only(): ContextListener | undefined {
    return this.size === 1 && !this.#strayPossible ? [...this.#listeners.values()][0] : undefined;
  }

  /** Ours comes by name: what has none is not ours. */
  #named(): void {
    this.#options.traits.sound = 'named';
    this.#held = null;
  }

  /**
   * Sound without an id. The first of a context waits for what comes next: it may be somebody else's, and ours come by
   * name. Where several begin at once, so may a few.
   */
  #nameless(give: (listener: ContextListener) => void): void {
    const { traits } = this.#options;
    if (traits.sound === 'named') return;
    const only = this.#only() ?? null;
    if (only && this.#held?.only === only) this.#release();
    if (only && this.#trusted === only) return give(only);
    if (only || (traits.sound === 'unknown' && !this.#held)) {
      this.#held = { give, only };
      this.#alsoNameless = 0;
    } else if (traits.sound === 'nameless' || ++this.#alsoNameless >= 2 * this.size) {
      this.#mixUp();
    }
  }

  /** No sound comes by name. */
  #release(): void {
    const held = this.#held;
    if (!held) return;
    if (!held.only || held.only !== this.#only()) return this.#mixUp();
    this.#held = null;
    this.#options.traits.sound = 'nameless';
    this.#trusted = held.only;
    held.give(held.only);
  }

  /** The sound may be anybody's: all begin anew, each on a connection of its own. */
  #mixUp(): void {
    this.#held = null;
    this.#options.traits.sound = 'nameless';
    this.failAll(this.#options.failures.mixedUp());
  }
}
