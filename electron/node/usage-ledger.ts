/**
 * What speech cost, in `usage.sqlite`: a row for each day and model, added to by every program that runs. Every change
 * is one transaction; a crash of the program loses none of them, a power cut perhaps the last seconds.
 */
import * as v from 'valibot';
import { ERROR_KINDS } from '../core/errors.ts';
import { monthOf, type UsageChange, type UsageLedger, type UsageRow } from '../core/speech/usage.ts';
import { SERVERS } from '../core/speech/types.ts';
import { countColumn, openSqlite, type SqliteFile } from './sqlite.ts';
import { storageError } from './storage-error.ts';

/** Each brings the schema one version further. Never change one that was released. */
const MIGRATIONS = [
  `CREATE TABLE usage (
     day TEXT NOT NULL,
     server TEXT NOT NULL,
     model TEXT NOT NULL,
     requests INTEGER NOT NULL,
     characters INTEGER NOT NULL,
     dollars REAL NOT NULL,
     unpriced INTEGER NOT NULL,
     PRIMARY KEY (day, server, model)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE failure (
     day TEXT NOT NULL,
     server TEXT NOT NULL,
     model TEXT NOT NULL,
     kind TEXT NOT NULL,
     count INTEGER NOT NULL,
     PRIMARY KEY (day, server, model, kind)
   ) STRICT, WITHOUT ROWID`,
];

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
  count: countColumn,
});
const spentRow = v.object({ dollars: v.number() });

export interface UsageFile extends UsageLedger {
  close(): void;
}

/**
 * A file that cannot be opened is said when it is first used: without it books can still be read.
 * @param file Absolute; its folder exists.
 */
export async function openUsageLedger(file: string): Promise<UsageFile> {
  const opened = await openSqlite(file, MIGRATIONS, 'The account of what speech cost').then(
    (sqlite) => ({ sqlite, statements: prepare(sqlite) }),
    (error: unknown) => storageError(error, 'What speech cost cannot be noted.'),
  );
  const use = () => {
    if (opened instanceof Error) throw opened;
    return opened;
  };
  return {
    add(day, change) {
      const { sqlite, statements } = use();
      sqlite.transaction(() => statements.add(day, change));
    },
    spend(day, change, most) {
      const { sqlite, statements } = use();
      return sqlite.transaction(() => {
        if (statements.spent(monthOf(day)) + (change.dollars ?? 0) > most) return false;
        statements.add(day, change);
        return true;
      });
    },
    rows(month) {
      const { sqlite, statements } = use();
      return sqlite.kept(() => statements.rows(month));
    },
    close() {
      if (!(opened instanceof Error)) opened.sqlite.close();
    },
  };
}

function prepare({ db }: SqliteFile) {
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
  };
}
