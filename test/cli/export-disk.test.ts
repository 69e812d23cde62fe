/** The disk of the audiobook fills up while it is made: a real one, mounted for the run alone. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { EXIT } from '../../electron/cli/exit-codes.ts';
import { canMount, diskOf, fillDisk, TINY_DISK_NODE } from '../e2e/support/tiny-disk.ts';
import { exportHomes, list, writeBook } from './export-home.ts';
import { lectern, start } from './run.ts';

vi.setConfig({ testTimeout: 120_000 });

const exportHome = exportHomes();
const [CHAPTERS, SENTENCES] = [3, 4];
const SEGMENTS = CHAPTERS * (SENTENCES + 1) + 1;
/** More than an export wants to be free at its start, so that this one begins. */
const DISK_MB = '200';

it('a disk that fills up is said, and the export goes on where there is room', async ({ skip }) => {
  const { folder, env, server, out } = await exportHome();
  mkdirSync(out);
  if (!(await canMount(out))) {
    console.log('full disk: left out, this machine lets no small one be mounted');
    skip();
  }
  const book = writeBook(folder, CHAPTERS, SENTENCES);
  const command = ['export', book, '-o', join(out, 'Rain.mp3')];
  const small = { TINY_DISK: out, TINY_DISK_MB: DISK_MB, TINY_DISK_NODE: process.execPath };
  const run = start(command, { ...env, ...small }, TINY_DISK_NODE);
  let filling: Promise<void> | null = null;
  server.chunkFaults = ({ index }) => {
    if (index === 6) filling = fillDisk(diskOf(run.child.pid ?? 0, out));
    return {};
  };
  const failed = await run.ended;
  await filling;
  expect(failed).toMatchObject({ code: EXIT.output, out: '' });
  expect(failed.err).toMatch(
    /^(The disk is full|There is too little room on the disk)\b.*Free some space, then try again\.$/m,
  );
  expect(failed.err).toContain('The same command goes on where it stopped.\n');
  const before = server.commits.length;
  expect(before).toBeGreaterThan(6);

  // The disk went with the run; what is there now has room.
  server.chunkFaults = () => ({});
  expect(list(out)).toEqual([]);
  const ended = await lectern(command, env);
  expect(ended.code, ended.err).toBe(EXIT.ok);
  expect(list(out)).toEqual(['Rain.mp3']);
  expect(new Set(server.commits.map(({ text }) => text)).size).toBe(SEGMENTS);
  expect(server.commits).toHaveLength(SEGMENTS); // nothing that was spoken was asked for again
});
