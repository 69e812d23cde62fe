import { describe, expect, it } from 'vitest';
import { normaliseText, speechKey } from '../../../electron/core/speech/key.ts';
import { wireLanguage } from '../../../electron/core/speech/settings.ts';
import type { SpeechRequest } from '../../../electron/core/speech/types.ts';

const request: SpeechRequest = {
  ...{ server: 'together', model: 'm', voice: 'v', language: 'en-US' },
  ...{ text: 'Café now', pronunciation: ['a/b', 'c/d'] },
};

describe('the key of speech', () => {
  it('is the same for what sounds the same', () => {
    for (const same of [{ text: ' Cafe\u0301\u00a0now\n' }, { language: 'en-GB' }, { language: 'EN' }])
      expect(speechKey({ ...request, ...same })).toBe(speechKey(request));
  });

  it('is another for everything that can be heard', () => {
    const others: Partial<SpeechRequest>[] = [
      ...[{ text: 'café now' }, { text: 'Café now.' }, { voice: 'w' }, { model: 'n' }, { language: 'fr' }],
      ...[{ server: 'embedded' as const }, { pronunciation: ['c/d', 'a/b'] }, { pronunciation: ['a/b,c/d'] }],
    ];
    const keys = [request, ...others.map((other) => ({ ...request, ...other }))].map(speechKey);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('leaves nothing of a text without letters but its signs', () => {
    expect(normaliseText(' \n\t\u2003')).toBe('');
  });
});

describe('a language on the wire', () => {
  it('is the lower-case language alone, but for Cantonese', () => {
    expect(['en-GB', 'FR', 'pt-BR', 'zh-Hans-CN', 'zh-HK', 'yue', 'zh_HK'].map(wireLanguage)).toEqual([
      ...['en', 'fr', 'pt', 'zh', 'zh-hk', 'zh-hk', 'zh-hk'],
    ]);
  });
});
