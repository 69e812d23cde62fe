/** The rows of bookmarks and marked sentences. They go with the document that they belong to. */
import * as v from 'valibot';
import type { Position } from '../../core/document/model.ts';
import { MARK_KINDS, type Mark, type NewMark } from '../../core/marks.ts';
import type { SqliteFile } from '../sqlite.ts';

const rowSchema = v.pipe(
  v.object({
    id: v.number(),
    kind: v.picklist(MARK_KINDS),
    section: v.number(),
    block: v.number(),
    offset: v.number(),
    quote: v.string(),
    text: v.string(),
    chapter: v.nullable(v.string()),
    made_at: v.number(),
  }),
  v.transform(({ id, kind, section, block, offset, quote, text, chapter, made_at }): Mark => ({
    id,
    kind,
    position: { section, block, offset, quote },
    text,
    chapter,
    madeAt: made_at,
  })),
);

export interface MarkRows {
  /** In reading order; what stands at the same place in the order in which it was made. */
  of(document: string): Mark[];
  /** @returns the one that is there now: where there was one of this kind at this place, with the time of that. */
  insert(document: string, mark: NewMark, madeAt: number): Mark;
  /** Nothing happens where there is no such mark. */
  move(id: number, position: Position): void;
  delete(id: number): void;
}

const SAME_PLACE = `document = :document AND kind = :kind
  AND section = :section AND block = :block AND "offset" = :offset`;

export function prepareMarkRows({ db, kept }: Pick<SqliteFile, 'db' | 'kept'>): MarkRows {
  const statements = {
    of: db.prepare('SELECT * FROM mark WHERE document = ? ORDER BY section, block, "offset", id'),
    insert: db.prepare(
      `INSERT INTO mark (document, kind, section, block, "offset", quote, text, chapter, made_at)
       SELECT :document, :kind, :section, :block, :offset, :quote, :text, :chapter, :madeAt
       WHERE NOT EXISTS (SELECT 1 FROM mark WHERE ${SAME_PLACE})`,
    ),
    at: db.prepare(`SELECT * FROM mark WHERE ${SAME_PLACE} ORDER BY id LIMIT 1`),
    // No constraint keeps two from one place: a run of marked sentences that moves on by one would stand in its own way.
    move: db.prepare('UPDATE mark SET section = ?, block = ?, "offset" = ?, quote = ? WHERE id = ?'),
    delete: db.prepare('DELETE FROM mark WHERE id = ?'),
  };
  return {
    of: (document) => kept(() => statements.of.all(document).map((row) => v.parse(rowSchema, row))),
    insert: (document, { kind, position, text, chapter }, madeAt) =>
      kept(() => {
        const { section, block, offset, quote } = position;
        const place = { document, kind, section, block, offset };
        statements.insert.run({ ...place, quote, text, chapter, madeAt });
        return v.parse(rowSchema, statements.at.get(place));
      }),
    move: (id, { section, block, offset, quote }) =>
      kept(() => void statements.move.run(section, block, offset, quote, id)),
    delete: (id) => kept(() => void statements.delete.run(id)),
  };
}
