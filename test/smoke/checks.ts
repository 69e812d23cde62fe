import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { callFrom, speakSample } from './page-calls.ts';

export interface Subject {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** The project's folder. */
  readonly root: string;
}

export interface Check {
  readonly name: string;
  /** Shows something only in a real Electron. */
  readonly real?: boolean;
  /** Throws where it fails. @returns what is worth telling besides. */
  run(subject: Subject): Promise<string | void>;
}

export const checks: readonly Check[] = [
  {
    name: 'the page comes from app://lectern/',
    real: true,
    async run({ page }) {
      assert.equal(await page.evaluate(() => location.origin), 'app://lectern');
      assert.equal(await page.evaluate(() => isSecureContext), true);
    },
  },
  {
    name: 'the preload is isolated and the page has nothing of Node',
    real: true,
    async run({ page }) {
      const found = await page.evaluate(() => ({
        globals: ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in window),
        bridge: Object.keys((window as unknown as { lectern: object }).lectern).sort(),
      }));
      assert.deepEqual(found, { globals: [], bridge: ['call', 'on'] });
    },
  },
  {
    name: 'the window is sandboxed, isolated and not throttled',
    real: true,
    async run({ electron }) {
      const renderers = await electron.evaluate(({ app }) =>
        app
          .getAppMetrics()
          .filter(({ type }) => type === 'Tab')
          .map(({ sandboxed }) => sandboxed),
      );
      // Chromium tells it on macOS and Windows only; on Linux the process itself does.
      if (process.platform === 'linux') return sandboxOfLinux(electron);
      assert.deepEqual(renderers, [true]);
      return undefined;
    },
  },
  {
    name: 'the content security policy holds',
    async run({ page }) {
      const broken = await page.evaluate(async () => {
        const got: string[] = [];
        await fetch('https://example.com/').then(
          () => got.push('network'),
          () => undefined,
        );
        Object.assign(window, { inline: false });
        const script = document.createElement('script');
        script.textContent = 'window.inline = true';
        document.body.append(script);
        script.remove();
        if (Reflect.get(window, 'inline')) got.push('inline script');
        // Outside of this call: what a debugger evaluates is allowed to.
        await new Promise<void>((done) => {
          setTimeout(() => {
            try {
              new Function('return 1')();
              got.push('eval');
            } catch {
              // as it should be
            }
            done();
          });
        });
        return got;
      });
      assert.deepEqual(broken, []);
    },
  },
  {
    name: 'permissions are denied',
    async run({ page }) {
      const granted = await page.evaluate(async () => {
        const got: string[] = [];
        for (const name of ['geolocation', 'notifications', 'microphone', 'camera'] as const) {
          const { state } = await navigator.permissions.query({ name });
          if (state !== 'denied') got.push(`${name} ${state}`);
        }
        await navigator.mediaDevices.getUserMedia({ audio: true }).then(
          () => got.push('microphone'),
          () => undefined,
        );
        return got;
      });
      assert.deepEqual(granted, []);
    },
  },
  {
    name: 'the page can be led nowhere and opens no windows',
    async run({ electron, page }) {
      const before = page.url();
      assert.equal(await page.evaluate(() => window.open('https://example.com/')), null);
      await page.evaluate(() => void (location.href = 'https://example.com/'));
      // A navigation that were allowed would have thrown this page's script away before the answer to a call.
      await callFrom(page, 'library.list');
      assert.equal(page.url(), before);
      assert.equal(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length), 1);
    },
  },
  {
    name: 'node:sqlite has full-text search',
    async run({ electron }) {
      const found = await electron.evaluate(() => {
        const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
        const database = new DatabaseSync(':memory:');
        database.exec("CREATE VIRTUAL TABLE t USING fts5(x, tokenize = 'unicode61 remove_diacritics 2')");
        database.exec("INSERT INTO t VALUES ('Zürich')");
        const row = database.prepare("SELECT count(*) AS n FROM t WHERE t MATCH 'zurich'").get();
        return { row, node: process.versions.node };
      });
      assert.equal(found.row?.['n'], 1);
      return `Node ${found.node}`;
    },
  },
  {
    name: 'a document is read in a worker, and an upload arrives whole',
    async run({ page }) {
      // Larger than the one megabyte that Electron reads at a time.
      const size = 6 << 20;
      const result = await page.evaluate(async (size) => {
        const { call } = (window as unknown as { lectern: { call(n: string, i: unknown): Promise<unknown> } })
          .lectern;
        const lines = Array.from({ length: size / 32 }, (_, at) => `This is line ${at + 1_000_000_000}.`);
        const bytes = new TextEncoder().encode(lines.join('\n\n'));
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        const announced = (await call('library.import', { name: 'numbers.txt', bytes: bytes.length })) as {
          value: { ticket: string };
        };
        const body = new Blob([bytes]);
        const answer = await fetch(`upload/${announced.value.ticket}`, { method: 'PUT', body });
        const { entry, error } = (await answer.json()) as {
          entry?: { id: string };
          error?: { message: string };
        };
        return {
          id: entry?.id ?? error?.message,
          hash: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
        };
      }, size);
      assert.equal(result.id, result.hash);
    },
  },
  {
    name: 'speech of the embedded voice streams in pieces over the own scheme',
    async run({ page }) {
      const { pieces, bytes } = await speakSample(page);
      assert.ok(pieces > 1, `the answer came in ${pieces} piece`);
      assert.ok(bytes > 24_000, `only ${bytes} bytes came`);
      return `${bytes} bytes in ${pieces} pieces`;
    },
  },
  {
    name: 'an AudioWorklet module loads and runs at 24 kHz',
    async run({ page, root }) {
      const assets = await readdir(join(root, 'out/renderer/assets'));
      const worklet = assets.find((name) => /worklet.*\.js$/.test(name));
      assert.ok(worklet, 'no worklet was built');
      const rate = await page.evaluate(async (path) => {
        const context = new AudioContext({ sampleRate: 24_000 });
        await context.audioWorklet.addModule(path);
        await context.close();
        return context.sampleRate;
      }, `assets/${worklet}`);
      assert.equal(rate, 24_000);
    },
  },
  {
    name: 'sound starts without a gesture (for hotkeys)',
    async run({ page }) {
      await page.evaluate(async () => {
        const context = new AudioContext({ sampleRate: 24_000 });
        await context.resume();
        while (context.currentTime === 0) await new Promise(requestAnimationFrame);
        await context.close();
      });
    },
  },
  {
    name: 'the system’s protected storage gives back what it took',
    async run({ electron }) {
      const { available, backend, same } = await electron.evaluate(async ({ safeStorage }) => {
        const available = await safeStorage.isAsyncEncryptionAvailable();
        const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : 'system';
        if (!available) return { available, backend, same: false };
        const sealed = await safeStorage.encryptStringAsync('a secret');
        const { result } = await safeStorage.decryptStringAsync(sealed);
        return { available, backend, same: result === 'a secret' && !sealed.includes('a secret') };
      });
      if (!available) return `none here (${backend}): the key goes into a file, and the window says so`;
      assert.ok(same, 'it came back changed, or was never encrypted');
      return backend;
    },
  },
];

/** Linux: the renderer's own seccomp filter, read from outside. Root runs without the sandbox. */
async function sandboxOfLinux(electron: ElectronApplication): Promise<string> {
  const modes = await electron.evaluate(({ app }) => {
    const { readFileSync } = process.getBuiltinModule('node:fs');
    return app
      .getAppMetrics()
      .filter(({ type }) => type === 'Tab')
      .map(({ pid }) => /^Seccomp:\s+(\d)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  });
  if (process.getuid?.() === 0) return 'not shown: this runs as root, which has no sandbox';
  assert.deepEqual([...new Set(modes)], ['2']);
  return 'seccomp filter on';
}
