/** `lectern export`: books as audiobooks. The same command goes on where it was stopped. */
import { basename } from 'node:path';
import type { CallInput, CallOutput, ImportResult, LecternApi } from '../contract/table.ts';
import { LEFT_OUT_SENTENCES } from '../core/audiobook/matter.ts';
import { LecternError, errorFromPayload } from '../core/errors.ts';
import type { VoiceId } from '../core/speech/types.ts';
import { readExportArguments, type ExportArguments } from './export-arguments.ts';
import { helpPage } from './help.ts';
import type { Terminal } from './terminal.ts';
import { voiceByName } from './voice-argument.ts';

/** What `export` uses of the application. */
export interface ExportCommandPorts {
  readonly api: LecternApi;
  /** Puts a file into the library, where exports have their documents. */
  addFile(path: string): Promise<ImportResult>;
}

type Outline = CallOutput<'export.outline'>;
type Job = CallOutput<'export.start'>;

interface Book {
  readonly path: string;
  readonly id: string;
  readonly outline: Outline;
}

export async function exportCommand(
  args: readonly string[],
  terminal: Terminal,
  open: () => Promise<ExportCommandPorts>,
): Promise<void> {
  const order = readExportArguments(args);
  if (order === null) return terminal.out(helpPage('export'));
  const ports = await open();
  const voice = order.voice === null ? null : await voiceOf(order.voice, ports);
  for (const path of order.books) {
    const book = await openBook(path, voice, ports);
    if (order.dryRun) await printPlan(book, order, terminal);
    else await exportBook(book, order, voice, ports, terminal);
  }
}

async function voiceOf(name: string, { api }: ExportCommandPorts): Promise<VoiceId> {
  const { server, model, voice } = voiceByName(await api.call('speech.voices'), name);
  return { server, model, voice };
}

async function openBook(path: string, voice: VoiceId | null, ports: ExportCommandPorts): Promise<Book> {
  const added = await ports.addFile(path);
  if (!added.ok) throw errorFromPayload(added.error);
  const { id } = added.entry;
  return { path, id, outline: await ports.api.call('export.outline', { id, voice }) };
}

/** Rows from 0 that are exported. @throws LecternError `bad-request` for one that is not there, `no-text` for none. */
function chosenRows({ path, outline }: Book, { chapters }: ExportArguments): readonly number[] {
  const { rows } = outline;
  const missing = chapters?.find((row) => !rows[row]);
  if (missing !== undefined)
    throw new LecternError(
      'bad-request',
      `${basename(path)} has ${rows.length} chapters; there is no ${missing + 1}. --dry-run lists them.`,
    );
  const chosen = chapters ?? [...rows.keys()].filter((row) => rows[row]?.leftOut === null);
  if (!chosen.some((row) => (rows[row]?.characters ?? 0) > 0))
    throw new LecternError('no-text', `There is nothing to read in what was chosen of ${basename(path)}.`);
  return chosen;
}

async function printPlan(book: Book, order: ExportArguments, terminal: Terminal): Promise<void> {
  const { rows, charactersPerSecond, tags } = book.outline;
  const chosen = new Set(chosenRows(book, order));
  const minutes = (characters: number) => characters / charactersPerSecond / 60;
  if (order.json) {
    const chapters = rows.map(({ leftOut, ...row }, index) => ({
      number: index + 1,
      ...row,
      minutes: minutes(row.characters),
      exported: chosen.has(index),
      leftOut,
    }));
    return terminal.out(`${JSON.stringify({ book: book.path, ...tags, chapters })}\n`);
  }
  const width = String(rows.length).length;
  const line = (
    number: string,
    mark: string,
    title: string,
    characters: number,
    cost: number | null,
    note: string,
  ) =>
    `${number.padStart(width)} ${mark} ${title.padEnd(48)} ${String(characters).padStart(8)} ${minutes(characters).toFixed(1).padStart(7)} min ${price(cost).padStart(8)}${note && `  ${note}`}\n`;
  await terminal.out(`${tags.title}${tags.authors.length > 0 ? `, ${tags.authors.join(', ')}` : ''}\n`);
  for (const [index, { title, depth, characters, cost, leftOut }] of rows.entries()) {
    const shown = `${'  '.repeat(depth)}${title}`;
    await terminal.out(
      line(
        String(index + 1),
        chosen.has(index) ? '+' : '-',
        shown.length > 48 ? `${shown.slice(0, 47)}…` : shown,
        characters,
        cost,
        leftOut ? LEFT_OUT_SENTENCES[leftOut] : '',
      ),
    );
  }
  const of = [...chosen].map((row) => rows[row]);
  const sum = (pick: (row: Outline['rows'][number]) => number | null) =>
    of.reduce<number | null>((all, row) => {
      const value = row ? pick(row) : 0;
      return all === null || value === null ? null : all + value;
    }, 0);
  const characters = sum((row) => row.characters) ?? 0;
  await terminal.out(
    line(
      '',
      '=',
      `${chosen.size} chapters`,
      characters,
      sum((row) => row.cost),
      '',
    ),
  );
}

