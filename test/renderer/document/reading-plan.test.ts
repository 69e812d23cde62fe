import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { USUAL_PLAN } from '../../../electron/core/document/plan.ts';
import { OpenDocument } from '../../../renderer/document/open-document.ts';
import { DocumentReadingPlan } from '../../../renderer/document/reading-plan.svelte.ts';
import { Notices } from '../../../renderer/ui/notices.svelte.ts';
import { novel } from '../../fakes/documents.ts';
import { lateAnswers } from '../../fakes/late-answers.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { settle } from '../../support/until.ts';

/** The plan of one document in two windows; in the first one answers come when the test says so. */
async function setUp() {
  const lectern = new FakeLectern();
  const id = lectern.add(novel());
  const late = lateAnswers(lectern.api, ['document.setPlan', 'document.plan']);
  const opened = await lectern.api.call('document.open', { id });
  const windowOn = (api: typeof lectern.api) => {
    const notices = new Notices(createManualClock());
    const document = new OpenDocument(api, opened, USUAL_PLAN);
    const followed = { changes: 0 };
    const plan = new DocumentReadingPlan({
      ...{ api, document, notices },
      onChange: () => followed.changes++,
      onReread: async () => undefined,
    });
    return { plan, notices, document, followed };
  };
  return { lectern, id, late, here: windowOn(late.api), there: windowOn(lectern.api) };
}

const step = fc.record({
  do: fc.constantFrom(
    'kind',
    'kind',
    'notes',
    'undo',
    'there',
    'reload',
    'fail',
    'answer',
    'answer',
    'answer',
  ),
  which: fc.nat(),
  read: fc.boolean(),
});
const KINDS = ['code', 'table', 'caption'] as const;
const NOTES = ['skip', 'inline', 'after'] as const;

describe('the reading plan of the document on the desk', () => {
  it('is, in the end, what the application has, in every window, whatever is answered late or fails', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const { lectern, id, late, here, there } = await setUp();
        for (const { do: what, which, read } of steps) {
          const kind = KINDS[which % KINDS.length] ?? 'code';
          const full = new LecternError('disk-full', 'The disk is full.');
          if (what === 'kind') void here.plan.setKind(kind, read);
          else if (what === 'notes') void here.plan.setNotes(NOTES[which % NOTES.length] ?? 'skip');
          else if (what === 'there') void there.plan.setKind(kind, read);
          else if (what === 'reload') void here.plan.reload();
          else if (what === 'fail') lectern.fail('document.setPlan', read ? full : null);
          else if (what === 'answer') late.waiting[which % Math.max(1, late.waiting.length)]?.give();
          else {
            const notice = here.notices.list.find(({ action }) => action?.label === 'Undo');
            if (notice) here.notices.take(notice);
          }
          if (which % 2) await settle(3);
        }
        lectern.fail('document.setPlan', null);
        await late.giveAll((count) => count - 1);
        const kept = await lectern.api.call('document.plan', { id });
        for (const { plan, document } of [here, there]) {
          expect(plan.choices).toEqual(kept);
          expect(document.plan.document).toEqual(kept);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('keeps two choices that were made at once, and says so of each', async () => {
    const { here, there, late } = await setUp();
    const both = [here.plan.setKind('code', true), here.plan.setNotes('inline')];
    await late.giveAll();
    await Promise.all(both);
    for (const { plan } of [here, there])
      expect(plan.choices).toMatchObject({ notes: 'inline', kinds: { code: true } });
    expect(here.followed.changes).toBe(2);
    expect(here.notices.list.map(({ sentence }) => sentence)).toHaveLength(2);
  });
});
