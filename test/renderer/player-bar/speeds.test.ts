import { describe, expect, it } from 'vitest';
import { rateText, stepRate } from '../../../renderer/player-bar/speeds.ts';
import { timeText } from '../../../renderer/player-bar/time-left.ts';

describe('speed', () => {
  it('goes up and down the same stairs', () => {
    const up: number[] = [0.5];
    while (up.at(-1)! < 4) up.push(stepRate(up.at(-1)!, 1));
    const down: number[] = [4];
    while (down.at(-1)! > 0.5) down.push(stepRate(down.at(-1)!, -1));
    expect(down.toReversed()).toEqual(up);
    expect(up).toContain(1);
    expect(up).toContain(2.25);
  });

  it('comes back to the stairs from between them, and stays in its bounds', () => {
    expect(stepRate(1.25, 1)).toBe(1.3);
    expect(stepRate(1.25, -1)).toBe(1.2);
    expect(stepRate(4, 1)).toBe(4);
    expect(stepRate(0.5, -1)).toBe(0.5);
  });

  it('is written short', () => {
    expect([1, 1.25, 0.9].map(rateText)).toEqual(['1×', '1.25×', '0.9×']);
  });
});

describe('time left', () => {
  it.each([
    [10, 'under a minute'],
    [61, '1 min'],
    [3540, '59 min'],
    [3590, '1 h'],
    [15_000, '4 h 10 min'],
    [100_000, '27 h'],
  ])('%d s is %s', (seconds, text) => {
    expect(timeText(seconds)).toBe(text);
  });
});
