import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isNewer, latestReleaseAddress, parseRelease } from '../../electron/core/updates.ts';
import { createNetwork } from '../../electron/node/network/network.ts';
import { createUpdates } from '../../electron/node/updates.ts';
import { temporaryFolder } from '../support/temporary.ts';

const DAY = 86_400_000;
const PAGE = 'https://github.com/ada/lectern/releases/tag/v1.3.0';
const release = (tag: string, more: object = {}) =>
  JSON.stringify({ tag_name: tag, html_url: PAGE, ...more });

/** A server that answers as GitHub does, and a program of version 1.2.0 with a clock of its own. */
async function setUp() {
  const asked: IncomingMessage[] = [];
  const state = { status: 200, body: release('v1.3.0'), now: Date.UTC(2026, 4, 31) };
  const server = createServer((request, response) => {
    asked.push(request);
    response.writeHead(state.status, { location: '/elsewhere' }).end(state.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const file = join(await temporaryFolder(), 'updates.json');
  const start = (address: string | null = `${origin}/latest`) =>
    createUpdates({
      ...{ file, address, version: '1.2.0' },
      fetch: createNetwork({ proxy: () => null, env: {} }).fetch,
      now: () => state.now,
    });
  return { asked, state, file, start, stop: () => server.closeAllConnections() };
}

describe('looking for a new version', () => {
  it('tells of a newer one, by one request that says nothing of the person', async () => {
    const { asked, start } = await setUp();
    expect(await start().look()).toEqual({ version: '1.3.0', url: PAGE });
    expect(asked).toHaveLength(1);
    expect(Object.keys(asked[0]?.headers ?? {}).sort()).toEqual([
      'accept',
      'connection',
      'host',
      'user-agent',
    ]);
    expect(asked[0]?.headers['user-agent']).toBe('Lectern');
  });

  it('asks once a day at most, over starts, and at once together', async () => {
    const { asked, state, start } = await setUp();
    const program = start();
    await Promise.all([program.look(), program.look()]);
    expect(await start().look()).toMatchObject({ version: '1.3.0' });
    state.now += DAY - 1;
    expect(await start().look()).toMatchObject({ version: '1.3.0' });
    expect(asked).toHaveLength(1);
    state.now += 1;
    state.body = release('v1.4.0');
    expect(await start().look()).toMatchObject({ version: '1.4.0' });
    expect(asked).toHaveLength(2);
    state.now -= 30 * DAY; // a clock that was set back
    await start().look();
    expect(asked).toHaveLength(3);
  });

  it.each([
    { what: 'a refusal', status: 403, body: 'rate limit' },
    { what: 'a way elsewhere', status: 302, body: '' },
    { what: 'no JSON', status: 200, body: '<html>' },
    { what: 'no release', status: 200, body: '[]' },
    { what: 'far too much', status: 200, body: `"${'x'.repeat(2_000_000)}"` },
  ])('takes $what for nothing, and does not ask again that day', async ({ status, body }) => {
    const { asked, state, start } = await setUp();
    Object.assign(state, { status, body });
    expect(await start().look()).toBeNull();
    expect(await start().look()).toBeNull();
    expect(asked).toHaveLength(1);
  });

  it('keeps what it knew where nobody answers any more', async () => {
    const { state, start } = await setUp();
    await start().look();
    state.now += 2 * DAY;
    state.status = 500;
    expect(await start().look()).toMatchObject({ version: '1.3.0' });
  });

  it('asks nobody where there is nobody, and reads a spoilt file as none', async () => {
    const { asked, file, start } = await setUp();
    const alone = start(null);
    expect(alone.available).toBe(false);
    expect(await alone.look()).toBeNull();
    expect(asked).toHaveLength(0);
    await writeFile(file, '{"version":1,');
    expect(await start().look()).toMatchObject({ version: '1.3.0' });
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ release: { version: '1.3.0' } });
  });
});

describe('a release', () => {
  it.each([
    ['1.2.1', '1.2.0', true],
    ['1.10.0', '1.9.9', true],
    ['v2.0.0', '1.99.99', true],
    ['1.2.0', '1.2.0', false],
    ['1.1.9', '1.2.0', false],
    ['1.3.0-beta.1', '1.2.0', false],
    ['newest', '1.2.0', false],
  ])('%s is newer than %s: %s', (one, other, is) => {
    expect(isNewer(one, other)).toBe(is);
  });

  it.each([
    release('v1.3.0', { prerelease: true }),
    release('v1.3.0', { draft: true }),
    release('nightly'),
    release('v1.3.0', { html_url: 'file:///etc/passwd' }),
    release('v1.3.0', { html_url: undefined }),
  ])('is none: %s', (text) => {
    expect(parseRelease(JSON.parse(text))).toBeNull();
  });

  it('is asked for where the repository has them', () => {
    expect(latestReleaseAddress('https://github.com/ada/lectern')).toBe(
      'https://api.github.com/repos/ada/lectern/releases/latest',
    );
  });
});
