import { describe, expect, it } from 'vitest';
import type { Voice } from '../../../electron/core/speech/types.ts';
import {
  chooseVoice,
  covers,
  requestLanguage,
  voiceForLanguage,
} from '../../../electron/core/speech/voice-choice.ts';

const voice = (name: string, ...languages: string[]): Voice => ({
  server: 'embedded',
  model: 'm',
  voice: name,
  name,
  languages,
  gender: null,
  wordTimes: true,
  offline: true,
  pricePerMillion: 0,
});
const voices = [
  voice('american', 'en-US', 'en'),
  voice('british', 'en-GB', 'en'),
  voice('belgian', 'fr-BE', 'fr'),
  voice('portuguese', 'pt-PT', 'pt'),
  voice('brazilian', 'pt-BR', 'pt'),
  voice('mandarin', 'zh'),
  voice('norwegian', 'nb', 'no'),
];
const chosen = (language: string | null) => voiceForLanguage(voices, language)?.voice;

describe('the voice for a language', () => {
  it.each([
    ['en-GB', 'british'],
    ['EN_gb', 'british'],
    ['en', 'american'],
    ['en-AU', 'american'],
    ['fr', 'belgian'],
    ['fr-CA', 'belgian'],
    ['pt-BR', 'brazilian'],
    ['pt-AO', 'portuguese'],
    ['zh-Hant-TW', 'mandarin'],
    ['cmn', 'mandarin'],
    ['no', 'norwegian'],
  ])('%s: %s', (language, name) => expect(chosen(language)).toBe(name));

  it('is an English one where the language is unknown, no tag or spoken by none', () => {
    expect(chosen(null)).toBe('american');
    expect(chosen('not a tag')).toBe('american');
    expect(chosen('tlh')).toBe('american');
  });

  it('is told apart from "none speaks it"', () => {
    expect(chooseVoice(voices, 'tlh')).toBeNull();
    expect(chooseVoice(voices, null)?.voice).toBe('american');
    expect(voiceForLanguage([], 'en')).toBeNull();
  });

  it('covers a language whatever the region', () => {
    expect(covers(voice('x', 'pt-BR'), 'pt-PT')).toBe(true);
    expect(covers(voice('x', 'pt-BR'), 'es')).toBe(false);
    expect(covers(voice('x', 'pt-BR'), null)).toBe(true);
  });
});

describe('the language that a voice is asked for', () => {
  it('is the text’s where the voice speaks it, else its own', () => {
    expect(requestLanguage({ languages: ['en-US'] }, 'en-GB')).toBe('en-GB');
    expect(requestLanguage({ languages: ['en-US'] }, 'de')).toBe('en-US');
    expect(requestLanguage({ languages: ['en-US'] }, null)).toBe('en-US');
    expect(requestLanguage({ languages: [] }, 'de')).toBe('de'); // what it speaks is not known
    expect(requestLanguage({ languages: [] }, null)).toBe('en');
  });
});
