import type { Protocol } from 'electron';
import { describe, expect, it } from 'vitest';
import { isOurs, serveScheme } from '../../electron/main/scheme.ts';

describe('our origin', () => {
  it.each(['app://lectern/', 'app://lectern/index.html#a', 'app://lectern'])('is %s', (url) => {
    expect(isOurs(url)).toBe(true);
  });
  it.each([
    'app://lectern.evil/',
    'app://evil/lectern/',
    'app://lectern@evil/',
    'app://user@lectern/',
    'app://lectern:80/',
    'https://lectern/',
    'file:///app://lectern/',
    'data:text/html,app://lectern/',
    'about:blank',
    '',
  ])('is not %s', (url) => {
    expect(isOurs(url)).toBe(false);
  });
});

describe('the scheme', () => {
  const serve = (bulk: (request: Request) => Promise<Response>) => {
    let handler: ((request: Request) => Promise<Response>) | null = null;
    const protocol = { handle: (_scheme: string, given: typeof handler) => (handler = given) };
    serveScheme(
      protocol as unknown as Protocol,
      async (path) => (path === '/' ? new Response('page') : null),
      bulk,
    );
    return (url: string, init?: RequestInit) => handler?.(new Request(url, init)) ?? Promise.reject();
  };

  it('gives the window its files and hands everything else on', async () => {
    const ask = serve(async (request) => new Response(`bulk ${request.method} ${request.url}`));
    expect(await (await ask('app://lectern/')).text()).toBe('page');
    expect(await (await ask('app://lectern/speech/x')).text()).toBe('bulk GET app://lectern/speech/x');
    expect(await (await ask('app://lectern/', { method: 'POST' })).text()).toMatch(/^bulk POST/);
    expect((await ask('app://elsewhere/')).status).toBe(404);
  });

  it('keeps an upload whole although every piece comes in the same buffer', async () => {
    const ask = serve(async (request) => new Response(await request.arrayBuffer()));
    const buffer = new Uint8Array(4);
    let piece = 0;
    // As Electron's own stream does it: filled again as soon as the piece before was taken.
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await Promise.resolve();
        if (piece === 3) return controller.close();
        buffer.fill(++piece);
        controller.enqueue(buffer.subarray());
      },
    });
    const init: RequestInit = { method: 'PUT', body, duplex: 'half' } as RequestInit;
    const answer = await ask('app://lectern/upload/x', init);
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]);
  });
});
