import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { FUSES, setFuses, wrongFuses } from '../../.config/packaging/fuses.ts';
import { fuseWire, RELEASED_FUSES } from '../support/made-electron.ts';
import { temporaryFolder } from '../cli/run.ts';

const names = Object.keys(FUSES) as (keyof typeof FUSES)[];
const decided = names.map((name) => (FUSES[name].on ? '1' : '0')).join('');
const FILLING = Buffer.alloc(300_000, 'machine code ');

/** A file as long as one part of a program, with a fuse wire in its middle. */
async function program(...wires: string[]): Promise<string> {
  const path = join(temporaryFolder(), 'electron');
  await writeFile(path, Buffer.concat([FILLING, ...wires.flatMap((states) => [fuseWire(states), FILLING])]));
  await chmod(path, 0o755);
  return path;
}

describe('the fuses', () => {
  it('are decided for each that a release has, with a reason', () => {
    expect(names).toHaveLength(RELEASED_FUSES.length);
    for (const name of names) expect(FUSES[name].because.length).toBeGreaterThan(20);
  });

  it('are set, and read back as decided', async () => {
    const path = await program(RELEASED_FUSES);
    expect(await wrongFuses(path)).not.toEqual([]);
    await setFuses(path, false);
    expect(await wrongFuses(path)).toEqual([]);
  });

  it('are set in both halves of a universal program', async () => {
    const path = await program(RELEASED_FUSES, RELEASED_FUSES);
    await setFuses(path, false);
    const second = join(temporaryFolder(), 'second');
    await writeFile(
      second,
      (await readFile(path)).subarray(FILLING.length + fuseWire(RELEASED_FUSES).length),
    );
    expect(await wrongFuses(second)).toEqual([]);
  });

  it.each(names.map((name, at) => ({ name, at })))('tell of $name where it differs', async ({ name, at }) => {
    const other = decided[at] === '1' ? '0' : '1';
    const path = await program(decided.slice(0, at) + other + decided.slice(at + 1));
    expect(await wrongFuses(path)).toEqual([expect.stringContaining(`${name} is`)]);
  });

  it.each([
    { what: 'a fuse that was removed', states: `r${decided.slice(1)}`, says: 'REMOVED' },
    { what: 'a wire that ends too early', states: decided.slice(0, -1), says: 'missing' },
    { what: 'a fuse that nobody has decided', states: `${decided}0`, says: 'not decided' },
  ])('tell of $what', async ({ states, says }) => {
    expect(await wrongFuses(await program(states))).toEqual([expect.stringContaining(says)]);
  });

  it('are not set where Electron has one more than we know', async () => {
    await expect(setFuses(await program(`${RELEASED_FUSES}0`), false)).rejects.toThrow(/10 fuses/);
  });

  it('fail the script that verifies them where one differs', async () => {
    const script = join(import.meta.dirname, '../../.config/packaging/fuses.ts');
    const run = (path: string) => spawnSync(process.execPath, [script, path], { encoding: 'utf8' });
    const good = run(await program(decided));
    expect(good).toMatchObject({ status: 0, stdout: expect.stringContaining('as decided') });
    const bad = run(await program(RELEASED_FUSES));
    expect(bad).toMatchObject({ status: 1, stderr: expect.stringContaining('RunAsNode is ENABLE') });
    expect(run(await program())).toMatchObject({ status: 1, stderr: expect.stringContaining('sentinel') });
  });
});
