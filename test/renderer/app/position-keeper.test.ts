import { describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { PositionKeeper } from '../../../renderer/app/position-keeper.ts';
import { longDocument, novel } from '../../fakes/documents.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';

function setUp() {
  const lectern = new FakeLectern();
  const id = lectern.add(novel());
  const faults: unknown[] = [];
  const keeper = new PositionKeeper(lectern.api, (error) => faults.push(error));
  const keep = (block: number, of = id) =>
    keeper.keep({ id: of, position: { section: 1, block, offset: 0, quote: '' }, progress: 0.5 });
  return { lectern, id, faults, keep };
}

describe('keeping the position', () => {
  it('saves at once, then only the newest of what came meanwhile', async () => {
    const { lectern, id, keep } = setUp();
    await Promise.all([keep(1), keep(2), keep(3), keep(4)]);
    expect(lectern.calls('document.savePosition').map(({ position }) => position.block)).toEqual([1, 4]);
    expect(lectern.entry(id)?.position?.block).toBe(4);
  });

  it('saves the last place of each document, whichever is read next', async () => {
    const { lectern, id, keep } = setUp();
    const other = lectern.add(longDocument(4));
    await Promise.all([keep(1), keep(2), keep(3, other), keep(4, other)]);
    expect(lectern.entry(id)?.position?.block).toBe(2);
    expect(lectern.entry(other)?.position?.block).toBe(4);
  });

  it('does not save the same place twice', async () => {
    const { lectern, keep } = setUp();
    await keep(1);
    await keep(1);
    expect(lectern.calls('document.savePosition')).toHaveLength(1);
  });

  it('tells a failure and tries that place again', async () => {
    const { lectern, id, faults, keep } = setUp();
    lectern.fail('document.savePosition', new LecternError('disk-full', 'The disk is full. Make room.'));
    await keep(1);
    expect(faults).toMatchObject([{ kind: 'disk-full' }]);
    lectern.fail('document.savePosition', null);
    await keep(1);
    expect(lectern.entry(id)?.position?.block).toBe(1);
  });

  it('tells once what hinders many saves, and again when one has succeeded meanwhile', async () => {
    const { lectern, faults, keep } = setUp();
    const full = new LecternError('disk-full', 'The disk is full. Make room.');
    lectern.fail('document.savePosition', full);
    for (const block of [1, 2, 3]) await keep(block);
    expect(faults).toEqual([full]);
    lectern.fail('document.savePosition', null);
    await keep(4);
    lectern.fail('document.savePosition', full);
    for (const block of [5, 6]) await keep(block);
    expect(faults).toEqual([full, full]);
  });
});
