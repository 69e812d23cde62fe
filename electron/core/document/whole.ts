/** A document from its first section to its last. */
import type { Section } from './model.ts';
import type { OpenDocument } from './reader.ts';

/**
 * Its sections in order. The next one is asked for while the caller works on this one: they are made in a thread of
 * their own.
 * @throws LecternError from the iteration, where a section cannot be had.
 */
export async function* sectionsOf({
  summary,
  section,
}: Pick<OpenDocument, 'summary' | 'section'>): AsyncGenerator<Section> {
  const count = summary.sections.length;
  const ask = (index: number): Promise<Section> | null => {
    if (index >= count) return null;
    const asked = section(index);
    asked.catch(() => undefined); // it is told when it is waited for, if it ever is
    return asked;
  };
  let next = ask(0);
  for (let index = 1; next; index++) {
    const current = await next;
    next = ask(index);
    yield current;
  }
}
