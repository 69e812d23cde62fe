/** The library's rows, in SQLite. Every statement is one transaction, on the disk once `flush` has returned. */
import { open } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { DOCUMENT_FORMATS, type Position } from '../../core/document/model.ts';
import type { LibraryEntry } from '../../core/library.ts';
import { storageError } from '../storage-error.ts';

/** Each brings the schema one version further; `user_version` says how many ran. Never change one that was released. */
const MIGRATIONS = [
  `CREATE TABLE document (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     file TEXT NOT NULL,
     title TEXT NOT NULL,
     authors TEXT NOT NULL,
     format TEXT NOT NULL,
     language TEXT,
     cover_file TEXT,
     cover_type TEXT,
     added_at INTEGER NOT NULL,
     opened_at INTEGER,
     progress REAL NOT NULL DEFAULT 0,
     position TEXT
   ) STRICT, WITHOUT ROWID`,
];

/** Milliseconds to wait for another program that has the library locked, and between two tries to open it. */
const BUSY_TIMEOUT = 5000;
const BUSY_PAUSE = 20;
/** https://www.sqlite.org/rescode.html#busy; the upper bytes of an extended code say more. */
const SQLITE_BUSY = 5;

const json = <const S extends v.GenericSchema>(schema: S) => v.pipe(v.string(), v.parseJson(), schema);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const position: v.GenericSchema<unknown, Position> = v.object({
  section: count,
  block: count,
  offset: count,
  quote: v.string(),
});
const rowSchema = v.object({
  id: v.string(),
  name: v.string(),
  file: v.string(),
  title: v.string(),
  authors: json(v.array(v.string())),
  format: v.picklist(DOCUMENT_FORMATS),
  language: v.nullable(v.string()),
  cover_file: v.nullable(v.string()),
  cover_type: v.nullable(v.string()),
  added_at: v.number(),
  opened_at: v.nullable(v.number()),
  progress: v.number(),
  position: v.nullable(json(position)),
});
export type DocumentRow = v.InferOutput<typeof rowSchema>;

export interface LibraryDatabase {
  all(): DocumentRow[];
  get(id: string): DocumentRow | null;
  /** @returns whether it was new. */
  insert(row: Omit<DocumentRow, 'opened_at' | 'progress' | 'position'>): boolean;
  delete(id: string): void;
  /** @returns whether such a document is there; so do the next two. */
  setOpened(id: string, at: number): boolean;
  setPosition(id: string, at: Position, progress: number): boolean;
  /** Brings what was written onto the disk, so that it outlives a power cut, without holding up the program meanwhile. */
  flush(): Promise<void>;
  close(): void;
}

/** @throws LecternError `storage` for a file that is no library or is a later version's. */
export async function openLibraryDatabase(file: string): Promise<LibraryDatabase> {
  const db = await whenFree(() => migrated(file), file);
  const statements = {
    all: db.prepare('SELECT * FROM document ORDER BY coalesce(opened_at, added_at) DESC, id'),
    get: db.prepare('SELECT * FROM document WHERE id = ?'),
    insert: db.prepare(
      `INSERT INTO document
         (id, name, file, title, authors, format, language, cover_file, cover_type, added_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ),
    delete: db.prepare('DELETE FROM document WHERE id = ?'),
    setOpened: db.prepare('UPDATE document SET opened_at = ? WHERE id = ?'),
    setPosition: db.prepare('UPDATE document SET position = ?, progress = ? WHERE id = ?'),
  };
  return {
    all: () => kept(() => statements.all.all().map((row) => v.parse(rowSchema, row))),
    get: (id) =>
      kept(() => {
        const row = statements.get.get(id);
        return row === undefined ? null : v.parse(rowSchema, row);
      }),
    insert: (r) =>
      kept(
        () =>
          statements.insert.run(
            r.id,
            r.name,
            r.file,
            r.title,
            JSON.stringify(r.authors),
            r.format,
            r.language,
            r.cover_file,
            r.cover_type,
            r.added_at,
          ).changes === 1,
      ),
    delete: (id) => kept(() => void statements.delete.run(id)),
    setOpened: (id, at) => kept(() => statements.setOpened.run(at, id).changes === 1),
    setPosition: (id, at, progress) =>
      kept(() => statements.setPosition.run(JSON.stringify(at), progress, id).changes === 1),
    flush: () => flushed(`${file}-wal`),
    close: () => {
      if (db.isOpen) db.close();
    },
  };
}

/**
 * Opens, again and again while another program is opening too: where two turn a new file into one with a write-ahead
 * log, SQLite does not let them wait for each other, since each has what the other wants.
 */
async function whenFree(open: () => DatabaseSync, file: string): Promise<DatabaseSync> {
  const until = performance.now() + BUSY_TIMEOUT;
  for (;;) {
    try {
      return open();
    } catch (error) {
      const busy = isBusy(error);
      if (busy && performance.now() < until) {
        await delay(BUSY_PAUSE);
        continue;
      }
      const sentence = busy
        ? `The library ${file} is in use by another program. Close that, then try again.`
        : `The library ${file} cannot be opened. It may be damaged, or belong to a later version of Lectern.`;
      throw storageError(error, sentence);
    }
  }
}

const UNUSABLE = 'The library could not be read or written. Check the disk.';

const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  'errcode' in error &&
  typeof error.errcode === 'number' &&
  (error.errcode & 0xff) === SQLITE_BUSY;

function migrated(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT });
  try {
    // NORMAL: a write outlives the program, and `flush` makes it outlive a power cut. FULL does both at once, and would
    // hold up all that the program does, sound too, for 10 to 50 ms at every sentence.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    db.exec('BEGIN IMMEDIATE');
    const { user_version: version } = v.parse(
      v.object({ user_version: v.number() }),
      db.prepare('PRAGMA user_version').get(),
    );
    if (version > MIGRATIONS.length) throw new RangeError(`library version ${version}`);
    for (const migration of MIGRATIONS.slice(version)) db.exec(migration);
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    db.exec('COMMIT');
    return db;
  } catch (error) {
    db.close(); // which rolls back
    throw error;
  }
}

/** @param journal What was committed is in this file, until a checkpoint, flushed by SQLite itself, moves it on. */
async function flushed(journal: string): Promise<void> {
  try {
    const file = await open(journal, 'r+');
    await file.datasync().finally(() => file.close());
  } catch (error) {
    const closed = error instanceof Error && 'code' in error && error.code === 'ENOENT'; // which moved it on, too
    if (!closed) throw storageError(error, UNUSABLE);
  }
}

function kept<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storageError(error, UNUSABLE);
  }
}

export const entryOf = (row: DocumentRow): LibraryEntry => ({
  id: row.id,
  title: row.title,
  authors: row.authors,
  format: row.format,
  language: row.language,
  hasCover: row.cover_file !== null,
  addedAt: row.added_at,
  openedAt: row.opened_at,
  progress: row.progress,
  position: row.position,
});
