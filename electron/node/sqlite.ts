/** How Lectern keeps things in SQLite: opened together with other programs, brought up to date, durable on request. */
import { open } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { storageError } from './storage-error.ts';

/** Milliseconds to wait for another program that has the file locked, and between two tries to open it. */
const BUSY_TIMEOUT = 5000;
const BUSY_PAUSE = 20;
/** https://www.sqlite.org/rescode.html#busy; the upper bytes of an extended code say more. */
const SQLITE_BUSY = 5;

export const jsonColumn = <const S extends v.GenericSchema>(schema: S) =>
  v.pipe(v.string(), v.parseJson(), schema);
export const countColumn = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export interface SqliteFile {
  readonly db: DatabaseSync;
  /** Runs a statement. @throws LecternError `storage` or `disk-full` */
  kept<T>(work: () => T): T;
  /** All of it or nothing. @throws LecternError `storage` or `disk-full`, and what `work` throws. */
  transaction<T>(work: () => T): T;
  /** Brings what was written onto the disk, so that it outlives a power cut, without holding up the program meanwhile. */
  flush(): Promise<void>;
  close(): void;
}

/**
 * @param migrations Each brings the schema one version further; `user_version` says how many ran.
 * @param name For sentences: "The library".
 * @throws LecternError `storage` for a file that is none of these or is a later version's.
 */
export async function openSqlite(
  file: string,
  migrations: readonly string[],
  name: string,
): Promise<SqliteFile> {
  const db = await whenFree(() => migrated(file, migrations), `${name} ${file}`);
  const unusable = `${name} could not be read or written. Check the disk.`;
  const kept = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw storageError(error, unusable);
    }
  };
  return {
    db,
    kept,
    transaction: (work) =>
      kept(() => {
        db.exec('BEGIN IMMEDIATE');
        try {
          const result = work();
          db.exec('COMMIT');
          return result;
        } catch (error) {
          db.exec('ROLLBACK');
          throw error;
        }
      }),
    flush: () => flushed(`${file}-wal`, unusable),
    close: () => {
      if (db.isOpen) db.close();
    },
  };
}

/**
 * Opens, again and again while another program is opening too: where two turn a new file into one with a write-ahead
 * log, SQLite does not let them wait for each other, since each has what the other wants.
 */
async function whenFree(opening: () => DatabaseSync, what: string): Promise<DatabaseSync> {
  const until = performance.now() + BUSY_TIMEOUT;
  for (;;) {
    try {
      return opening();
    } catch (error) {
      const busy = isBusy(error);
      if (busy && performance.now() < until) {
        await delay(BUSY_PAUSE);
        continue;
      }
      const sentence = busy
        ? `${what} is in use by another program. Close that, then try again.`
        : `${what} cannot be opened. It may be damaged, or belong to a later version of Lectern.`;
      throw storageError(error, sentence);
    }
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  'errcode' in error &&
  typeof error.errcode === 'number' &&
  (error.errcode & 0xff) === SQLITE_BUSY;

function migrated(file: string, migrations: readonly string[]): DatabaseSync {
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
    if (version > migrations.length) throw new RangeError(`version ${version}`);
    for (const migration of migrations.slice(version)) db.exec(migration);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
    db.exec('COMMIT');
    return db;
  } catch (error) {
    db.close(); // which rolls back
    throw error;
  }
}

/** @param journal What was committed is in this file, until a checkpoint, flushed by SQLite itself, moves it on. */
async function flushed(journal: string, unusable: string): Promise<void> {
  try {
    const file = await open(journal, 'r+');
    await file.datasync().finally(() => file.close());
  } catch (error) {
    const closed = error instanceof Error && 'code' in error && error.code === 'ENOENT'; // which moved it on, too
    if (!closed) throw storageError(error, unusable);
  }
}
