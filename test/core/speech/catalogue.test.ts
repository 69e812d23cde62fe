import { describe, expect, it } from 'vitest';
import {
  DEFAULT_VOICE,
  kokoroLanguages,
  KOKORO,
  ORPHEUS,
  priceOf,
  priceText,
  TOGETHER_VOICES,
} from '../../../electron/core/speech/catalogue.ts';

describe('the catalogue of voices', () => {
  const of = (model: string) => TOGETHER_VOICES.filter((voice) => voice.model === model);

  it('has the 54 voices of Kokoro and the 8 of Orpheus, each once', () => {
    expect(of(KOKORO.id)).toHaveLength(54);
    expect(of(ORPHEUS.id)).toHaveLength(8);
    expect(new Set(TOGETHER_VOICES.map(({ voice }) => voice)).size).toBe(62);
    expect(of(KOKORO.id).map(({ voice }) => voice)).toContain(DEFAULT_VOICE);
  });

  it('knows what models cost, and says where it does not', () => {
    const text = (server: 'together' | 'embedded', model: string) => priceText(priceOf(server, model));
    expect(text('together', KOKORO.id)).toBe('$4 per million characters');
    expect(text('together', 'cartesia/sonic-3')).toBe('$65 per million characters');
    expect(text('together', 'new/model')).toBe('price unknown');
    expect(text('embedded', 'espeak-ng')).toBe('free');
  });

  it('knows the language of every voice', () => {
    expect(TOGETHER_VOICES.filter(({ languages }) => languages.length === 0)).toEqual([]);
    expect(TOGETHER_VOICES.find(({ voice }) => voice === 'bm_george')).toMatchObject({
      name: 'George',
      languages: ['en-GB'],
      gender: 'male',
    });
    expect(kokoroLanguages('jf_alpha(1)+af_heart(1)')).toEqual(['ja']);
    expect(kokoroLanguages('tara')).toEqual([]);
  });
});
