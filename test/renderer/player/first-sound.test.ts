import { describe, expect, it } from 'vitest';
import { FirstSound } from '../../../renderer/player/first-sound.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { speechDocument } from '../../support/speech-document.ts';
import { settle, setup } from './setup.ts';

describe('the window’s part of the way to the sound', () => {
  it('is from the first audio that was waited for to its first sample heard', async () => {
    const latency = 2400; // 100 ms
    const t = setup(speechDocument([['The first sentence is here. Then comes a second one.']]), {
      automatic: false,
      latency,
    });
    t.player.play();
    await settle();
    t.clock.advance(300);
    const [first, second] = t.fetcher.requests;
    second?.arrive(t.clock.now()); // fetched ahead: nobody waits for it
    second?.giveAll();
    first?.arrive(t.clock.now());
    t.clock.advance(7);
    first?.giveAll();
    await settle();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(t.sounded.map(({ ticket }) => ticket)).toEqual(['The first sentence is here.']);
    const [sounded] = t.sounded;
    expect(sounded?.milliseconds).toBeGreaterThan(7 + 90);
    expect(sounded?.milliseconds).toBeLessThan(7 + 100.1);
  });

  it('is not measured for what was there before it was wanted', () => {
    const clock = createManualClock();
    const sounded: unknown[] = [];
    const sound = new FirstSound(clock, (...told) => sounded.push(told));
    const arrival = { ticket: 't', at: clock.now() };
    clock.advance(60_000);
    sound.waits(true); // play, after a pause
    sound.sounds(arrival, 20);
    sound.waits(true);
    sound.sounds(null, 20); // stored
    sound.waits(true);
    sound.waits(false); // stopped
    sound.sounds({ ticket: 't', at: clock.now() }, 20);
    expect(sounded).toEqual([]);
    sound.waits(true);
    clock.advance(5);
    const late = { ticket: 'u', at: clock.now() };
    clock.advance(3);
    sound.waits(true);
    sound.sounds(late, -2);
    expect(sounded).toEqual([['u', 1]]);
  });
});
