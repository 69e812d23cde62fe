/** What of a document is read: by the settings, by what was chosen for it in the window, and by the command's own options. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { LecternApi } from '../contract/table.ts';
import { withKind, withNotes } from '../core/document/plan-edits.ts';
import { NOTES_CHOICES, type DocumentChoices, type ReadingPlan } from '../core/document/plan.ts';
import { globalChoices } from '../host/plans.ts';
import { usage } from './arguments.ts';

/** For `readArguments`. */
export const PLAN_OPTIONS = {
  notes: { type: 'string' },
  tables: { type: 'boolean' },
  code: { type: 'boolean' },
} as const;

interface PlanValues {
  readonly notes?: string;
  readonly tables?: boolean;
  readonly code?: boolean;
}

/** @returns what the options make of a document's choices. @throws LecternError `bad-request` */
export function planArguments({
  notes,
  tables,
  code,
}: PlanValues): (choices: DocumentChoices) => DocumentChoices {
  const wanted = NOTES_CHOICES.find((choice) => choice === notes);
  if (notes !== undefined && wanted === undefined)
    throw usage(`--notes takes ${NOTES_CHOICES.join(', ')}; "${notes}" is none of them.`);
  return (choices) => {
    const noted = wanted === undefined ? choices : withNotes(choices, wanted);
    const tabled = tables ? withKind(noted, 'table', true) : noted;
    return code ? withKind(tabled, 'code', true) : tabled;
  };
}

/**
 * The plan of a file, whether or not it is in the library.
 * @param path Absolute. One that cannot be read has no choices of its own: who opens it says what is wrong.
 */
export async function planOfFile(
  api: Pick<LecternApi, 'call'>,
  path: string,
  options: (choices: DocumentChoices) => DocumentChoices,
): Promise<ReadingPlan> {
  const hash = createHash('sha256');
  let id = '0'.repeat(64);
  try {
    for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
    id = hash.digest('hex');
  } catch {
    // said by the reader
  }
  const [settings, choices] = await Promise.all([
    api.call('settings.get'),
    api.call('document.plan', { id }),
  ]);
  return { all: globalChoices(settings), document: options(choices) };
}
