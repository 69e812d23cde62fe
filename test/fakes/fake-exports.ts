/** Exports in memory, for tests of the window: they stand where a test puts them. */
import type { CallInput, CallOutput, EventPayload, Handlers } from '../../electron/contract/table.ts';
import { outlineOf } from '../../electron/core/audiobook/outline.ts';
import type { ExportJob } from '../../electron/core/audiobook/order.ts';
import { LecternError } from '../../electron/core/errors.ts';
import type { FakeDocument } from './documents.ts';

type ExportHandlers = Pick<Handlers, Extract<keyof Handlers, `export.${string}`>>;

/** US dollars for a million characters, in the fake's cloud. */
const PRICE = 10;

export class FakeExports {
  readonly jobs = new Map<string, ExportJob>();
  /** What the person chooses in the system's dialog. */
  folder: string | null = '/home/reader/Audiobooks';
  readonly #emit: (payload: EventPayload<'export.changed'>) => void;

  constructor(emit: (payload: EventPayload<'export.changed'>) => void) {
    this.#emit = emit;
  }

  /** Changes how an export stands, and tells. */
  set(id: string, change: Partial<ExportJob>): ExportJob {
    const job = { ...this.#job(id), ...change };
    this.jobs.set(id, job);
    this.#emit({ id, job: { ...job, forms: [...job.forms], files: [...job.files] } });
    return job;
  }

  handlers(documentOf: (id: string) => FakeDocument): ExportHandlers {
    return {
      'export.outline': async ({ id, voice }) => this.#outline(documentOf(id), voice?.server === 'together'),
      'export.start': async (order) => this.#start(order, documentOf(order.documentId)),
      'export.list': async () => [...this.jobs.values()],
      'export.pause': async ({ id }) => this.set(id, { state: 'paused', secondsLeft: null }),
      'export.resume': async ({ id }) => this.set(id, { state: 'speaking', error: null }),
      'export.remove': async ({ id }) => {
        this.jobs.delete(id);
        this.#emit({ id, job: null });
      },
      'export.chooseFolder': async () => this.folder,
      'export.reveal': async ({ id }) => void this.#job(id),
    };
  }

  async #outline({ summary, sections }: FakeDocument, paid: boolean): Promise<CallOutput<'export.outline'>> {
    const section = async (index: number) => sections[index] ?? { index, blocks: [] };
    const rows = await outlineOf({ summary, section });
    const { title, authors, date, cover } = summary.metadata;
    return {
      rows: rows.map(({ title: name, depth, leftOut, characters }, index) => {
        const stored = index === 1 ? characters : 0;
        const cost = paid ? ((characters - stored) * PRICE) / 1e6 : 0;
        return { title: name, depth, leftOut, characters, stored, cost };
      }),
      tags: {
        ...{ title, authors, narrator: 'Heart', hasCover: cover !== null },
        year: /\d{4}/.exec(date ?? '')?.[0] ?? null,
      },
      charactersPerSecond: 15,
      folder: this.folder,
    };
  }

  #start(order: CallInput<'export.start'>, { sections }: FakeDocument): ExportJob {
    const id = `export-${this.jobs.size + 1}`;
    const all = sections.reduce((sum, { blocks }) => sum + blocks.reduce((n, b) => n + b.text.length, 0), 0);
    this.jobs.set(id, {
      id,
      createdAt: Date.UTC(2026, 5, 1, 12),
      documentId: order.documentId,
      title: order.tags.title,
      folder: order.folder ?? this.folder ?? '',
      forms: order.forms,
      state: 'speaking',
      error: null,
      waiting: null,
      segments: { done: 0, all: Math.ceil(all / 100) },
      characters: { done: 0, all, bought: 0 },
      cost: 0,
      assembled: 0,
      secondsLeft: null,
      files: [],
    });
    return this.set(id, {});
  }

  #job(id: string): ExportJob {
    const job = this.jobs.get(id);
    if (!job) throw new LecternError('bad-request', 'There is no such export any more.');
    return job;
  }
}
