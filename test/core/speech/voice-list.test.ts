import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_VOICE, KOKORO, TOGETHER_VOICES } from '../../../electron/core/speech/catalogue.ts';
import { mergedVoices, parseVoiceList } from '../../../electron/core/speech/voice-list.ts';
import { chooseVoice, covers } from '../../../electron/core/speech/voice-choice.ts';

const SONIC = 'cartesia/sonic-2';

describe('the service’s list of voices', () => {
  it('is read in the shape for all models', () => {
    const answer = {
      data: [
        { model: KOKORO.id, voices: [{ id: 'k-1', name: 'af_heart', mood: 'warm' }], more: 1 },
        { model: SONIC, voices: [{ id: 'a0e9', name: 'Laidback Woman' }] },
      ],
      page: null,
    };
    expect(parseVoiceList(answer, null)).toEqual([
      { model: KOKORO.id, id: 'k-1', name: 'af_heart' },
      { model: SONIC, id: 'a0e9', name: 'Laidback Woman' },
    ]);
  });

  it('is read in the shape for the model that was asked for', () => {
    expect(parseVoiceList({ data: { voices: [{ id: 'x', name: 'X' }] } }, SONIC)).toEqual([
      { model: SONIC, id: 'x', name: 'X' },
    ]);
    expect(parseVoiceList({ data: { model: 'm', voices: ['tara'] } }, SONIC)).toEqual([
      { model: 'm', id: 'tara', name: 'tara' },
    ]);
    expect(parseVoiceList({ data: { voices: [{ id: 'x' }] } }, null)).toEqual([]);
  });

  it('passes over what is no voice, and is null where there is no list', () => {
    const voices = [
      null,
      7,
      {},
      { id: '' },
      { id: 'x'.repeat(500) },
      { name: 'only a name' },
      { id: 'only-an-id' },
    ];
    expect(
      parseVoiceList(
        { data: [null, 'x', { model: 5, voices: [{ id: 'lost' }] }, { model: 'm', voices }] },
        null,
      ),
    ).toEqual([
      { model: 'm', id: 'only a name', name: 'only a name' },
      { model: 'm', id: 'only-an-id', name: 'only-an-id' },
    ]);
    for (const nonsense of [null, undefined, [], 'voices', { data: 5 }, { error: {} }, { data: [{ a: 1 }] }])
      expect(parseVoiceList(nonsense, null)).toBeNull();
  });

  it('is never fatal', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        for (const answer of [
          a,
          { data: a },
          { data: [a, { voices: b }] },
          { data: { model: a, voices: b } },
        ])
          mergedVoices(parseVoiceList(answer, null) ?? []);
      }),
    );
  });
});

describe('the merged voices', () => {
  const keyOf = ({ model, voice }: { model: string; voice: string }) => `${model} ${voice}`;

  it('are the catalogue’s where the service said nothing', () => {
    expect(mergedVoices([])).toEqual(TOGETHER_VOICES);
  });

  it('keep what the catalogue knows, found by id or by name, the listed ones first in their model', () => {
    const merged = mergedVoices([
      { model: KOKORO.id, id: '7f3a', name: 'bf_emma' },
      { model: KOKORO.id, id: 'af_new', name: 'New' },
      { model: KOKORO.id, id: 'am_adam', name: 'Adam the Great' },
    ]).filter(({ model }) => model === KOKORO.id);
    expect(merged.slice(0, 4).map(({ voice }) => voice)).toEqual([
      'am_adam',
      'bf_emma',
      'af_new',
      DEFAULT_VOICE,
    ]);
    expect(merged.find(({ voice }) => voice === 'bf_emma')).toMatchObject({
      languages: ['en-GB'],
      gender: 'female',
    });
    expect(merged).toHaveLength(55);
  });

  it('have the price of their model, and null where it is not known', () => {
    const merged = mergedVoices([
      { model: SONIC, id: 'a', name: 'A' },
      { model: 'new/model', id: 'b', name: 'B' },
    ]);
    expect(merged.find(({ voice }) => voice === 'a')).toMatchObject({ pricePerMillion: 65, languages: [] });
    expect(merged.find(({ voice }) => voice === 'b')?.pricePerMillion).toBeNull();
    expect(merged.at(-1)?.model).toBe('new/model');
  });

  it('are without those of rented endpoints', () => {
    const dedicated = ['deepgram/aura-2', 'rime-labs/rime-arcana-v2', 'minimax/speech-2.6-turbo'];
    const merged = mergedVoices(dedicated.map((model) => ({ model, id: 'x', name: 'x' })));
    expect(merged).toEqual(TOGETHER_VOICES);
  });

  it('are each there once, and choose the same voice for a language as before', () => {
    const entry = fc.record({
      model: fc.constantFrom(KOKORO.id, SONIC, 'new/model'),
      id: fc.constantFrom('af_alloy', 'af_heart', 'x', 'y'),
      name: fc.constantFrom('af_alloy', 'af_heart', 'X', 'Y'),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 12 }), (listed) => {
        const merged = mergedVoices([
          ...listed,
          { model: KOKORO.id, id: DEFAULT_VOICE, name: DEFAULT_VOICE },
        ]);
        expect(new Set(merged.map(keyOf)).size).toBe(merged.length);
        expect(chooseVoice(merged, 'en')?.voice).toBe(DEFAULT_VOICE);
      }),
    );
  });

  it('of unknown languages read what they are chosen for, and are never chosen by themselves', () => {
    const [sonic] = mergedVoices([{ model: SONIC, id: 'a', name: 'A' }]).filter(
      ({ model }) => model === SONIC,
    );
    expect(sonic && covers(sonic, 'de')).toBe(true);
    expect(chooseVoice(sonic ? [sonic] : [], 'de')).toBeNull();
  });
});
