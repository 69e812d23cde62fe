import { describe, expect, it, onTestFinished } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { DocumentMarks } from '../../../renderer/document/marks.svelte.ts';
import { OpenDocument } from '../../../renderer/document/open-document.ts';
import { Notices } from '../../../renderer/ui/notices.svelte.ts';
import { novel } from '../../fakes/documents.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';
import { USUAL_PLAN } from '../../../electron/core/document/plan.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

async function setUp() {
  let now = 1000;
  const lectern = new FakeLectern({ now: () => now++ });
  const id = lectern.add(novel());
  const document = new OpenDocument(lectern.api, await lectern.api.call('document.open', { id }), USUAL_PLAN);
  /** What one window holds. */
  const open = () => {
    const notices = new Notices(createManualClock());
    const marks = new DocumentMarks(lectern.api, document, notices);
    onTestFinished(() => marks.close());
    return { marks, notices };
  };
  return { lectern, id, open, ...open() };
}

/** Inside the second sentence of chapter 2's second paragraph. */
const INSIDE = { section: 2, block: 2, offset: 80 };
const OBSERVING =
  'Observing his second daughter employed in trimming a hat, he suddenly addressed her with,—';

describe('the marks of the document on the desk', () => {
  it('are made of the sentence at a place, with its chapter', async () => {
    const { marks, notices } = await setUp();
    expect(marks.list).toBeNull();
    expect(await marks.toggle('sentence', INSIDE)).toBe(true);
    expect(marks.list).toMatchObject([
      {
        kind: 'sentence',
        position: { section: 2, block: 2, offset: 47, quote: OBSERVING.slice(0, 64) },
        text: OBSERVING,
        chapter: 'Chapter 2',
      },
    ]);
    expect(marks.sentences).toEqual(marks.list);
    expect(marks.at('sentence', INSIDE)).toBe(marks.list?.[0]);
    expect(marks.at('bookmark', INSIDE)).toBeNull();
    expect(marks.at('sentence', { ...INSIDE, offset: 46 })).toBeNull();
    expect(notices.list).toMatchObject([{ sentence: expect.stringMatching(/^Marked: “Observing .*…”$/) }]);
  });

  it('are taken away by the same again, from anywhere in the sentence, however fast', async () => {
    const { lectern, marks } = await setUp();
    await Promise.all([
      marks.toggle('bookmark', INSIDE),
      marks.toggle('bookmark', { ...INSIDE, offset: 47 }),
    ]);
    expect(marks.list).toEqual([]);
    expect(lectern.calls('document.addMark')).toHaveLength(1);
    expect(lectern.calls('document.removeMark')).toHaveLength(1);
  });

  it('come back as old as they were', async () => {
    const { marks, notices } = await setUp();
    await marks.toggle('bookmark', INSIDE);
    const [mark] = marks.list ?? [];
    if (!mark) throw new Error('not made');
    await marks.remove(mark);
    expect(marks.list).toEqual([]);
    const notice = notices.list.find(({ action }) => action?.label === 'Undo');
    if (!notice) throw new Error('no way back');
    notices.take(notice);
    await expect.poll(() => marks.list).toMatchObject([{ text: OBSERVING, madeAt: mark.madeAt }]);
  });

  it('stand in reading order, in every window', async () => {
    const { marks, open } = await setUp();
    const other = open().marks;
    await marks.toggle('bookmark', INSIDE);
    await other.toggle('sentence', { section: 1, block: 1, offset: 0 });
    await expect.poll(() => marks.list?.map(({ chapter }) => chapter)).toEqual(['Chapter 1', 'Chapter 2']);
    await expect.poll(() => other.list).toEqual(marks.list);
  });

  it('are none where no text stands', async () => {
    const { lectern, marks } = await setUp();
    const separator = novel().sections[3]?.blocks.findIndex(({ kind }) => kind === 'separator') ?? -1;
    expect(await marks.toggle('bookmark', { section: 3, block: separator, offset: 0 })).toBe(false);
    expect(await marks.toggle('bookmark', { section: 3, block: 99, offset: 0 })).toBe(false);
    expect(lectern.calls('document.addMark')).toEqual([]);
  });

  it('say why they could not be kept or looked up, and are tried again', async () => {
    const { lectern, marks, notices } = await setUp();
    const full = new LecternError('disk-full', 'The disk is full. Make room.');
    lectern.fail('document.addMark', full);
    expect(await marks.toggle('bookmark', INSIDE)).toBe(true);
    expect(notices.list).toMatchObject([{ tone: 'error', sentence: full.message }]);
    lectern.fail('document.addMark', null);
    lectern.fail('document.marks', full);
    await marks.load();
    expect(marks.error).toBe(full.message);
    lectern.fail('document.marks', null);
    await marks.toggle('bookmark', INSIDE);
    expect(marks.error).toBeNull();
    expect(marks.list).toHaveLength(1);
  });
});
