import { describe, expect, it } from 'vitest';
import type { CallName } from '../../../electron/contract/table.ts';
import { OpenDocument } from '../../../renderer/document/open-document.ts';
import { ReadingPlace } from '../../../renderer/document/reading-place.svelte.ts';
import { Scrubber } from '../../../renderer/player-bar/scrubber.svelte.ts';
import { longDocument } from '../../fakes/documents.ts';
import { lateAnswers } from '../../fakes/late-answers.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { USUAL_PLAN } from '../../../electron/core/document/plan.ts';
import { FakePlayer } from '../../fakes/player.svelte.ts';

/** @param held Calls whose answers come when the test says so, but for the section that is read. */
async function setUp(held: readonly CallName[] = []) {
  const lectern = new FakeLectern();
  const late = lateAnswers(lectern.api, held);
  const id = lectern.add(longDocument(400));
  const document = new OpenDocument(late.api, await lectern.api.call('document.open', { id }), USUAL_PLAN);
  const reading = new ReadingPlace(document, { section: 2, block: 5, offset: 0 });
  const here = document.section(2);
  await late.giveAll();
  await here;
  const player = new FakePlayer(createManualClock());
  return { scrubber: new Scrubber(() => reading, player), late, reading, player };
}

describe('the scrubber', () => {
  it('measures the chapter, or the whole document', async () => {
    const { scrubber } = await setUp();
    expect(scrubber.title).toBe('Part 3');
    expect(scrubber.part).toBeGreaterThan(0.4);
    expect(scrubber.part).toBeLessThan(0.6);
    scrubber.scope = 'document';
    expect(scrubber.part).toBeGreaterThan(0.2);
    expect(scrubber.part).toBeLessThan(0.3);
  });

  it('tells the time left at the speed that is heard', async () => {
    const { scrubber, player } = await setUp();
    const slow = scrubber.secondsLeft;
    player.setRate(2);
    expect(scrubber.secondsLeft).toBeCloseTo(slow / 2);
    player.charactersPerSecond = 30;
    expect(scrubber.secondsLeft).toBeCloseTo(slow / 4);
  });

  it('names the chapter under the thumb and lands there', async () => {
    const { scrubber } = await setUp();
    scrubber.scope = 'document';
    scrubber.hold(0.95);
    expect(scrubber.title).toBe('Part 10');
    expect(await scrubber.release()).toMatchObject({ section: 9 });
    expect(scrubber.held).toBe(false);
    expect(scrubber.title).toBe('Part 3');
  });

  it('lands at the start of a sentence', async () => {
    const { scrubber, reading } = await setUp();
    scrubber.hold(0.37);
    const { section, block, offset } = (await scrubber.release())!;
    const text = (await reading.document.section(section)).blocks[block]!.text;
    expect(text.slice(offset)).toMatch(/^Sentence number/);
    expect(offset).toBeGreaterThan(0);
  });

  it('goes nowhere for a hold whose section comes after the next hold, and keeps that one', async () => {
    const { scrubber, late, reading } = await setUp(['document.section']);
    scrubber.scope = 'document';
    scrubber.hold(0.95);
    const first = scrubber.release();
    scrubber.hold(0.05);
    await late.giveAll();
    expect(await first).toBeNull();
    expect(scrubber.title).toBe('Part 1');
    const second = scrubber.release();
    await late.giveAll();
    expect(await second).toMatchObject({ section: 0 });
    expect(scrubber.held).toBe(false);
    expect(reading.place.section).toBe(2);
  });

  it('stays in the chapter that it measures, also at its end', async () => {
    const { scrubber } = await setUp();
    scrubber.hold(1);
    expect(await scrubber.release()).toMatchObject({ section: 2 });
  });
});
