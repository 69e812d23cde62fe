import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../../electron/contract/csp.ts';
import { createHost } from '../../electron/host/host.ts';
import { startWebServer } from '../../electron/web/http.ts';
import { createFakePorts } from '../fakes/host-ports.ts';
import { connect, get, startServer } from './support.ts';

describe('the door of the web program', () => {
  it('opens with the token, which becomes a cookie that no script reads', async () => {
    const { entered, cookie, port, url } = await startServer();
    expect(entered).toMatchObject({ status: 302, headers: { location: '/' } });
    expect(entered.headers['set-cookie']?.[0]).toMatch(
      /^lectern-\d+=[\w-]+; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(cookie).not.toContain(url.searchParams.get('token'));
    expect(await get(port, '/', { cookie })).toMatchObject({
      status: 200,
      text: expect.stringContaining('Lectern'),
    });
  });

  it('stays shut for anybody else, and says what to do', async () => {
    const { cookie, port, url } = await startServer();
    const token = url.searchParams.get('token') ?? '';
    for (const [path, sent] of [
      ['/', ''],
      ['/?token=', ''],
      [`/?token=${token.slice(0, -1)}`, ''],
      [`/?token=${token}x`, cookie],
      ['/assets/index-abc123.js', ''],
      [`/assets/index-abc123.js?token=${token}`, ''],
      ['/', `${cookie}x`],
      ['/', cookie.replace('lectern-', 'other-')],
    ] as const) {
      const answer = await get(port, path, { cookie: sent });
      expect(answer.status, path).toBe(403);
      expect(answer.text).toContain('Use the address that Lectern printed');
      expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    }
  });

  it.each(['evil.example', 'evil.example:PORT', '127.0.0.1', '127.0.0.1:1', '127.0.0.1.evil.example:PORT'])(
    'refuses the Host %j',
    async (host) => {
      const { cookie, port } = await startServer();
      const answer = await get(port, '/', { cookie, host: host.replace('PORT', port) });
      expect(answer.status).toBe(403);
      expect(answer.text).not.toContain('<title>Lectern</title>');
    },
  );

  it.each([
    'http://evil.example',
    'null',
    'https://127.0.0.1:PORT',
    'http://127.0.0.1:1',
    'http://localhost:PORT',
  ])('refuses the Origin %j, for pages and for the contract', async (given) => {
    const { cookie, port } = await startServer();
    const origin = given.replace('PORT', port);
    expect((await get(port, '/', { cookie, origin })).status).toBe(403);
    expect(await connect(port, { cookie, origin }).opened).toBe(403);
  });

  it('refuses what another site’s page asks for, and writes without an Origin', async () => {
    const { cookie, port, origin } = await startServer();
    const script = '/assets/index-abc123.js';
    expect((await get(port, script, { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await get(port, script, { cookie, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await get(port, script, { cookie }, { method: 'PUT' })).status).toBe(403);
    expect((await get(port, script, { cookie, origin }, { method: 'PUT' })).status).toBe(405);
  });

  it('lets the contract in with cookie and Origin only', async () => {
    const { cookie, port, origin } = await startServer();
    expect(await connect(port, { cookie }).opened).toBe(403);
    expect(await connect(port, { origin }).opened).toBe(403);
    expect(await connect(port, { origin, cookie }).opened).toBe('open');
    expect(await connect(port, { origin, cookie, host: `evil.example:${port}` }).opened).toBe(403);
    expect(
      await connect(port, { origin: `http://localhost:${port}`, cookie, host: `localhost:${port}` }).opened,
    ).toBe('open');
  });

  it('sends its security headers with everything', async () => {
    const { cookie, port, entered } = await startServer();
    const answers = [
      entered,
      await get(port, '/', { cookie }),
      await get(port, '/assets/index-abc123.js', { cookie }),
      await get(port, '/none', { cookie }),
      await get(port, `/cover/${'0'.repeat(64)}`, { cookie }),
      await get(port, '/'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([302, 200, 200, 404, 404, 403]);
    for (const { headers, status } of answers) {
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      if (status !== 403) expect(headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
    }
  });

  it('gives files by their exact names only, with their types', async () => {
    const { cookie, port } = await startServer();
    expect((await get(port, '/', { cookie })).headers['content-type']).toBe('text/html; charset=utf-8');
    expect((await get(port, '/assets/index-abc123.js', { cookie })).headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': expect.stringContaining('immutable'),
    });
    for (const path of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/../../secret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/assets\\..\\..\\secret.txt',
      '//secret.txt',
      '/assets',
      '/assets/',
      '/index.html%00',
      '/%',
      '/__proto__',
      '/constructor',
    ]) {
      const answer = await get(port, path, { cookie });
      expect(answer.status, path).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toContain('secret');
    }
  });

  it('says which port is taken', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const ports = await createFakePorts();
    const start = startWebServer({
      host: createHost(ports),
      port,
      rendererDirectory: ports.folder,
      randomToken: ports.randomToken,
      report: () => undefined,
    });
    await expect(start).rejects.toMatchObject({
      kind: 'refused',
      message: `Another program uses port ${port}. Name another with --port, or leave it out.`,
    });
  });

  it('says when the page was not built', async () => {
    const ports = await createFakePorts();
    const start = startWebServer({
      host: createHost(ports),
      port: 0,
      rendererDirectory: `${ports.folder}/none`,
      randomToken: ports.randomToken,
      report: () => undefined,
    });
    await expect(start).rejects.toMatchObject({ kind: 'storage' });
  });
});
