import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { CHROMIUM_FLAGS, findChromium } from '../support/find-chromium.ts';
import { Cdp } from './cdp.ts';

export interface Browser {
  readonly cdp: Cdp;
  /** The blank page that Chromium starts with: the first window takes it. Null once it is taken. */
  takeFirstPage(): string | null;
  close(): Promise<void>;
}

const targets = v.object({ targetInfos: v.array(v.object({ targetId: v.string(), type: v.string() })) });

/** Starts the Chromium whose pages are the double's windows. */
export async function startBrowser(profile: string): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  const flags = [...CHROMIUM_FLAGS, '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  const child = spawn(executablePath, [...flags, 'about:blank'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines = createInterface({ input: child.stderr });
  const url = await new Promise<string>((found, failed) => {
    lines.on('line', (line) => {
      const match = /^DevTools listening on (ws:\S+)/.exec(line);
      if (match?.[1]) found(match[1]);
    });
    child.once('exit', (code) => failed(new Error(`Chromium ended at start (${String(code)})`)));
    child.once('error', failed);
  });
  const cdp = await Cdp.open(url);
  let closing = false;
  void cdp.closed.then(() => {
    if (closing) return;
    console.error('The double lost its browser.');
    process.exit(70);
  });
  await cdp.send('Target.setDiscoverTargets', { discover: true });
  const { targetInfos } = v.parse(targets, await cdp.send('Target.getTargets'));
  let first = targetInfos.find((target) => target.type === 'page')?.targetId ?? null;

  process.stderr.write(`DevTools listening on ${url}\n`); // Playwright waits for this line of Electron's
  return {
    cdp,
    takeFirstPage() {
      const taken = first;
      first = null;
      return taken;
    },
    async close() {
      closing = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const closed = once(child, 'close');
      child.kill('SIGKILL'); // the profile is thrown away: nothing of it needs an orderly end
      await closed;
    },
  };
}
