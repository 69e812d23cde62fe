/** Web addresses where the command line takes a file: a real site, the real programs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { WebSite } from '../fakes/web-site.ts';
import { lectern, plainEnvironment, temporaryFolder } from './run.ts';

let site: WebSite;
beforeAll(async () => {
  site = await WebSite.start();
  site.page(
    '/page',
    '<html lang="en"><title>A page</title><body><nav>Menu</nav><h1>A page</h1><p>Its words are few.</p>',
  );
});
afterAll(() => site.close());

describe('a web address', () => {
  it('is read like a file by text, and leaves none behind', async () => {
    const temporary = temporaryFolder();
    const { code, out } = await lectern(['text', site.url('/page')], plainEnvironment({ TMPDIR: temporary }));
    expect([code, out]).toEqual([0, 'A page\n\nIts words are few.\n\n']);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('is said', async () => {
    const out = join(temporaryFolder(), 'page.wav');
    const { code, err } = await lectern(['say', '--file', site.url('/page'), '-o', out]);
    expect([code, err]).toEqual([0, expect.any(String)]);
  });

  it('is exported, and kept in the library', async () => {
    const env = plainEnvironment();
    const { code, out } = await lectern(['export', site.url('/page'), '--dry-run', '--json'], env);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ title: 'A page' });
    expect(readdirSync(join(env['LECTERN_HOME']!, 'library', 'files'))).toHaveLength(1);
  });

  it.each([
    ['text', (url: string) => ['text', url]],
    ['export', (url: string) => ['export', url, '-n']],
  ])('where there is no page ends %s with a sentence', async (_, args) => {
    const { code, out, err } = await lectern(args(site.url('/none')));
    expect([code, out]).toEqual([3, '']);
    expect(err).toBe('There is no such page at 127.0.0.1 (404). Check the address.\n');
  });
});
