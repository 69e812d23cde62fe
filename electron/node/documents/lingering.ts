/** Documents that are used again soon after they were closed: one that was brought in is looked at next. */
import type { Clock } from '../../core/clock.ts';
import type { DocumentReader, OpenDocument } from '../../core/document/reader.ts';
import { LecternError } from '../../core/errors.ts';

/** Milliseconds that a closed document stays open. */
const LINGER_MS = 5_000;

export interface LingeringReader extends DocumentReader {
  /** Ends the document that lingers; from now on none does. */
  close(): Promise<void>;
}

interface Lingering {
  readonly key: string;
  readonly document: OpenDocument;
  readonly stopWaiting: () => void;
}

/**
 * The same reader, whose last closed document stays open for a while: whoever opens the same file meanwhile takes it over,
 * as it is. For files that do not change under their path. A document that is closed in the midst of a request ends at
 * once, as ever.
 */
export function lingering(reader: DocumentReader, clock: Clock): LingeringReader {
  let last: Lingering | null = null;
  /** What is given back after the end has nobody left who would end it. */
  let ended = false;

  const take = (): OpenDocument | null => {
    const taken = last?.document ?? null;
    last?.stopWaiting();
    last = null;
    return taken;
  };

  const keep = async (key: string, document: OpenDocument) => {
    const before = take();
    last = { key, document, stopWaiting: clock.after(LINGER_MS, () => void take()?.close()) };
    await before?.close();
  };

  const lent = (key: string, document: OpenDocument): OpenDocument => {
    let asking = 0;
    let closed = false;
    const counted = async <T>(request: () => Promise<T>): Promise<T> => {
      if (closed) throw new LecternError('cancelled', 'The document was closed.');
      asking++;
      try {
        return await request();
      } finally {
        asking--;
      }
    };
    return {
      summary: document.summary,
      section: (index) => counted(() => document.section(index)),
      resource: (name) => counted(() => document.resource(name)),
      async close() {
        if (closed) return;
        closed = true;
        await (asking > 0 || ended ? document.close() : keep(key, document));
      },
    };
  };

  return {
    async open(path, name, options = {}) {
      const key = JSON.stringify([path, name, options.margins ?? null]);
      const known = last?.key === key ? take() : null;
      return lent(key, known ?? (await reader.open(path, name, options)));
    },
    async close() {
      ended = true;
      await take()?.close();
    },
  };
}
