import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { USUAL_PLAN } from '../../../electron/core/document/plan.ts';
import { withBlock } from '../../../electron/core/document/plan-edits.ts';
import { OpenDocument } from '../../../renderer/document/open-document.ts';
import { ReadingPlace } from '../../../renderer/document/reading-place.svelte.ts';
import { longDocument } from '../../fakes/documents.ts';
import { lateAnswers } from '../../fakes/late-answers.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';
import { settle } from '../../support/until.ts';

/** A document of ten sections, which come when the test says so. */
async function setUp() {
  const lectern = new FakeLectern();
  const late = lateAnswers(lectern.api, ['document.section']);
  const id = lectern.add(longDocument(400));
  const document = new OpenDocument(late.api, await lectern.api.call('document.open', { id }), USUAL_PLAN);
  return {
    lectern,
    late,
    id,
    document,
    reading: new ReadingPlace(document, { section: 2, block: 5, offset: 0 }),
  };
}

const step = fc.record({
  do: fc.constantFrom('move', 'move', 'jump', 'decide', 'decide', 'answer', 'answer', 'answer'),
  which: fc.nat(),
});

describe('the place of the reading', () => {
  it('is measured by its own section as it is decided on now, in whatever order sections come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 16 }), async (steps) => {
        const { lectern, late, id, document, reading } = await setUp();
        let choices = USUAL_PLAN.document;
        let wanted = reading.place;
        for (const { do: what, which } of steps) {
          if (what === 'answer') late.waiting[which % Math.max(1, late.waiting.length)]?.give();
          else if (what === 'decide') {
            const section = await lectern.api.call('document.section', { id, index: wanted.section });
            const at = which % section.blocks.length;
            choices = withBlock(choices, section, at, !section.blocks[at]?.spoken);
            await lectern.api.call('document.setPlan', { id, choices: { ...choices, kinds: {} } });
            document.planChanged({ ...USUAL_PLAN, document: choices });
            reading.planChanged();
          } else {
            wanted = { section: which % 4, block: which % 3, offset: 0 };
            if (what === 'move') reading.moveTo(wanted);
            else reading.jumpTo(wanted);
          }
          if (which % 2) await settle(3);
          expect(reading.place).toEqual(wanted);
          expect(reading.section?.index ?? wanted.section).toBe(wanted.section);
        }
        await late.giveAll((count) => count - 1);
        const section = await lectern.api.call('document.section', { id, index: wanted.section });
        expect(reading.section).toEqual(section);
        expect(reading.position?.quote).toBe(section.blocks[wanted.block]?.text.slice(0, 64));
      }),
      { numRuns: 100 },
    );
  });
});
