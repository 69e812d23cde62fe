import { beforeAll, describe, expect, it } from 'vitest';
import { TOGETHER_VOICES } from '../../../../electron/core/speech/catalogue.ts';
import type { Voice } from '../../../../electron/core/speech/types.ts';
import { voiceForLanguage } from '../../../../electron/core/speech/voice-choice.ts';
import { loadEspeak, type Espeak } from '../../../../electron/node/speech/embedded/espeak-module.ts';
import {
  EMBEDDED_MODEL,
  embeddedVoices,
  findVoice,
} from '../../../../electron/node/speech/embedded/voices.ts';

let espeak: Espeak;
let voices: readonly Voice[];
beforeAll(async () => {
  espeak = await loadEspeak();
  voices = embeddedVoices(espeak.list_voices());
});

describe('the embedded voices', () => {
  it('are many, offline, free, timed, each with a valid language, and all known to the engine', () => {
    expect(voices.length).toBeGreaterThan(200);
    expect(new Set(voices.map(({ voice }) => voice)).size).toBe(voices.length);
    for (const voice of voices) {
      expect(voice).toMatchObject({
        server: 'embedded',
        model: EMBEDDED_MODEL,
        offline: true,
        wordTimes: true,
        pricePerMillion: 0,
      });
      expect(() => Intl.getCanonicalLocales([...voice.languages])).not.toThrow();
      expect(voice.languages.length).toBeGreaterThan(0);
      expect(espeak.set_voice(voice.voice)).toBe(0);
    }
    expect(espeak.set_voice('no/body')).not.toBe(0);
  });

  it.each([
    ['en', 'gmw/en-US'],
    [null, 'gmw/en-US'],
    ['en-GB', 'gmw/en'],
    ['fr', 'roa/fr'],
    ['fr-CA', 'roa/fr'],
    ['de-AT', 'gmw/de'],
    ['pt-BR', 'roa/pt-BR'],
    ['zh-CN', 'sit/cmn'],
    ['zh-Hant-TW', 'sit/cmn'],
    ['no', 'gmq/nb'],
    ['es-MX', 'roa/es-419'],
    ['bo', 'gmw/en-US'],
  ])('the one for %s is %s', (language, identifier) => {
    expect(voiceForLanguage(voices, language)?.voice).toBe(identifier);
  });

  const found = (model: string, voice: string | null, language: string | null = null) =>
    findVoice(voices, model, voice, language)?.voice ?? null;

  it('are found by identifier, with any variant, or by a language’s tag', () => {
    expect(found(EMBEDDED_MODEL, 'gmw/de')).toBe('gmw/de');
    expect(found(EMBEDDED_MODEL, 'gmw/de+f2')).toBe('gmw/de+f2');
    expect(found(EMBEDDED_MODEL, 'en-us')).toBe('gmw/en-US');
    expect(found(EMBEDDED_MODEL, null, 'fr')).toBe('roa/fr');
    expect(found(EMBEDDED_MODEL, 'gmw/de', 'fr')).toBe('gmw/de'); // an identifier is a language
    for (const name of ['nobody', '', 'gmw/xx', 'gmw/de+../../x', 'gmw/de f2'])
      expect(found(EMBEDDED_MODEL, name)).toBeNull();
  });

  it('answer to every name of Kokoro’s and Orpheus’s, with its language and gender', () => {
    for (const { model, voice, languages, gender } of TOGETHER_VOICES) {
      const match = findVoice(voices, model, voice, null);
      expect(match?.languages[0]?.split('-')[0]).toBe(languages[0]?.split('-')[0]);
      if (gender) expect(match?.gender).toBe(gender);
    }
    expect(found('hexgrad/Kokoro-82M', 'af_heart')).toBe('gmw/en-US+f3');
    expect(found('hexgrad/Kokoro-82M', 'bm_george')).toBe('gmw/en');
    expect(found('hexgrad/Kokoro-82M', 'af_heart', 'zh-hk')).toBe('sit/yue+f3');
    expect(found('hexgrad/Kokoro-82M', 'af_heart', 'fr')).toBe('roa/fr+f3');
    expect(found('hexgrad/Kokoro-82M', 'bf_emma', 'en')).toBe('gmw/en+f3');
    for (const locale of ['zh-hk', 'zh-Hant-HK', 'zh-mo', 'yue'])
      expect(found('hexgrad/Kokoro-82M', 'zm_yunxi', locale), locale).toBe('sit/yue');
    expect(found('hexgrad/Kokoro-82M', 'zm_yunxi', 'zh-cn')).toBe('sit/cmn');
    for (const [language, voice] of [
      ['en', 'gmw/en-US+f3'],
      ['en-gb', 'gmw/en+f3'],
      ['en_GB', 'gmw/en+f3'],
      ['en-us', 'gmw/en-US+f3'],
      ['en-au', 'gmw/en-US+f3'], // nobody has it
      ['english', 'gmw/en-US+f3'],
    ] as const)
      expect(found('hexgrad/Kokoro-82M', 'af_heart', language), language).toBe(voice);
    expect(found('hexgrad/Kokoro-82M', 'bm_george', 'en-us')).toBe('gmw/en-US');
    expect(found('hexgrad/Kokoro-82M', 'bm_george', 'en-au')).toBe('gmw/en');
    expect(found('hexgrad/Kokoro-82M', 'ef_dora', 'es-mx')).toBe('roa/es-419+f3');
    expect(found('hexgrad/Kokoro-82M', 'tara')).toBeNull();
    expect(found('canopylabs/orpheus-3b-0.1-ft', 'tara')).toBe('gmw/en-US');
    expect(found('nobody/nothing', 'af_heart')).toBeNull();
  });

  it('answer to a mix of Kokoro’s by its heaviest, to no other mix, and to none that cannot be read', () => {
    for (const [mix, voice] of [
      ['am_adam(1)+af_heart(2)', 'gmw/en-US+f3'],
      ['am_adam(2)+af_heart(1.5)', 'gmw/en-US'],
      ['bm_george+af_heart', 'gmw/en'],
      ['af_heart(0.5)', 'gmw/en-US+f3'],
    ] as const)
      expect(found('hexgrad/Kokoro-82M', mix), mix).toBe(voice);
    for (const name of [
      ...['', 'af_heart(1)+nobody', 'af_heart(x)', 'af_heart+', '+af_heart', 'af_bella(2)af_heart'],
      ...['af_bella(2) af_heart(1)', 'af_bella(0)+af_heart(0)', 'af_bella(-1)', 'af_bella()', '(2)'],
    ])
      expect(found('hexgrad/Kokoro-82M', name), name).toBeNull();
    expect(found('canopylabs/orpheus-3b-0.1-ft', 'tara+leo')).toBeNull();
  });
});
