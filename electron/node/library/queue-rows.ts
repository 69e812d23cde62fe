/** The rows of the queue: the documents to be read next. They go with the document that they belong to. */
import * as v from 'valibot';
import type { SqliteFile } from '../sqlite.ts';

const rowSchema = v.object({ document: v.string() });

export interface QueueRows {
  /** Ids of documents, the next first. */
  all(): string[];
  /** Changes the queue as it is at this moment, whoever else has changed it. Ids of no document are left out. */
  change(how: (queue: readonly string[]) => readonly string[]): void;
}

export function prepareQueueRows({
  db,
  kept,
  transaction,
}: Pick<SqliteFile, 'db' | 'kept' | 'transaction'>): QueueRows {
  const statements = {
    all: db.prepare('SELECT document FROM queue ORDER BY place'),
    clear: db.prepare('DELETE FROM queue'),
    insert: db.prepare('INSERT INTO queue (place, document) SELECT ?, id FROM document WHERE id = ?'),
  };
  const read = () => statements.all.all().map((row) => v.parse(rowSchema, row).document);
  return {
    all: () => kept(read),
    change: (how) =>
      transaction(() => {
        const queue = how(read());
        statements.clear.run();
        for (const [place, id] of queue.entries()) statements.insert.run(place, id);
      }),
  };
}
