/**
 * `npm run smoke:electron`: in a real Electron, what the double of its module cannot show. One line for each check.
 *
 * Exit code 0: all passed; 1: some failed; 2: there is no Electron here to check. With `--double` the same checks run on the
 * double, which shows that they work at all; those that need the real thing are then left out.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron } from '@playwright/test';
import { electronBinary } from '../support/electron-binary.ts';
import { findChromium } from '../support/find-chromium.ts';
import { checks } from './checks.ts';

const root = resolve(import.meta.dirname, '../..');

async function main(): Promise<number> {
  const onDouble = process.argv.includes('--double');
  const binary = onDouble ? join(root, 'test/electron-double/bin/electron') : electronBinary();
  if (binary === null) {
    console.log(
      'There is no Electron binary here. Fetch it with "npx install-electron --no", then run this again.',
    );
    return 2;
  }
  const home = await mkdtemp(join(tmpdir(), 'lectern-smoke-'));
  const env = { ...process.env, LECTERN_HOME: home, LECTERN_NODE: process.execPath } as Record<
    string,
    string
  >;
  if (onDouble) Object.assign(env, (await findChromium()).env);
  const electron = await _electron.launch({
    executablePath: binary,
    args: [root],
    cwd: root,
    env,
    chromiumSandbox: process.getuid?.() !== 0, // Chromium refuses to sandbox for root
  });
  let failed = 0;
  try {
    const page = await electron.firstWindow();
    await page.waitForURL((url) => url.protocol !== 'about:');
    for (const { name, real = false, run } of checks) {
      if (real && onDouble) {
        console.log(`left  ${name}`);
        continue;
      }
      try {
        const note = await run({ electron, page, root });
        console.log(`pass  ${name}${note ? `: ${note}` : ''}`);
      } catch (error) {
        failed++;
        console.log(`FAIL  ${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    await electron.close();
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
  console.log(failed === 0 ? 'all passed' : `${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
