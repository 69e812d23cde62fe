/** Small texts about a document. */
import type { LibraryEntry } from '../../electron/contract/schemas.ts';

/** "Not started", "42 % read", "Finished". */
export function progressText({ progress, openedAt }: Pick<LibraryEntry, 'progress' | 'openedAt'>): string {
  if (progress >= 0.995) return 'Finished';
  if (openedAt === null) return 'New';
  const percent = Math.floor(progress * 100);
  return percent === 0 ? 'Just begun' : `${percent} % read`;
}
