/** The library's rows, in SQLite. Every statement is one transaction, on the disk once `flush` has returned. */
import * as v from 'valibot';
import { DOCUMENT_FORMATS, type Position } from '../../core/document/model.ts';
import type { LibraryEntry } from '../../core/library.ts';
import { countColumn, jsonColumn, openSqlite } from '../sqlite.ts';
import { prepareMarkRows, type MarkRows } from './mark-rows.ts';
import { preparePlanRows, type PlanRows } from './plan-rows.ts';
import { prepareQueueRows, type QueueRows } from './queue-rows.ts';

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
  // AUTOINCREMENT: a window that still knows a removed mark must not mean another one by its number.
  `CREATE TABLE mark (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
     kind TEXT NOT NULL,
     section INTEGER NOT NULL,
     block INTEGER NOT NULL,
     "offset" INTEGER NOT NULL,
     quote TEXT NOT NULL,
     text TEXT NOT NULL,
     chapter TEXT,
     made_at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX mark_of_document ON mark (document, section, block, "offset")`,
  `CREATE TABLE reading_plan (
     document TEXT PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
     choices TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  // What was copied and read at once: a document that is not in the list.
  `ALTER TABLE document ADD COLUMN clipping INTEGER NOT NULL DEFAULT 0`,
  `CREATE TABLE queue (
     place INTEGER PRIMARY KEY,
     document TEXT NOT NULL UNIQUE REFERENCES document (id) ON DELETE CASCADE
   ) STRICT`,
];

const position: v.GenericSchema<unknown, Position> = v.object({
  section: countColumn,
  block: countColumn,
  offset: countColumn,
  quote: v.string(),
});
const rowSchema = v.object({
  id: v.string(),
  name: v.string(),
  file: v.string(),
  title: v.string(),
  authors: jsonColumn(v.array(v.string())),
  format: v.picklist(DOCUMENT_FORMATS),
  language: v.nullable(v.string()),
  cover_file: v.nullable(v.string()),
  cover_type: v.nullable(v.string()),
  added_at: v.number(),
  opened_at: v.nullable(v.number()),
  progress: v.number(),
  position: v.nullable(jsonColumn(position)),
});
export type DocumentRow = v.InferOutput<typeof rowSchema>;

export interface LibraryDatabase {
  all(): DocumentRow[];
  /** Those that `all` leaves out, the newest first. */
  clippings(): DocumentRow[];
  get(id: string): DocumentRow | null;
  /** @returns whether it was new. */
  insert(row: Omit<DocumentRow, 'opened_at' | 'progress' | 'position'>): boolean;
  /** The same for a clipping; one that was there is the newest now. Documents of the list stay what they are. */
  insertClipping(row: Omit<DocumentRow, 'opened_at' | 'progress' | 'position'>): void;
  /** From now on `all` has it. */
  listClipping(id: string): void;
  delete(id: string): void;
  /** @returns whether such a document is there; so do the next two. */
  setOpened(id: string, at: number): boolean;
  setPosition(id: string, at: Position, progress: number): boolean;
  readonly marks: MarkRows;
  readonly plans: PlanRows;
  readonly queue: QueueRows;
  /** Brings what was written onto the disk, so that it outlives a power cut, without holding up the program meanwhile. */
  flush(): Promise<void>;
  close(): void;
}

/** @throws LecternError `storage` for a file that is no library or is a later version's. */
export async function openLibraryDatabase(file: string): Promise<LibraryDatabase> {
  const sqlite = await openSqlite(file, MIGRATIONS, 'The library');
  const { db, kept, flush, close } = sqlite;
  const statements = {
    all: db.prepare(
      'SELECT * FROM document WHERE clipping = 0 ORDER BY coalesce(opened_at, added_at) DESC, id',
    ),
    clippings: db.prepare('SELECT * FROM document WHERE clipping = 1 ORDER BY added_at DESC, id'),
    touch: db.prepare('UPDATE document SET added_at = ? WHERE id = ? AND clipping = 1'),
    setClipping: db.prepare('UPDATE document SET clipping = ? WHERE id = ?'),
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
  const insert = (r: Omit<DocumentRow, 'opened_at' | 'progress' | 'position'>) =>
    statements.insert.run(
      ...[r.id, r.name, r.file, r.title, JSON.stringify(r.authors), r.format, r.language],
      ...[r.cover_file, r.cover_type, r.added_at],
    ).changes === 1;
  return {
    all: () => kept(() => statements.all.all().map((row) => v.parse(rowSchema, row))),
    get: (id) =>
      kept(() => {
        const row = statements.get.get(id);
        return row === undefined ? null : v.parse(rowSchema, row);
      }),
    clippings: () => kept(() => statements.clippings.all().map((row) => v.parse(rowSchema, row))),
    insert: (row) => kept(() => insert(row)),
    insertClipping: (row) =>
      sqlite.transaction(() => {
        if (insert(row)) statements.setClipping.run(1, row.id);
        else statements.touch.run(row.added_at, row.id);
      }),
    listClipping: (id) => kept(() => void statements.setClipping.run(0, id)),
    delete: (id) => kept(() => void statements.delete.run(id)),
    setOpened: (id, at) => kept(() => statements.setOpened.run(at, id).changes === 1),
    setPosition: (id, at, progress) =>
      kept(() => statements.setPosition.run(JSON.stringify(at), progress, id).changes === 1),
    marks: prepareMarkRows(sqlite),
    plans: preparePlanRows(sqlite),
    queue: prepareQueueRows(sqlite),
    flush,
    close,
  };
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
