/** The page with the player in it may be loading, or not be there at all: what it is asked for waits until it listens. */
import type { EventPayload } from '../contract/table.ts';
import type { Emit } from './events.ts';

type ReadRequest = EventPayload<'document.read'>;

export interface PlayerPage {
  /** Once the page listens. The newest request takes the place of one that waits. */
  read(request: ReadRequest): void;
  /** It has said something: its listeners are there. */
  listens(): void;
  /** It was closed or is loading anew. */
  gone(): void;
  readonly isThere: boolean;
}

export function createPlayerPage(emit: Emit): PlayerPage {
  let there = false;
  let waiting: ReadRequest | null = null;
  return {
    read(request) {
      if (there) emit('document.read', request);
      else waiting = request;
    },
    listens() {
      there = true;
      const request = waiting;
      waiting = null;
      if (request) emit('document.read', request);
    },
    gone() {
      there = false;
    },
    get isThere() {
      return there;
    },
  };
}
