/**
 * `node test/smoke/packaged.ts PROGRAM`: what a packaged Lectern must do. One line for each check; exit code 1 where any
 * failed. The same checks run on a package with a made Electron in test/e2e/packaging.spec.ts.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { packagedChecks } from './packaged-checks.ts';

async function main(program: string): Promise<number> {
  const place = await mkdtemp(join(tmpdir(), 'lectern-packaged-'));
  const env = { ...process.env } as Record<string, string>;
  // On Linux the command line needs no display, and shows it by having none.
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...windowless } = env;
  let failed = 0;
  for (const { name, run } of packagedChecks) {
    try {
      const note = await run({ program, place, env, windowless });
      console.log(`pass  ${name}${note ? `: ${note}` : ''}`);
    } catch (error) {
      failed++;
      console.log(`FAIL  ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  await rm(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  console.log(failed === 0 ? 'all passed' : `${failed} failed`);
  return failed === 0 ? 0 : 1;
}

const program = process.argv[2];
if (program === undefined) throw new Error('Name the packaged program.');
process.exitCode = await main(resolve(program));
