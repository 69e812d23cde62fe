/** A search in the document on the desk: what is wanted, what was found, and which of it is looked at. */
import type { SearchHit } from '../../electron/contract/schemas.ts';
import type { LecternApi } from '../../electron/contract/table.ts';
import { errorPayload } from '../../electron/core/errors.ts';

/** As many as the contract gives. */
const MOST = 200;

export class DocumentSearch {
  /** In reading order; null until there is an answer to any query. */
  hits: readonly SearchHit[] | null = $state.raw(null);
  /** Whether the document holds more than `hits`. */
  more = $state(false);
  /** Index into `hits`, or -1. */
  current = $state(-1);
  /** Why the search failed, or null. */
  error: string | null = $state(null);
  #query = $state('');
  #api: LecternApi;
  #id: string;
  #asked = 0;

  constructor(api: LecternApi, id: string) {
    this.#api = api;
    this.#id = id;
  }

  get query(): string {
    return this.#query;
  }

  /** Searches anew. An answer that is overtaken by a newer query changes nothing. */
  async find(query: string): Promise<void> {
    this.#query = query;
    this.error = null;
    const own = ++this.#asked;
    if (query.trim() === '') {
      this.#show(null, false);
      return;
    }
    try {
      const { hits, more } = await this.#api.call('document.search', { id: this.#id, query, limit: MOST });
      if (own === this.#asked) this.#show(hits, more);
    } catch (error) {
      if (own !== this.#asked) return;
      this.#show(null, false);
      this.error = errorPayload(error).message;
    }
  }

  /** The next hit, or the one before; beyond the last comes the first. */
  step(by: 1 | -1): void {
    const count = this.hits?.length ?? 0;
    if (count === 0) return;
    this.current = this.current < 0 ? (by > 0 ? 0 : count - 1) : (this.current + by + count) % count;
  }

  #show(hits: readonly SearchHit[] | null, more: boolean) {
    this.hits = hits;
    this.more = more;
    this.current = hits && hits.length > 0 ? 0 : -1;
  }
}
