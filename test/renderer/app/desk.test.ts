import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LecternApi } from '../../../electron/contract/table.ts';
import { Desk } from '../../../renderer/app/desk.svelte.ts';
import type { Player } from '../../../renderer/player/types.ts';
import { longDocument, novel, plainDocument } from '../../fakes/documents.ts';
import { lateAnswers } from '../../fakes/late-answers.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { FakePlayer } from '../../fakes/player.svelte.ts';
import { settle } from '../../support/until.ts';

const deskOn = (api: LecternApi, player: Player, faults: unknown[]) =>
  new Desk({ api, player, onFault: (error) => faults.push(error), onChosen: () => undefined });

function setUp() {
  const lectern = new FakeLectern();
  const faults: unknown[] = [];
  const player = new FakePlayer(createManualClock());
  const desk = deskOn(lectern.api, player, faults);
  return { lectern, player, desk, faults };
}

describe('the desk', () => {
  it('puts a document under the player where it was left', async () => {
    const { lectern, player, desk } = setUp();
    const position = { section: 1, block: 2, offset: 0, quote: 'However little known' };
    const id = lectern.add(novel(), { position });
    await desk.open(id);
    expect(desk.route).toBe('reader');
    expect(desk.reading?.place).toMatchObject({ section: 1, block: 2, offset: 0 });
    expect(player.log).toMatchObject([['load', id, { section: 1, block: 2, offset: 0 }]]);
  });

  it('finds the place by its quote when the blocks have moved', async () => {
    const { lectern, desk } = setUp();
    const id = lectern.add(novel(), {
      position: { section: 1, block: 7, offset: 3, quote: 'Mr. Bennet made no answer.' },
    });
    await desk.open(id);
    expect(desk.reading?.place).toMatchObject({ section: 1, block: 6, offset: 0 });
  });

  it('leaves the open document as it is when it is opened again', async () => {
    const { lectern, player, desk } = setUp();
    const id = lectern.add(novel());
    await desk.open(id);
    const { reading } = desk;
    desk.route = 'library';
    await desk.open(id, { play: true });
    expect(desk.reading).toBe(reading);
    expect(player.log.map(([name]) => name)).toEqual(['load', 'play']);
  });

  it('shows the document that was chosen last', async () => {
    const { lectern, desk } = setUp();
    const first = lectern.add(novel());
    const second = lectern.add(longDocument(40));
    await Promise.all([desk.open(first), desk.open(second)]);
    expect(desk.reading?.document.id).toBe(second);
    expect(desk.opening).toBeNull();
  });

  it('says why a document cannot be opened, and stays where it is', async () => {
    const { desk, faults } = setUp();
    await desk.open('0'.repeat(64));
    expect(desk.route).toBe('library');
    expect(faults).toMatchObject([{ kind: 'document-missing' }]);
  });

  it('lets go of a document that was removed', async () => {
    const { lectern, player, desk } = setUp();
    const id = lectern.add(novel());
    await desk.open(id);
    desk.close(id);
    expect(desk.reading).toBeNull();
    expect(desk.route).toBe('library');
    expect(player.state.phase).toBe('empty');
  });
});

/** A desk whose documents come when the test says so. */
function setUpLate() {
  const lectern = new FakeLectern();
  const late = lateAnswers(lectern.api, ['document.open']);
  const faults: unknown[] = [];
  const player = new FakePlayer(createManualClock());
  const desk = deskOn(late.api, player, faults);
  const ids = [lectern.add(novel()), lectern.add(longDocument(40)), lectern.add(plainDocument('Third.'))];
  return { lectern, late, player, desk, faults, ids: ids as [string, string, string] };
}

describe('the desk while documents are on their way', () => {
  it('reads aloud what is asked for silently and then aloud, before it is there', async () => {
    const { late, player, desk, ids } = setUpLate();
    const [silent, aloud] = [desk.open(ids[0], { show: false }), desk.open(ids[0], { play: true })];
    await late.giveAll();
    expect(await Promise.all([silent, aloud])).toEqual(['open', 'open']);
    expect(player.state.phase).toBe('playing');
    expect(desk.route).toBe('reader');
  });

  it('stays with the open document where that is chosen again meanwhile', async () => {
    const { late, player, desk, ids } = setUpLate();
    void desk.open(ids[0]);
    await late.giveAll();
    const other = desk.open(ids[1], { play: true });
    await desk.open(ids[0]);
    expect(desk.opening).toBeNull();
    await late.giveAll();
    expect(await other).toBe('dropped');
    expect(desk.reading?.document.id).toBe(ids[0]);
    expect(player.state.phase).toBe('stopped');
  });

  it('does not open what is removed meanwhile', async () => {
    const { late, desk, faults, ids } = setUpLate();
    const opened = desk.open(ids[0], { play: true });
    desk.close(ids[0]);
    await late.giveAll();
    expect(await opened).toBe('dropped');
    expect(desk.reading).toBeNull();
    expect(faults).toEqual([]);
  });

  it('leaves what took long to bring in alone where another was chosen since', async () => {
    const { late, desk, ids } = setUpLate();
    const open = desk.choose();
    void desk.open(ids[1]);
    expect(await open(ids[0], { play: true })).toBe('dropped');
    await late.giveAll();
    expect(desk.reading?.document.id).toBe(ids[1]);
  });

  it('has open, in the end, what was chosen last of what there is, whatever the order of answers', async () => {
    const choice = fc.record({
      do: fc.constantFrom('open', 'open', 'choose', 'bring', 'close', 'answer'),
      document: fc.nat({ max: 2 }),
      play: fc.boolean(),
      late: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(choice, { maxLength: 14 }), async (choices) => {
        const { late, player, desk, faults, ids } = setUpLate();
        const brought: (() => void)[] = [];
        /** What is to be open, and aloud if so asked for; by when it was chosen. Removed: that, at least, is not open. */
        const wanted = { id: '', play: false, at: -1, removed: false };
        const want = (id: string, play: boolean, at: number) => {
          if (at < wanted.at) return;
          const again = wanted.id === id && !wanted.removed && wanted.play;
          Object.assign(wanted, { id, play: play || again, at, removed: false });
        };
        for (const [at, { do: what, document, play, late: which }] of choices.entries()) {
          const id = ids[document] ?? '';
          if (what === 'open') {
            want(id, play, at);
            void desk.open(id, { play });
          } else if (what === 'choose') {
            const open = desk.choose();
            brought.push(() => {
              want(id, play, at);
              void open(id, { play });
            });
          } else if (what === 'bring') brought.splice(which % Math.max(1, brought.length), 1)[0]?.();
          else if (what === 'close') {
            wanted.removed ||= wanted.id === id;
            desk.close(id);
          } else {
            late.waiting[which % Math.max(1, late.waiting.length)]?.give();
            await settle(5);
          }
        }
        await late.giveAll((count) => count - 1);
        const opened = desk.reading?.document.id ?? '';
        if (wanted.removed) expect(opened).not.toBe(wanted.id);
        else expect(opened).toBe(wanted.id);
        expect(player.document?.id ?? '').toBe(opened);
        expect(desk.opening).toBeNull();
        if (wanted.play && !wanted.removed) expect(player.state.phase).toBe('playing');
        expect(faults).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
