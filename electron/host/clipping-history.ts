/** The clippings that are kept: how many, for how long, and what a person does with them. */
import type { Handlers } from '../contract/table.ts';
import type { Library } from '../core/library.ts';
import type { Documents } from './documents.ts';
import type { Emit } from './events.ts';

/** Clippings that are kept at most. */
export const MOST_CLIPPINGS = 20;

interface Needs {
  readonly library: Library;
  readonly documents: Pick<Documents, 'forget'>;
  /** Whether the person wants a history. */
  readonly keeps: () => boolean;
  /** What is being read or will be: it stays until it was. */
  readonly inUse: () => Promise<readonly (string | null)[]>;
}

export interface ClippingHistory {
  readonly handlers: Pick<Handlers, 'clipping.list' | 'clipping.clear' | 'clipping.keep'>;
  /** Removes what is more than is wanted. */
  tidy(): Promise<void>;
  /** The same, where the person's wish has changed. */
  settingsChanged(): Promise<void>;
}

export function createClippingHistory(needs: Needs, emit: Emit): ClippingHistory {
  const { library, documents, keeps, inUse } = needs;
  let kept = keeps();

  const clear = async (from: number) => {
    const wanted = await inUse();
    const surplus = (await library.clippings()).slice(from).filter(({ id }) => !wanted.includes(id));
    for (const { id } of surplus) {
      await documents.forget(id);
      await library.remove(id);
    }
    if (surplus.length > 0) emit('clipping.changed', {});
  };
  const tidy = () => clear(keeps() ? MOST_CLIPPINGS : 0);

  return {
    tidy,
    async settingsChanged() {
      if (kept === keeps()) return;
      kept = keeps();
      await tidy();
    },
    handlers: {
      'clipping.list': async () => (keeps() ? [...(await library.clippings())] : []),
      'clipping.clear': async () => {
        await clear(0);
      },
      async 'clipping.keep'({ id }) {
        const entry = await library.keepClipping(id);
        emit('library.changed', {});
        emit('clipping.changed', {});
        return entry;
      },
    },
  };
}
