/** The documents that are open: a few workers, the last used ones, closed when they idle. */
import type { Fault } from '../contract/dispatch.ts';
import type { Handlers } from '../contract/table.ts';
import type { Clock } from '../core/clock.ts';
import type { DocumentReader, OpenDocument, Resource } from '../core/document/reader.ts';
import { LecternError } from '../core/errors.ts';
import type { Library, LibraryEntry } from '../core/library.ts';
import type { Emit } from './events.ts';
import { plannedDocument, type Plans } from './plans.ts';
import { searchDocument } from './search.ts';

/** The one being read and the one being looked at. */
const MOST_OPEN = 2;
const IDLE_MS = 10 * 60_000;

interface Opened {
  readonly document: Promise<OpenDocument>;
  /** Work under way; such a document is not closed. */
  users: number;
  stopIdling: () => void;
}

export interface Documents {
  readonly handlers: Pick<
    Handlers,
    'document.open' | 'document.section' | 'document.search' | 'document.savePosition'
  >;
  /** Keeps the document open while the work lasts. @throws LecternError `document-missing` and what the reader throws. */
  use<T>(id: string, work: (document: OpenDocument) => Promise<T>): Promise<T>;
  /** @throws LecternError `document-missing` and what the reader throws. */
  resource(id: string, name: string): Promise<Resource | null>;
  /** The same with the document as its reading plan has it. */
  usePlanned<T>(id: string, work: (document: OpenDocument) => Promise<T>): Promise<T>;
  /** Its file is read anew by whoever asks next; who is at it now ends with what there was. */
  refit(id: string): Promise<void>;
  /** Closes it, if it is open: before it is removed. */
  forget(id: string): Promise<void>;
  close(): Promise<void>;
}

interface Needs {
  readonly library: Library;
  readonly reader: DocumentReader;
  readonly clock: Clock;
  readonly plans: Pick<Plans, 'of'>;
  readonly report: (fault: Fault) => void;
}

export function createDocuments({ library, reader, clock, plans, report }: Needs, emit: Emit): Documents {
  /** In order of use, the last used one at the end. */
  const open = new Map<string, Opened>();
  let ended = false;
  let searches = 0;
  /** Requests to open, counted; and the last of them whose document came up. */
  let asked = 0;
  let shown = 0;

  const close = async (id: string, opened: Opened | undefined) => {
    if (!opened || open.get(id) !== opened) return;
    open.delete(id);
    opened.stopIdling();
    await closed(opened);
  };

  const closeSurplus = async () => {
    const idle = [...open].filter(([, opened]) => opened.users === 0);
    await Promise.all(
      idle.slice(0, Math.max(0, open.size - MOST_OPEN)).map(([id, opened]) => close(id, opened)),
    );
  };

  const openDocument = async (id: string) => {
    const { path, name } = await library.file(id);
    const { margins } = (await plans.of(id)).document;
    return reader.open(path, name, { margins });
  };

  const use = async <T>(id: string, work: (document: OpenDocument) => Promise<T>): Promise<T> => {
    // Whoever asked before the end and waited for something else first: nobody would close it any more.
    if (ended) throw new LecternError('cancelled', 'Lectern is being closed.');
    const opened = open.get(id) ?? { document: openDocument(id), users: 0, stopIdling: () => undefined };
    open.delete(id);
    open.set(id, opened);
    opened.stopIdling();
    opened.users += 1;
    let usable = false;
    try {
      const document = await opened.document;
      usable = true;
      return await work(document);
    } catch (error) {
      if (!usable || workerGone(error)) await close(id, opened); // the next use begins anew
      throw error;
    } finally {
      opened.users -= 1;
      if (opened.users === 0) {
        if (open.get(id) === opened) opened.stopIdling = clock.after(IDLE_MS, () => void close(id, opened));
        else await closed(opened); // it was read anew meanwhile
      }
      await closeSurplus();
    }
  };

  const usePlanned = <T>(id: string, work: (document: OpenDocument) => Promise<T>): Promise<T> =>
    use(id, async (document) => work(await plannedDocument(document, () => plans.of(id))));

  /** A disk that takes nothing more is no reason not to show what is on it. */
  const noteOpened = async (id: string): Promise<LibraryEntry> => {
    try {
      const entry = await library.markOpened(id);
      emit('library.changed', {});
      return entry;
    } catch (error) {
      const entry = await library.get(id);
      if (!entry || !isStorageFailure(error)) throw error;
      report({ where: 'document.open', error });
      return entry;
    }
  };

  return {
    handlers: {
      async 'document.open'({ id }) {
        const order = ++asked;
        const summary = await use(id, async (document) => document.summary);
        // What was asked for before another that came up sooner is not the last one: the window has dropped it.
        const dropped = order < shown ? await library.get(id) : null;
        shown = Math.max(shown, order);
        return { entry: dropped ?? (await noteOpened(id)), summary };
      },
      'document.section': ({ id, index }) => usePlanned(id, (document) => document.section(index)),
      async 'document.search'({ id, query, limit }) {
        const own = ++searches;
        const result = await use(id, (document) =>
          searchDocument(document, query, limit, () => own === searches),
        );
        if (result) return result;
        throw new LecternError('cancelled', 'A newer search took the place of this one.');
      },
      async 'document.savePosition'({ id, position, progress }) {
        await library.savePosition(id, position, progress);
      },
    },
    use,
    usePlanned,
    resource: (id, name) => use(id, (document) => document.resource(name)),
    async refit(id) {
      const opened = open.get(id);
      if (opened?.users === 0) await close(id, opened);
      else open.delete(id);
    },
    forget: (id) => close(id, open.get(id)),
    async close() {
      ended = true;
      await Promise.all([...open].map(([id, opened]) => close(id, opened)));
    },
  };
}

/** One that never opened has nothing to close. */
const closed = async ({ document }: Opened) => (await document.catch(() => null))?.close();

/** Whether a failure means that the document's worker ended; any other belongs to the one thing that was asked. */
const workerGone = (error: unknown) =>
  !(error instanceof LecternError) || ['document-timeout', 'cancelled', 'internal'].includes(error.kind);

const isStorageFailure = (error: unknown) =>
  error instanceof LecternError && (error.kind === 'disk-full' || error.kind === 'storage');
