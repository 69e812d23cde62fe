import { describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { Preferences } from '../../../renderer/app/preferences.svelte.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';

async function setUp() {
  const lectern = new FakeLectern();
  const faults: unknown[] = [];
  const preferences = new Preferences(lectern.api, await lectern.api.call('settings.get'), (error) =>
    faults.push(error),
  );
  return { lectern, preferences, faults };
}

describe('preferences', () => {
  it('hold at once and are kept', async () => {
    const { lectern, preferences } = await setUp();
    const kept = preferences.set({ textSize: 24 });
    expect(preferences.current.textSize).toBe(24);
    await kept;
    expect(await lectern.api.call('settings.get')).toMatchObject({ textSize: 24, theme: 'system' });
  });

  it('are not thrown back by answers to earlier changes', async () => {
    const { preferences } = await setUp();
    const seen: number[] = [];
    const all = [20, 21, 22, 23].map((textSize) => preferences.set({ textSize }));
    for (const one of all) {
      await one;
      seen.push(preferences.current.textSize);
    }
    expect(seen).toEqual([23, 23, 23, 23]);
  });

  it('follow a change made elsewhere', async () => {
    const { lectern, preferences } = await setUp();
    await lectern.api.call('settings.set', { theme: 'dark' });
    expect(preferences.current.theme).toBe('dark');
  });

  it('are taken back, and it is said, where they cannot be kept', async () => {
    const { lectern, preferences, faults } = await setUp();
    lectern.fail('settings.set', new LecternError('disk-full', 'The disk is full. Make room.'));
    await preferences.set({ textSize: 30 });
    expect(preferences.current.textSize).toBe(19);
    expect(faults).toMatchObject([{ kind: 'disk-full' }]);
  });
});
