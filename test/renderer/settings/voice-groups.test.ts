import { describe, expect, it } from 'vitest';
import type { Voice } from '../../../electron/core/speech/types.ts';
import { bytesText } from '../../../renderer/settings/bytes.ts';
import { modelName, voiceGroups } from '../../../renderer/settings/voice-groups.ts';

const voice = (name: string, language: string, offline = true): Voice => ({
  server: offline ? 'embedded' : 'together',
  model: 'm',
  voice: name,
  name,
  languages: [language],
  gender: null,
  wordTimes: true,
  offline,
  pricePerMillion: offline ? 0 : null,
});
const voices = [
  voice('Deutsch', 'de'),
  voice('Dansk', 'da'),
  voice('English (America)', 'en-US'),
  voice('Heart', 'en-US', false),
  voice('Variant', 'xx-not-a-tag-at-all'),
];
const shape = (search: string, document: string | null, cloud = true) =>
  voiceGroups(voices, { search, document, cloud }).map((group) => [
    group.name,
    ...group.voices.map(({ name }) => name),
  ]);

describe('the list of voices', () => {
  it('is grouped by language, the document’s first, cloud voices before the offline ones', () => {
    expect(shape('', 'en-GB')).toEqual([
      ['English', 'Heart', 'English (America)'],
      ['Danish', 'Dansk'],
      ['German', 'Deutsch'],
      ['xx', 'Variant'],
    ]);
    expect(shape('', null)[0]?.[0]).toBe('Danish');
    expect(shape('heart', 'en')).toEqual([['English', 'Heart']]);
    expect(shape('english', 'en', false)).toEqual([['English', 'English (America)', 'Heart']]);
  });

  it('is searched by name, language name and tag, all words wanted', () => {
    expect(shape('german', null)).toEqual([['German', 'Deutsch']]);
    expect(shape('en-us heart', null)).toEqual([['English', 'Heart']]);
    expect(shape('nobody', null)).toEqual([]);
  });

  it('shows those of no stated language last, and finds voices by their model', () => {
    const nameless = { ...voice('Zoe', 'en', false), languages: [], model: 'cartesia/sonic-2' };
    const groups = (search: string) =>
      voiceGroups([nameless, ...voices], { search, document: null, cloud: true });
    expect(groups('').at(-1)).toMatchObject({ name: 'Language not stated', voices: [nameless] });
    expect(groups('sonic').flatMap((group) => group.voices)).toEqual([nameless]);
    expect([nameless, voices[0]!, voices[3]!].map(modelName)).toEqual(['Cartesia Sonic 2', 'Offline', 'm']);
  });
});

describe('sizes', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [820_000, '820 kB'],
    [1_400_000_000, '1.4 GB'],
    [182_400_000, '182 MB'],
  ])('%d is %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });
});
