/** The export ledger in SQLite (see the seam in `core/audiobook/ledger.ts`), and a lock for each export at work. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ErrorPayload } from '../../core/errors.ts';
import type { ExportLedger, LedgerChapter, LedgerJob, LedgerSegment } from '../../core/audiobook/ledger.ts';
import { EXPORT_STATES, type ExportOrder } from '../../core/audiobook/order.ts';
import type { BlockRange } from '../../core/audiobook/types.ts';
import type { SpeechRequest } from '../../core/speech/types.ts';
import * as v from 'valibot';
import { speechHash } from '../speech/store.ts';
import { countColumn, jsonColumn, openSqlite } from '../sqlite.ts';
import { storageError } from '../storage-error.ts';

const MIGRATIONS = [
  `CREATE TABLE job (
     id TEXT PRIMARY KEY,
     number INTEGER NOT NULL,
     created_at INTEGER NOT NULL,
     orders TEXT NOT NULL,
     chapters TEXT NOT NULL,
     state TEXT NOT NULL,
     error TEXT,
     files TEXT NOT NULL DEFAULT '[]',
     bought INTEGER NOT NULL DEFAULT 0,
     cost REAL DEFAULT 0
   ) STRICT;
   CREATE TABLE segment (
     job TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
     number INTEGER NOT NULL,
     chapter INTEGER NOT NULL,
     hash TEXT NOT NULL,
     characters INTEGER NOT NULL,
     request TEXT NOT NULL,
     place TEXT NOT NULL,
     sentences TEXT NOT NULL,
     pause INTEGER NOT NULL,
     samples INTEGER,
     PRIMARY KEY (job, number)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX segment_hash ON segment (hash);
   CREATE INDEX segment_chapter ON segment (job, chapter, number);
   CREATE INDEX segment_unfinished ON segment (job, number) WHERE samples IS NULL;`,
];

// What is in these columns was written by this program, from values that were checked: their shapes are taken as they are.
const written = <T>() => jsonColumn(v.custom<T>(() => true));
const jobRow = v.object({
  id: v.string(),
  created_at: countColumn,
  orders: written<ExportOrder>(),
  chapters: written<readonly LedgerChapter[]>(),
  state: v.picklist(EXPORT_STATES),
  error: v.nullable(written<ErrorPayload>()),
  files: written<readonly string[]>(),
  bought: countColumn,
  cost: v.nullable(v.number()),
  segments: countColumn,
  segments_done: countColumn,
  characters: countColumn,
  characters_done: countColumn,
});
const segmentRow = v.object({
  number: countColumn,
  chapter: countColumn,
  request: written<SpeechRequest>(),
  place: written<BlockRange>(),
  sentences: written<readonly (readonly [number, number])[]>(),
  pause: countColumn,
  samples: v.nullable(countColumn),
});

const JOBS = `
  SELECT job.*, count(segment.number) AS segments, count(segment.samples) AS segments_done,
         coalesce(sum(segment.characters), 0) AS characters,
         coalesce(sum(segment.characters) FILTER (WHERE segment.samples IS NOT NULL), 0) AS characters_done
  FROM job LEFT JOIN segment ON segment.job = job.id`;
const SEGMENTS = 'SELECT number, chapter, request, place, sentences, pause, samples FROM segment';

export interface FileLedger extends ExportLedger {
  /** Whether an export that is not done needs what is stored under this hash. */
  pins(hash: string): boolean;
  close(): void;
}

