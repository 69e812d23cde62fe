import type { RtfToken } from './tokens.ts';

/** What stands inside one group, to be read later. */
export class RtfRecording {
  readonly tokens: RtfToken[] = [];
  #depth = 0;

  /** @returns whether the group has ended; its own end is no part of it. */
  take(token: RtfToken): boolean {
    if (token.type === 'open') this.#depth++;
    if (token.type === 'close' && --this.#depth < 0) return true;
    this.tokens.push(token);
    return false;
  }

  has(word: string): boolean {
    return this.tokens.some((token) => token.type === 'word' && token.name === word);
  }
}
