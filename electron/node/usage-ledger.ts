/**
 * What speech cost, in `usage.sqlite`: a row for each day and model, added to by every program that runs. Every change
 * is one transaction; a crash of the program loses none of them, a power cut perhaps the last seconds.
 */
import { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { ERROR_KINDS } from '../core/errors.ts';
import { monthOf, type UsageChange, type UsageLedger, type UsageRow } from '../core/speech/usage.ts';
import { SERVERS } from '../core/speech/types.ts';
import { storageError } from './storage-error.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS usage (
    day TEXT NOT NULL,
    server TEXT NOT NULL,
    model TEXT NOT NULL,
    requests INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    dollars REAL NOT NULL,
    unpriced INTEGER NOT NULL,
    PRIMARY KEY (day, server, model)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS failure (
    day TEXT NOT NULL,
    server TEXT NOT NULL,
    model TEXT NOT NULL,
    kind TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, server, model, kind)
  ) STRICT, WITHOUT ROWID`;

/** Milliseconds to wait for another program that writes just now. */
const BUSY_TIMEOUT = 5000;
const UNUSABLE = 'What speech cost could not be noted. Check the disk.';

const usageRow = v.object({
  day: v.string(),
  server: v.picklist(SERVERS),
  model: v.string(),
  requests: v.number(),
  characters: v.number(),
  dollars: v.number(),
  unpriced: v.number(),
});
const failureRow = v.object({
  day: v.string(),
  server: v.picklist(SERVERS),
  model: v.string(),
  kind: v.picklist(ERROR_KINDS),
  count: v.number(),
});
const spentRow = v.object({ dollars: v.number() });

export interface UsageFile extends UsageLedger {
  close(): void;
}

/** Opens the file when it is first used. @param file Absolute; its folder exists. */
export function createUsageLedger(file: string): UsageFile {
  let opened: ReturnType<typeof openDatabase> | null = null;
  const kept = <T>(work: (database: ReturnType<typeof openDatabase>) => T): T => {
    try {
      return work((opened ??= openDatabase(file)));
    } catch (error) {
      throw storageError(error, UNUSABLE);
    }
  };
  return {
    add: (day, change) => kept(({ add, transaction }) => transaction(() => add(day, change))),
    spend: (day, change, most) =>
      kept(({ add, spent, transaction }) =>
        transaction(() => {
          if (spent(monthOf(day)) + (change.dollars ?? 0) > most) return false;
          add(day, change);
          return true;
        }),
      ),
    rows: (month) => kept(({ rows }) => rows(month)),
    close: () => opened?.close(),
  };
}

function openDatabase(file: string) {
  const db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  db.exec(SCHEMA);
  const statements = {
    add: db.prepare(
      `INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
         requests = requests + excluded.requests, characters = characters + excluded.characters,
         dollars = dollars + excluded.dollars, unpriced = unpriced + excluded.unpriced`,
    ),
    fail: db.prepare(
      'INSERT INTO failure VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1',
    ),
    spent: db.prepare("SELECT coalesce(sum(dollars), 0) AS dollars FROM usage WHERE day LIKE ? || '-%'"),
    usage: db.prepare("SELECT * FROM usage WHERE day LIKE ? || '-%' ORDER BY day, server, model"),
    failures: db.prepare("SELECT * FROM failure WHERE day LIKE ? || '-%'"),
  };
  return {
    /** Writes of several programs wait for each other: the lock is taken before anything is read. */
    transaction<T>(work: () => T): T {
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        db.exec('COMMIT');
        return result;
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
    add(day: string, change: UsageChange): void {
      const { server, model, requests = 0, characters = 0, dollars = 0, unpriced = 0, failure } = change;
      statements.add.run(day, server, model, requests, characters, dollars, unpriced);
      if (failure) statements.fail.run(day, server, model, failure);
    },
    spent: (month: string) => v.parse(spentRow, statements.spent.get(month)).dollars,
    rows(month: string): readonly UsageRow[] {
      const failures = statements.failures.all(month).map((row) => v.parse(failureRow, row));
      return statements.usage.all(month).map((row) => {
        const usage = v.parse(usageRow, row);
        const own = failures.filter(
          ({ day, server, model }) => day === usage.day && server === usage.server && model === usage.model,
        );
        return { ...usage, failures: Object.fromEntries(own.map(({ kind, count }) => [kind, count])) };
      });
    },
    close: () => db.close(),
  };
}
