import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallName } from '../../../electron/contract/table.ts';
import { LecternError } from '../../../electron/core/errors.ts';
import { Preferences } from '../../../renderer/app/preferences.svelte.ts';
import { lateAnswers } from '../../fakes/late-answers.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';
import { settle } from '../../support/until.ts';

/** @param held Calls whose answers come when the test says so. */
async function setUp(held: readonly CallName[] = []) {
  const lectern = new FakeLectern();
  const late = lateAnswers(lectern.api, held);
  const faults: unknown[] = [];
  const preferences = new Preferences(late.api, await lectern.api.call('settings.get'), (error) =>
    faults.push(error),
  );
  return { lectern, late, preferences, faults };
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

  it('are, in the end, what the application has, and that is what was chosen last; here and elsewhere', async () => {
    const change = fc.record({
      do: fc.constantFrom('set', 'set', 'elsewhere', 'answer', 'answer', 'fail', 'reload'),
      which: fc.nat({ max: 30 }),
      size: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 14 }), async (changes) => {
        const { lectern, late, preferences } = await setUp(['settings.set', 'settings.get']);
        const chosen: { textSize?: number; lineHeight?: number } = {};
        let faulty = false;
        for (const { do: what, which, size } of changes) {
          const patch = size ? { textSize: 12 + (which % 28) } : { lineHeight: 1.2 + (which % 8) / 10 };
          if (what === 'answer') late.waiting[which % Math.max(1, late.waiting.length)]?.give();
          else if (what === 'reload') void preferences.reload();
          else if (what === 'elsewhere')
            await lectern.api.call('settings.set', { volume: which / 30 }).catch(() => undefined);
          else if (what === 'set') {
            void preferences.set(patch);
            expect(preferences.current).toMatchObject(patch);
            Object.assign(chosen, patch);
          } else {
            faulty = true;
            lectern.fail('settings.set', size ? new LecternError('disk-full', 'Full.') : null);
          }
          await settle(2);
          if (!faulty) expect(preferences.current).toMatchObject(chosen);
        }
        lectern.fail('settings.set', null);
        await late.giveAll((count) => count - 1);
        if (!faulty) expect(preferences.current).toMatchObject(chosen);
        expect(preferences.current).toEqual(await lectern.api.call('settings.get'));
      }),
      { numRuns: 150 },
    );
  });
});
