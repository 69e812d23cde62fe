import { describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { Cost } from '../../../renderer/settings/cost.svelte.ts';
import { dollarsTyped, monthText } from '../../../renderer/settings/money.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { settle } from '../../support/until.ts';

describe('the meter in the settings', () => {
  it('looks again while it is shown, and no more when it is not', async () => {
    const lectern = new FakeLectern();
    const clock = createManualClock();
    const cost = new Cost(lectern.api, clock, () => undefined);
    const end = cost.watch();
    await settle();
    expect([cost.month, cost.total.characters, cost.today.dollars]).toEqual(['2026-06', 5200, 0.0208]);
    expect(cost.models.map(({ model }) => model)).toEqual(['hexgrad/Kokoro-82M']);
    clock.advance(3000);
    await settle();
    expect(lectern.calls('usage.month')).toHaveLength(2);
    end();
    clock.advance(9000);
    expect(lectern.calls('usage.month')).toHaveLength(2);
  });

  it('says once that it cannot be known', async () => {
    const lectern = new FakeLectern();
    const clock = createManualClock();
    lectern.fail('usage.month', new LecternError('storage', 'No.'));
    const faults: unknown[] = [];
    new Cost(lectern.api, clock, (error) => faults.push(error)).watch();
    await settle();
    clock.advance(9000);
    await settle();
    expect(faults).toHaveLength(1);
  });
});

describe('money', () => {
  it.each([
    ['5', 5],
    [' $2.50 ', 2.5],
    ['0', 0],
    ['2,5', 2.5],
    ['10000', 10_000],
    ['', null],
    ['$', null],
    ['10001', undefined],
    ['-1', undefined],
    ['2.345', undefined],
    ['five', undefined],
    ['1e3', undefined],
  ])('typed as %j is %s', (text, dollars) => {
    expect(dollarsTyped(text)).toBe(dollars);
  });

  it('has a month with a name', () => expect(monthText('2026-05')).toBe('May 2026'));
});