/** @param directory Absolute; made where it is missing. @throws LecternError `storage` or `disk-full` */
export async function openExportLedger(directory: string, now: () => number = Date.now): Promise<FileLedger> {
  try {
    mkdirSync(join(directory, 'locks'), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw storageError(error, `The folder of exports ${directory} cannot be used.`);
  }
  const file = await openSqlite(join(directory, 'exports.sqlite'), MIGRATIONS, 'The list of exports');
  const { db, kept, transaction, flush } = file;
  db.exec('PRAGMA foreign_keys = ON');
  const statements = {
    jobs: db.prepare(`${JOBS} GROUP BY job.id ORDER BY job.number`),
    job: db.prepare(`${JOBS} WHERE job.id = ? GROUP BY job.id`),
    addJob: db.prepare(
      `INSERT INTO job (id, number, created_at, orders, chapters, state)
       VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM job), ?, ?, ?, 'queued')`,
    ),
    addSegment: db.prepare(
      `INSERT INTO segment (job, number, chapter, hash, characters, request, place, sentences, pause)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    setState: db.prepare('UPDATE job SET state = ?, error = ? WHERE id = ?'),
    setFiles: db.prepare('UPDATE job SET files = ? WHERE id = ?'),
    unfinished: db.prepare(
      `${SEGMENTS} WHERE job = ? AND number >= ? AND samples IS NULL AND chapter BETWEEN ? AND ?
       ORDER BY number LIMIT ?`,
    ),
    segments: db.prepare(`${SEGMENTS} WHERE job = ? AND chapter = ? ORDER BY number`),
    finish: db.prepare('UPDATE segment SET samples = ? WHERE job = ? AND number = ?'),
    // An unknown price makes the sum unknown: NULL stays NULL.
    buy: db.prepare('UPDATE job SET bought = bought + ?, cost = cost + ? WHERE id = ?'),
    remove: db.prepare('DELETE FROM job WHERE id = ?'),
    pins: db.prepare(
      `SELECT 1 FROM segment JOIN job ON job.id = segment.job WHERE hash = ? AND job.state <> 'done' LIMIT 1`,
    ),
  };
  const locks = new Map<string, DatabaseSync>();
  const lockFile = (id: string) => join(directory, 'locks', `${id}.lock`);
  const get = (id: string): LedgerJob | null => {
    const row = statements.job.get(id);
    return row === undefined ? null : jobOf(v.parse(jobRow, row));
  };
  const release = (id: string) => {
    locks.get(id)?.close(); // which rolls back, and lets go
    locks.delete(id);
  };

  return {
    async add(id, order, chapters, segments) {
      transaction(() => {
        statements.addJob.run(id, now(), JSON.stringify(order), JSON.stringify(chapters));
        for (const [number, { chapter, request, place, sentences, pause }] of segments.entries())
          statements.addSegment.run(
            ...[id, number, chapter, speechHash(request), request.text.length, JSON.stringify(request)],
            ...[JSON.stringify(place), JSON.stringify(sentences), pause],
          );
      });
      await flush();
      const job = get(id);
      if (!job) throw new Error('An export that was just written is there.');
      return job;
    },
    jobs: () => kept(() => statements.jobs.all().map((row) => jobOf(v.parse(jobRow, row)))),
    get: (id) => kept(() => get(id)),
    async setState(id, state, error) {
      kept(() => statements.setState.run(state, error && JSON.stringify(error), id));
      await flush();
    },
    async setFiles(id, files) {
      kept(() => statements.setFiles.run(JSON.stringify(files), id));
      await flush();
    },
    unfinished: (id, { first, last }, from, limit) =>
      kept(() => statements.unfinished.all(id, from, first, last, limit).map(segmentOf)),
    segments: (id, chapter) => kept(() => statements.segments.all(id, chapter).map(segmentOf)),
    finish(id, index, samples, bought) {
      transaction(() => {
        statements.finish.run(samples, id, index);
        if (bought) statements.buy.run(bought.characters, bought.cost, id);
      });
    },
    reopen: (id, index) => kept(() => void statements.finish.run(null, id, index)),
    async remove(id) {
      release(id);
      kept(() => statements.remove.run(id));
      rmSync(lockFile(id), { force: true });
      await flush();
    },
    claim(id) {
      if (locks.has(id)) return true;
      const lock = lockOf(lockFile(id));
      if (lock) locks.set(id, lock);
      return lock !== null;
    },
    release,
    flush,
    pins: (hash) => kept(() => statements.pins.get(hash) !== undefined),
    close() {
      for (const id of [...locks.keys()]) release(id);
      file.close();
    },
  };
}

/**
 * An exclusive transaction on a file of its own: the system gives it up with the process, however that ends, so that no
 * lock outlives its owner and none needs a look at process numbers.
 * @returns null where another holds it.
 */
function lockOf(path: string): DatabaseSync | null {
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
    return db;
  } catch {
    db.close();
    return null;
  }
}

function jobOf(row: v.InferOutput<typeof jobRow>): LedgerJob {
  return {
    id: row.id,
    createdAt: row.created_at,
    order: row.orders,
    state: row.state,
    error: row.error,
    chapters: row.chapters,
    segments: { done: row.segments_done, all: row.segments },
    characters: { done: row.characters_done, all: row.characters, bought: row.bought },
    cost: row.cost,
    files: row.files,
  };
}

function segmentOf(row: unknown): LedgerSegment {
  const { number, ...rest } = v.parse(segmentRow, row);
  return { index: number, ...rest };
}
