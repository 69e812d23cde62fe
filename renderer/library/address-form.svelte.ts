/** Asking for a web address, and the way until its page is there. */
import type { LecternApi } from '../../electron/contract/table.ts';
import type { LibraryEntry } from '../../electron/contract/schemas.ts';
import { errorPayload } from '../../electron/core/errors.ts';
import { typedAddress } from '../../electron/core/web-address.ts';
import type { Library } from './library.svelte.ts';

export class AddressForm {
  readonly #api: LecternApi;
  readonly #library: Library;
  #address = $state('');
  #asked: string | null = $state(null);
  #problem: string | null = $state(null);
  /** Of the last try; what a try before it brings is late. */
  #tries = 0;

  /** @param address Filled in; what was pasted or dropped. */
  constructor(api: LecternApi, library: Library, address = '') {
    this.#api = api;
    this.#library = library;
    this.#address = address;
  }

  get address(): string {
    return this.#address;
  }

  set address(address: string) {
    this.#address = address;
    this.#problem = null;
  }

  /** The host that is being asked, or null. */
  get asking(): string | null {
    return this.#asked === null ? null : hostOf(this.#asked);
  }

  /** What was wrong, as a sentence; null: nothing. */
  get problem(): string | null {
    return this.#problem;
  }

  /** @returns the document; null where it could not be had (see `problem`) or was given up. */
  async fetch(): Promise<LibraryEntry | null> {
    const address = typedAddress(this.#address);
    if (address === null) {
      this.#problem = 'This is no address of the web. It looks like https://example.org/page.';
      return null;
    }
    const attempt = ++this.#tries;
    this.#asked = address;
    this.#problem = null;
    try {
      const entry = await this.#library.addAddress(address);
      return attempt === this.#tries ? entry : null;
    } catch (error) {
      if (attempt === this.#tries) this.#problem = errorPayload(error).message;
      return null;
    } finally {
      if (attempt === this.#tries) this.#asked = null;
    }
  }

  /** Gives up what is under way. */
  cancel(): void {
    if (this.#asked === null) return;
    this.#tries++;
    // Where this call fails, too, the fetch ends by its own bounds.
    this.#api.call('library.cancelAddress', { address: this.#asked }).catch(() => undefined);
    this.#asked = null;
  }
}

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : address);
