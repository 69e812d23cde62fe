import { describe, expect, it } from 'vitest';
import { StallWatch } from '../../../renderer/audio/stall-watch.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

function setUp() {
  const clock = createManualClock();
  const sound = { made: 1 as number | null, stalled: 0 };
  const watch = new StallWatch(
    clock,
    () => sound.made,
    () => sound.stalled++,
  );
  return { clock, sound, watch };
}

describe('sound after the devices have changed', () => {
  it('that flows is left alone', () => {
    const { clock, sound, watch } = setUp();
    watch.devicesChanged();
    sound.made = 1.1;
    clock.advance(10_000);
    expect(sound.stalled).toBe(0);
  });

  it('that stands still is lost, once, after the last of the changes', () => {
    const { clock, sound, watch } = setUp();
    watch.devicesChanged();
    clock.advance(1000);
    watch.devicesChanged();
    clock.advance(1000);
    expect(sound.stalled).toBe(0);
    clock.advance(10_000);
    expect(sound.stalled).toBe(1);
  });

  it('that rests, or is closed, is not missed', () => {
    const { clock, sound, watch } = setUp();
    sound.made = null;
    watch.devicesChanged();
    clock.advance(10_000);
    sound.made = 2;
    watch.devicesChanged();
    watch.close();
    clock.advance(10_000);
    expect(sound.stalled).toBe(0);
  });
});
