/** Bookmarks and marked sentences: kept in the library, found again where a document was read anew, told to all windows. */
import type { Handlers } from '../contract/table.ts';
import { repairPosition } from '../core/document/position.ts';
import type { Library } from '../core/library.ts';
import type { Documents } from './documents.ts';
import type { Emit } from './events.ts';

interface Needs {
  readonly library: Pick<Library, 'marks' | 'addMark' | 'moveMark' | 'removeMark'>;
  readonly documents: Pick<Documents, 'use'>;
}

type MarkHandlers = Pick<Handlers, 'document.marks' | 'document.addMark' | 'document.removeMark'>;

export function createMarkHandlers({ library, documents }: Needs, emit: Emit): MarkHandlers {
  /**
   * Documents whose marks were looked at since the program started. A document's bytes never change, so that marks can
   * stand elsewhere only when a later version of Lectern reads them otherwise: once is enough.
   */
  const settled = new Map<string, Promise<void>>();

  const settle = (id: string): Promise<void> => {
    const known = settled.get(id);
    if (known) return known;
    const work = repair(id);
    settled.set(id, work);
    work.catch(() => settled.delete(id)); // the next who asks tries again, and is told himself
    return work;
  };

  const repair = async (id: string) => {
    const marks = await library.marks(id);
    if (marks.length === 0) return;
    await documents.use(id, async (document) => {
      const source = {
        sections: document.summary.sections.length,
        section: (index: number) => document.section(index),
      };
      for (const { id: mark, position } of marks) {
        const now = await repairPosition(position, source);
        if (now !== position) await library.moveMark(mark, now);
      }
    });
  };

  return {
    async 'document.marks'({ id }) {
      await settle(id);
      return [...(await library.marks(id))];
    },
    async 'document.addMark'({ id, mark, madeAt }) {
      const added = await library.addMark(id, mark, madeAt);
      emit('document.marksChanged', { id });
      return added;
    },
    async 'document.removeMark'({ id, mark }) {
      await library.removeMark(mark);
      emit('document.marksChanged', { id });
    },
  };
}
