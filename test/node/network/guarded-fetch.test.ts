/** Fetching what a person named, from a real server that has the faults of sites. */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createGuardedFetch,
  type GuardedFetchOptions,
} from '../../../electron/node/network/guarded-fetch.ts';
import { createNetwork } from '../../../electron/node/network/network.ts';
import { ConnectProxy } from '../../fakes/connect-proxy.ts';
import { WebSite } from '../../fakes/web-site.ts';
import { until } from '../../support/until.ts';

const PAGE = '<!doctype html><title>A page</title><p>Words on it.</p>';
let site: WebSite;
beforeEach(async () => (site = await WebSite.start()));
afterEach(() => site.close());

const direct = createNetwork({ proxy: () => null, env: {} });

function fetcher(options: Partial<GuardedFetchOptions> = {}) {
  return createGuardedFetch({ network: direct, ...options });
}
const get = (
  address: string,
  options: Partial<GuardedFetchOptions> = {},
  signal = new AbortController().signal,
) => fetcher(options)(address, signal);
const failing = (address: string, options: Partial<GuardedFetchOptions> = {}) =>
  get(address, options).then(
    () => {
      throw new Error('it was fetched');
    },
    (error: unknown) => error as { kind: string; message: string },
  );
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('a page', () => {
  it('comes with where it was found, and tells nothing of who asks', async () => {
    site.page('/a', PAGE);
    const { address, bytes } = await get(site.url('/a?b=c#there').replace('//', '//me:secret@'));
    expect(address).toBe(site.url('/a?b=c'));
    expect(text(bytes)).toBe(PAGE);
    const { headers } = site.asked[0]!;
    expect(headers['user-agent']).toMatch(/^Lectern\/\d/);
    for (const name of ['cookie', 'referer', 'authorization']) expect(headers[name]).toBeUndefined();
  });

  it('is followed where it has moved to, also by a relative address', async () => {
    site.redirect('/old', '/new?x=1');
    site.redirect('/new', 'newest', 308);
    site.page('/newest', PAGE);
    expect((await get(site.url('/old'))).address).toBe(site.url('/newest'));
    expect(site.asked.map(({ path }) => path)).toEqual(['/old', '/new', '/newest']);
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('is unpacked from %s', async (encoding, pack) => {
    site.pages.set('/a', (response) =>
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': encoding }).end(pack(PAGE)),
    );
    expect(text((await get(site.url('/a'))).bytes)).toBe(PAGE);
  });

  it('keeps what the server says of its letters', async () => {
    const cyrillic = Buffer.from([0xcc, 0xe8, 0xf0]); // "Мир" in windows-1251
    site.page('/a', cyrillic, 'text/html; charset=windows-1251');
    expect(text((await get(site.url('/a'))).bytes)).toBe('Мир');
    site.page('/b', Buffer.from('Grüße'), 'text/html; charset=iso-8859-1'); // a server's default that does not hold
    expect(text((await get(site.url('/b'))).bytes)).toBe('Grüße');
  });
});

describe('what is refused', () => {
  it.each([
    ['file:///etc/passwd', 'refused', /http:\/\/ or https:\/\//],
    ['javascript:alert(1)', 'refused', /http/],
    ['nonsense', 'refused', /http/],
  ])('%s', async (address, kind, sentence) => {
    expect(await failing(address)).toMatchObject({ kind, message: expect.stringMatching(sentence) });
  });

  it.each([
    [404, 'document-missing', /no such page/],
    [410, 'document-missing', /no such page/],
    [401, 'document-protected', /save the page/],
    [403, 'document-protected', /save the page/],
    [429, 'network', /less often/],
    [500, 'network', /fault of its own/],
    [304, 'network', /no page/],
  ])('an answer of %i', async (status, kind, sentence) => {
    site.pages.set('/a', (response) => response.writeHead(status).end());
    expect(await failing(site.url('/a'))).toMatchObject({ kind, message: expect.stringMatching(sentence) });
  });

  it.each(['image/png', 'video/mp4', 'audio/mpeg', 'font/woff2'])('%s, before it is loaded', async (type) => {
    site.pages.set('/a', (response) => {
      response.writeHead(200, { 'content-type': type });
      response.write('x'); // and never an end
    });
    expect(await failing(site.url('/a'))).toMatchObject({ kind: 'unsupported-format' });
    await until(() => site.aborted === 1);
  });

  it('a chain of addresses without an end, by the same and by ever new ones', async () => {
    site.redirect('/loop', '/loop');
    expect(await failing(site.url('/loop'))).toMatchObject({
      kind: 'network',
      message: expect.stringMatching(/without end/),
    });
    expect(site.asked).toHaveLength(11);
  });

  it('what is too large: announced, sent without an end, or unpacked from little', async () => {
    const limits = { bytes: 100_000 };
    site.pages.set('/announced', (response) => {
      response.writeHead(200, { 'content-length': 1e9 });
      response.write('x');
    });
    site.pages.set('/endless', (response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      };
      response.on('drain', more);
      more();
    });
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    site.pages.set('/bomb', (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    for (const path of ['/announced', '/endless', '/bomb']) {
      expect(await failing(site.url(path), { limits }), path).toMatchObject({
        kind: 'document-too-large',
        message: expect.stringMatching(/0\.1 MB/),
      });
    }
  });

  it('what never comes, and what drips', async () => {
    site.pages.set('/silent', () => undefined);
    expect(await failing(site.url('/silent'), { limits: { silence: 50 } })).toMatchObject({
      kind: 'document-timeout',
    });
    site.pages.set('/stops', (response) => {
      response.writeHead(200);
      response.write('x');
    });
    expect(await failing(site.url('/stops'), { limits: { silence: 50 } })).toMatchObject({
      kind: 'document-timeout',
    });
    site.pages.set('/drips', (response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 5);
      response.on('close', () => clearInterval(timer));
    });
    expect(await failing(site.url('/drips'), { limits: { total: 300 } })).toMatchObject({
      kind: 'document-timeout',
    });
    await until(() => site.aborted === 3);
  });

  it('a body that is damaged or packed in an unknown way, and a connection that breaks', async () => {
    site.pages.set('/damaged', (response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
    );
    expect(await failing(site.url('/damaged'))).toMatchObject({
      kind: 'network',
      message: expect.stringMatching(/damaged/),
    });
    site.pages.set('/packed', (response) =>
      response.writeHead(200, { 'content-encoding': 'secret' }).end('x'),
    );
    expect(await failing(site.url('/packed'))).toMatchObject({ kind: 'unsupported-format' });
    site.pages.set('/broken', (response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('x', () => response.destroy());
    });
    expect(await failing(site.url('/broken'))).toMatchObject({ kind: 'network' });
  });

  it('nothing more once it is given up', async () => {
    site.pages.set('/silent', () => undefined);
    const controller = new AbortController();
    const fetched = get(site.url('/silent'), {}, controller.signal);
    await until(() => site.asked.length === 1);
    controller.abort();
    await expect(fetched).rejects.toMatchObject({ kind: 'cancelled' });
    await until(() => site.aborted === 1);
  });
});

describe('addresses near this machine', () => {
  const leadingTo = (address: string) => ({
    lookup: async () => [{ address, family: address.includes(':') ? 6 : 4 }],
  });

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '192.168.0.1',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
  ])('are not asked by a name that leads to %s', async (address) => {
    site.page('/a', PAGE);
    expect(await failing(site.url('/a', 'page.example.org'), leadingTo(address))).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/^page\.example\.org leads to this machine/),
    });
    expect(site.asked).toEqual([]);
  });

  it('are not asked where one of several is', async () => {
    const lookup = async () => [
      { address: '93.184.215.14', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    expect(await failing(site.url('/a', 'page.example.org'), { lookup })).toMatchObject({ kind: 'refused' });
  });

  it('are asked where they were typed', async () => {
    site.page('/a', PAGE);
    for (const host of ['127.0.0.1', 'localhost', '2130706433', 'books.lan']) {
      const { bytes } = await get(site.url('/a', host), leadingTo('127.0.0.1'));
      expect(text(bytes)).toBe(PAGE);
    }
  });

  it('are never where another address leads to, not even one that was typed itself', async () => {
    const other = await WebSite.start();
    try {
      other.page('/secret', PAGE);
      site.redirect('/a', other.url('/secret'));
      expect(await failing(site.url('/a'))).toMatchObject({ kind: 'refused' });
      site.redirect('/b', 'http://[::1]:1/');
      expect(await failing(site.url('/b'))).toMatchObject({ kind: 'refused' });
      site.redirect('/c', 'file:///etc/passwd');
      expect(await failing(site.url('/c'))).toMatchObject({ kind: 'refused' });
      expect(other.asked).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it('cannot be slipped in between the look and the asking: each name is looked up once, and that is asked', async () => {
    site.page('/a', PAGE);
    let looks = 0;
    // "books.lan" may be near; what matters is that the second answer is never used.
    const lookup = async () => [{ address: ++looks === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
    await get(site.url('/a', 'books.lan'), { lookup });
    expect(looks).toBe(1);
    expect(site.asked[0]?.headers.host).toBe(`books.lan:${site.port}`);
  });
});

describe('through a proxy', () => {
  it('goes a page whose name only the proxy knows, and none that says it is near unless typed', async () => {
    site.page('/a', PAGE);
    const proxy = await ConnectProxy.start(site.port);
    try {
      const network = createNetwork({ proxy: () => proxy.url(), env: {} });
      const lookup = () => Promise.reject(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }));
      const { bytes } = await get('http://page.example.org/a', { network, lookup });
      expect(text(bytes)).toBe(PAGE);
      expect(proxy.asked.map(({ target }) => target)).toEqual(['page.example.org:80']);
      site.redirect('/b', 'http://192.168.1.1/admin');
      expect(await failing('http://page.example.org/b', { network, lookup })).toMatchObject({
        kind: 'refused',
      });
      proxy.refuses = 502;
      expect(await failing('http://page.example.org/a', { network, lookup })).toMatchObject({
        kind: 'network',
        message: expect.stringMatching(/proxy/),
      });
    } finally {
      await proxy.close();
    }
  });
});
