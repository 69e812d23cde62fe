import { describe, expect, it } from 'vitest';
import { parseQuery, queryEntries } from '../../../electron/core/speech/settings.ts';

describe('settings in an address', () => {
  it('survive the way through a URL, a mixed voice too', () => {
    const settings = {
      model: 'hexgrad/Kokoro-82M',
      voice: 'af_bella(2)+af_heart(1)',
      responseFormat: 'pcm',
      sampleRate: 24000,
      alignment: 'word',
      segment: 'never',
    } as const;
    const query = new URLSearchParams(queryEntries(settings)).toString();
    expect(query).toContain('%2B');
    expect(parseQuery(new URLSearchParams(query))).toEqual({ ok: true, settings });
  });

  it('name the parameter that cannot be used', () => {
    const parse = (query: string) => parseQuery(new URLSearchParams(query));
    expect(parse('sample_rate=fast')).toMatchObject({ ok: false, param: 'sample_rate' });
    expect(parse('response_format=midi')).toMatchObject({ ok: false, param: 'response_format' });
    expect(parse('voice=')).toMatchObject({ ok: false, param: 'voice' });
    expect(parse('api_key=x&colour=red')).toEqual({ ok: true, settings: {} });
  });
});
