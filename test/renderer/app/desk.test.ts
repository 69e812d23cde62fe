import { describe, expect, it } from 'vitest';
import { Desk } from '../../../renderer/app/desk.svelte.ts';
import { longDocument, novel } from '../../fakes/documents.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { FakePlayer } from '../../fakes/player.svelte.ts';

function setUp() {
  const lectern = new FakeLectern();
  const faults: unknown[] = [];
  const player = new FakePlayer(createManualClock());
  const desk = new Desk(lectern.api, player, (error) => faults.push(error));
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