const price = (cost: number | null) => (cost === null ? '?' : cost === 0 ? 'free' : `$${cost.toFixed(2)}`);

async function exportBook(
  book: Book,
  order: ExportArguments,
  voice: VoiceId | null,
  ports: ExportCommandPorts,
  terminal: Terminal,
): Promise<void> {
  const { api } = ports;
  const done = await finished(api, orderOf(book, order, voice), terminal);
  if (order.json) {
    const { files, characters, cost } = done;
    await terminal.out(
      `${JSON.stringify({ book: book.path, files, characters: characters.all, bought: characters.bought, cost })}\n`,
    );
    return;
  }
  for (const file of done.files) await terminal.out(`${file}\n`);
}

function orderOf(book: Book, order: ExportArguments, voice: VoiceId | null): CallInput<'export.start'> {
  const { rows, tags } = book.outline;
  if (!order.output) throw new TypeError('An export that is no dry run has a place to go to.');
  return {
    documentId: book.id,
    what: {
      kind: 'chapters',
      chapters: chosenRows(book, order).map((row) => ({ row, title: rows[row]?.title ?? '' })),
    },
    voice,
    forms: order.forms,
    split: order.split,
    mp3: order.mp3,
    id3: order.id3,
    tags: {
      title: order.title ?? tags.title,
      authors: order.author === null ? tags.authors : [order.author],
      narrator: order.narrator ?? tags.narrator,
      year: order.year ?? (/^\d{4}$/.test(tags.year ?? '') ? tags.year : null),
      cover: tags.hasCover,
    },
    ...order.output,
  };
}

/**
 * Waits for the end of the export. Ctrl-C pauses it first.
 * @throws LecternError of its failure; `cancelled` where it was paused.
 */
async function finished(api: LecternApi, order: CallInput<'export.start'>, terminal: Terminal): Promise<Job> {
  const end = Promise.withResolvers<Job>();
  let id: string | null = null;
  let told: string | null = null;
  const look = (job: Job) => {
    if (job.id !== id) return;
    if (job.waiting !== null && job.waiting !== told) terminal.say(job.waiting);
    told = job.waiting;
    if (job.state === 'done' || job.state === 'failed' || job.state === 'paused') end.resolve(job);
    else showProgress(job, terminal);
  };
  const stopListening = api.on('export.changed', ({ job }) => job && look(job));
  const pause = () => {
    if (id !== null) void api.call('export.pause', { id }).then(look, end.reject);
  };
  terminal.signal.addEventListener('abort', pause, { once: true });
  try {
    const started = await api.call('export.start', order);
    id = started.id;
    if (terminal.signal.aborted) pause();
    look(started);
    const job = await end.promise;
    if (job.state === 'failed' && job.error) {
      terminal.say('The same command goes on where it stopped.');
      throw errorFromPayload(job.error);
    }
    if (job.state === 'done') return job;
    terminal.say(`Paused at ${percent(job)} %. The same command goes on.`);
    throw new LecternError('cancelled', 'Stopped.');
  } finally {
    stopListening();
    terminal.signal.removeEventListener('abort', pause);
  }
}

const percent = ({ characters }: Job) => Math.floor((100 * characters.done) / Math.max(1, characters.all));

function showProgress(job: Job, terminal: Terminal): void {
  const left = job.secondsLeft === null ? '' : `, ${duration(job.secondsLeft)} left`;
  const cost = job.cost === null || job.cost === 0 ? '' : `, $${job.cost.toFixed(2)} so far`;
  if (job.state === 'assembling')
    return terminal.progress(`Files: ${Math.floor(100 * job.assembled)} %${left}`, 0.99 * job.assembled);
  terminal.progress(
    `Spoken: ${percent(job)} %${left}${cost}`,
    (0.99 * job.characters.done) / Math.max(1, job.characters.all),
  );
}

function duration(seconds: number): string {
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
