import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KOKORO, TOGETHER_VOICES } from '../../../electron/core/speech/catalogue.ts';
import { checkedVoice } from '../../../electron/core/speech/voice-mix.ts';
import { MOST_PARTS, mixable, VoiceMix } from '../../../renderer/settings/voice-mix.svelte.ts';

const kokoro = (voice: string) => ({ server: 'together', model: KOKORO.id, voice }) as const;
const voices = mixable(TOGETHER_VOICES);

describe('a mix that is made', () => {
  it('begins as what is chosen, where that is a mix of whole parts', () => {
    expect(new VoiceMix(kokoro('bf_emma(3)+bf_lily(1)')).id.voice).toBe('bf_emma(3)+bf_lily(1)');
    for (const other of [null, kokoro('af_sky'), kokoro('af_sky(0.5)+af_nova'), kokoro('af_sky+(')])
      expect(new VoiceMix(other).id.voice).toBe('af_heart(2)+af_bella(1)');
  });

  it('has weights of which only the proportion counts', () => {
    const mix = new VoiceMix(null);
    mix.setWeight(0, 4);
    mix.setWeight(1, 6);
    expect([mix.percent(0), mix.percent(1)]).toEqual([40, 60]);
    expect(mix.id.voice).toBe('af_heart(2)+af_bella(3)');
  });

  it('has two voices or three, each once', () => {
    const mix = new VoiceMix(null);
    mix.remove(0);
    expect(mix.mayRemove).toBe(false);
    mix.add(voices);
    mix.add(voices);
    expect(mix.parts.map(({ voice }) => voice)).toEqual(['af_heart', 'af_bella', 'af_alloy']);
    mix.setVoice(0, 'af_alloy');
    expect(mix.parts.map(({ voice }) => voice)).toEqual(['af_alloy', 'af_bella', 'af_heart']);
    mix.remove(1);
    expect(mix.parts.map(({ voice }) => voice)).toEqual(['af_alloy', 'af_heart']);
  });

  it('can be sent, whatever is done to it', () => {
    const index = fc.nat({ max: 2 });
    const step = fc.oneof(
      fc.record({
        do: fc.constant('weight' as const),
        index,
        weight: fc.integer({ min: 1, max: MOST_PARTS }),
      }),
      fc.record({ do: fc.constant('voice' as const), index, voice: fc.constantFrom(...voices) }),
      fc.record({ do: fc.constantFrom('add' as const, 'remove' as const), index }),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const mix = new VoiceMix(null);
        for (const one of steps) {
          if (one.do === 'weight') mix.setWeight(one.index, one.weight);
          else if (one.do === 'voice') mix.setVoice(one.index, one.voice.voice);
          else if (one.do === 'add') mix.add(voices);
          else mix.remove(one.index);
        }
        expect(checkedVoice(TOGETHER_VOICES, mix.id)).toEqual(mix.id);
      }),
    );
  });
});
