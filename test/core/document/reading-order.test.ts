import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Section } from '../../../electron/core/document/model.ts';
import { plannedSection, USUAL_PLAN, type NotesChoice } from '../../../electron/core/document/plan.ts';
import { readingOrder } from '../../../electron/core/document/reading-order.ts';
import { block } from '../../support/blocks.ts';

/** A paragraph; `^a` in it refers to the note with the anchor `a` of the section that `where` names. */
function referring(marked: string, where = 0): Block {
  const spans: Block['spans'][number][] = [];
  let text = '';
  for (const part of marked.split(/(\^[a-z])/u))
    if (part.startsWith('^'))
      spans.push({ kind: 'noteref', from: text.length, to: text.length, href: `#${where}/${part[1] ?? ''}` });
    else text += part;
  return block(text, { spans });
}
const note = (text: string, ...anchors: readonly string[]) =>
  block(text, { kind: 'note', spoken: false, reason: 'note', anchors });

async function heard(
  sections: readonly (readonly Block[])[],
  notes: NotesChoice,
  index = 0,
): Promise<string[]> {
  const plan = { ...USUAL_PLAN, all: { ...USUAL_PLAN.all, notes } };
  const planned = sections.map((blocks, at) => plannedSection({ index: at, blocks }, plan));
  const load = async (at: number) => planned[at] ?? Promise.reject(new RangeError());
  const order = await readingOrder(await load(index), notes, 'en', load);
  return order.map(
    ({ section, block, from, to }) => planned[section]?.blocks[block]?.text.slice(from, to).trim() ?? '',
  );
}

const A = referring(
  'The first sentence stands here.^a The second one follows^b it. The third ends the paragraph.',
);
const B = block('Another paragraph goes on.');
const NOTES = [note('Note one.', 'a'), note('Note two.', 'b'), note('More of note two.')];

describe('the order of the voice', () => {
  it('is that of the page where notes are skipped', async () => {
    expect(await heard([[A, B, ...NOTES]], 'skip')).toEqual([A.text, B.text]);
  });

  it('reads a note behind its sentence', async () => {
    expect(await heard([[A, B, ...NOTES]], 'inline')).toEqual([
      'The first sentence stands here.',
      'Note one.',
      'The second one follows it.',
      'Note two.',
      'More of note two.',
      'The third ends the paragraph.',
      B.text,
    ]);
  });

  it('reads the notes behind their paragraph', async () => {
    expect(await heard([[A, B, ...NOTES]], 'after')).toEqual([
      A.text,
      'Note one.',
      'Note two.',
      'More of note two.',
      B.text,
    ]);
  });

  it('reaches into the section where the notes are, and does not read them there again', async () => {
    const away = referring('Here is the text.^a It goes on.', 1);
    expect(await heard([[away], NOTES], 'after')).toEqual([away.text, 'Note one.']);
    expect(await heard([[away], NOTES], 'after', 1)).toEqual([]);
    expect(await heard([[away, B]], 'inline')).toEqual([away.text, B.text]); // it is not there
  });

  it('reads where it stands a note that nothing can refer to', async () => {
    expect(await heard([[B, note('Nobody refers to this.')]], 'after')).toEqual([
      B.text,
      'Nobody refers to this.',
    ]);
  });

  it('reads a note once, and no text that only stands where a reference leads', async () => {
    const again = referring('It is said twice.^a And thrice.^a');
    const link = referring('See the next paragraph.^c');
    const target = block('The next paragraph.', { anchors: ['c'] });
    expect(await heard([[again, link, target, ...NOTES]], 'after')).toEqual([
      again.text,
      'Note one.',
      link.text,
      target.text,
    ]);
  });

  it('says every character of the text once and in order, whatever the notes do', async () => {
    const sentence = fc.constantFrom(
      'It was late. ',
      'No. ',
      'What a long and winding road it was^a, he said. ',
      'So^b. ',
    );
    const paragraph = fc
      .array(sentence, { minLength: 1, maxLength: 6 })
      .map((all) => referring(all.join('').trim()));
    await fc.assert(
      fc.asyncProperty(
        fc.array(paragraph, { maxLength: 5 }),
        fc.constantFrom('skip', 'inline', 'after'),
        async (text, notes: NotesChoice) => {
          const section: Section = { index: 0, blocks: [...text, ...NOTES] };
          const plan = { ...USUAL_PLAN, all: { ...USUAL_PLAN.all, notes } };
          const planned = plannedSection(section, plan);
          const order = await readingOrder(planned, notes, 'en', () => Promise.reject(new RangeError()));
          const main = order.filter(({ home }) => home === null);
          const said = main
            .map(({ block, from, to }) => section.blocks[block]?.text.slice(from, to))
            .join('');
          expect(said).toBe(text.map(({ text }) => text).join(''));
          const extra = order.filter(({ home }) => home !== null).map(({ block }) => block);
          expect(new Set(extra).size).toBe(extra.length);
        },
      ),
    );
  });
});
