/** What was chosen for the reading of each document. It goes with the document that it belongs to. */
import * as v from 'valibot';
import {
  MOST_BLOCK_CHOICES,
  NO_CHOICES,
  NOTES_CHOICES,
  PLAN_KINDS,
  type DocumentChoices,
} from '../../core/document/plan.ts';
import { countColumn, jsonColumn, type SqliteFile } from '../sqlite.ts';

const part = v.pipe(v.number(), v.minValue(0), v.maxValue(0.4));

/** Field by field: what another version wrote, and this one cannot use, costs no other choice. */
const choices: v.GenericSchema<unknown, DocumentChoices> = v.object({
  notes: v.fallback(v.nullable(v.picklist(NOTES_CHOICES)), NO_CHOICES.notes),
  kinds: v.fallback(v.record(v.picklist(PLAN_KINDS), v.boolean()), NO_CHOICES.kinds),
  blocks: v.fallback(
    v.pipe(
      v.array(
        v.object({
          section: countColumn,
          key: v.string(),
          kind: v.picklist(PLAN_KINDS),
          spoken: v.boolean(),
        }),
      ),
      v.maxLength(MOST_BLOCK_CHOICES),
    ),
    [],
  ),
  language: v.fallback(v.nullable(v.string()), NO_CHOICES.language),
  margins: v.fallback(
    v.nullable(v.object({ top: part, right: part, bottom: part, left: part })),
    NO_CHOICES.margins,
  ),
});
const rowSchema = v.object({ choices: jsonColumn(choices) });

export interface PlanRows {
  /** `NO_CHOICES` where nothing was chosen. */
  of(document: string): DocumentChoices;
  /** The document must be there. */
  set(document: string, choices: DocumentChoices): void;
}

export function preparePlanRows({ db, kept }: Pick<SqliteFile, 'db' | 'kept'>): PlanRows {
  const statements = {
    of: db.prepare('SELECT choices FROM reading_plan WHERE document = ?'),
    set: db.prepare(
      `INSERT INTO reading_plan (document, choices) VALUES (?, ?)
       ON CONFLICT (document) DO UPDATE SET choices = excluded.choices`,
    ),
  };
  return {
    of: (document) =>
      kept(() => {
        const row = statements.of.get(document);
        return row === undefined ? NO_CHOICES : v.parse(rowSchema, row).choices;
      }),
    set: (document, chosen) => kept(() => void statements.set.run(document, JSON.stringify(chosen))),
  };
}
