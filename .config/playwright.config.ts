import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import { electronBinary } from '../test/support/electron-binary.ts';

const root = resolve(import.meta.dirname, '..');

// What happens in the window or in a reader alone is the same in every program, and is tested in the web program only: the
// whole gate has to end within twenty minutes on two cores.
const WINDOW_ALONE =
  /(asked-of-the-voice|bad-network|bookmarks|browser|late-answers|numbers|pdf-page|plan|player|queue|reading-page|search|settings-search|study|subtitles|web-pages)\.spec/;

// The same specs run on every program: `web` (Node and a browser), `double` (the built Electron main process and preload
// on a double of the `electron` module), and `electron` itself where its binary is.
export default defineConfig({
  testDir: resolve(root, 'test/e2e'),
  outputDir: resolve(root, 'test-results'),
  globalSetup: resolve(root, 'test/e2e/support/global-setup.ts'),
  reporter: 'list', // `.ci/run` counts its last lines
  fullyParallel: true,
  // Many specs wait for speech in real time, so that two cores carry three. What they measure is samples and frames.
  workers: 3,
  // On a build machine other work may take the cores for a moment; a fault of ours fails twice.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env['CI']),
  projects: [
    { name: 'web' },
    ...(process.platform === 'win32' ? [] : [{ name: 'double', testIgnore: WINDOW_ALONE }]), // its executable is a shell script
    ...(electronBinary() ? [{ name: 'electron' }] : []),
  ],
});
