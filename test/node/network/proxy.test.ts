import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../../electron/node/network/proxy.ts';

const SERVICE = 'wss://api.together.ai/v1/audio/speech/websocket';
const chosen = (target: string, env: Record<string, string>, setting: string | null = null) =>
  proxyFor(new URL(target), setting, env)?.href ?? null;

describe('the proxy of the environment', () => {
  it.each([
    ['HTTPS_PROXY', SERVICE, 'http://p:1/'],
    ['https_proxy', SERVICE, 'http://p:1/'],
    ['HTTPS_PROXY', 'https://api.together.ai/v1/voices', 'http://p:1/'],
    ['HTTPS_PROXY', 'ws://speech.test/v1', null],
    ['HTTP_PROXY', 'ws://speech.test/v1', 'http://p:1/'],
    ['http_proxy', 'http://speech.test/v1', 'http://p:1/'],
    ['HTTP_PROXY', SERVICE, null],
    ['ALL_PROXY', SERVICE, 'http://p:1/'],
    ['all_proxy', 'http://speech.test/v1', 'http://p:1/'],
  ])('%s is that of %s: %s', (name, target, proxy) => {
    expect(chosen(target, { [name]: 'http://p:1' })).toBe(proxy);
  });

  it('is the more particular one, and the small letters go first, as with curl', () => {
    const env = { HTTPS_PROXY: 'http://big:1', https_proxy: 'http://small:1', ALL_PROXY: 'http://all:1' };
    expect(chosen(SERVICE, env)).toBe('http://small:1/');
    expect(chosen('ws://speech.test', env)).toBe('http://all:1/');
  });

  it('may be written without http://, and need not be there', () => {
    expect(chosen(SERVICE, { HTTPS_PROXY: 'proxy.firm.example:3128' })).toBe(
      'http://proxy.firm.example:3128/',
    );
    expect(chosen(SERVICE, { HTTPS_PROXY: '' })).toBeNull();
    expect(chosen(SERVICE, {})).toBeNull();
  });

  it.each(['socks5://p:1', 'ftp://p', 'http://', '::'])('that is %s is none', (proxy) => {
    expect(() => chosen(SERVICE, { HTTPS_PROXY: proxy })).toThrow(
      expect.objectContaining({ reason: 'unusable' }),
    );
  });

  it.each([
    ['*', true],
    ['api.together.ai', true],
    ['together.ai', true],
    ['.together.ai', true],
    ['*.together.ai', true],
    ['firm.example, API.Together.AI', true],
    ['firm.example api.together.ai:443', true],
    ['api.together.ai:8443', false],
    ['gether.ai', false],
    ['other.example', false],
    [' , ', false],
  ])('is not asked about NO_PROXY=%s: %s', (exceptions, excepted) => {
    const env = { HTTPS_PROXY: 'http://p:1', NO_PROXY: exceptions };
    expect(chosen(SERVICE, env)).toBe(excepted ? null : 'http://p:1/');
  });
});

describe('a proxy', () => {
  it('of the settings goes before the environment and its exceptions', () => {
    const env = { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' };
    expect(chosen(SERVICE, env, 'http://name:word@own:8080')).toBe('http://name:word@own:8080/');
  });

  it.each([
    'ws://127.0.0.1:8080/v1',
    'http://localhost:8080/v1',
    'wss://voice.localhost/v1',
    'ws://[::1]:8080/v1',
    'http://127.9.8.7/v1',
  ])('is never between us and %s', (target) => {
    const env = { HTTP_PROXY: 'http://p:1', HTTPS_PROXY: 'http://p:1', ALL_PROXY: 'http://p:1' };
    expect(chosen(target, env)).toBeNull();
    expect(chosen(target, env, 'http://own:8080')).toBeNull();
  });
});
