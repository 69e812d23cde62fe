import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import { electronBinary } from '../test/support/electron-binary.ts';

const root = resolve(import.meta.dirname, '..');

// The same specs run on every program: `web` (Node and a browser), `double` (the built Electron main process and preload
// on a double of the `electron` module), and `electron` itself where its binary is.
export default defineConfig({
  testDir: resolve(root, 'test/e2e'),
  outputDir: resolve(root, 'test-results'),
  globalSetup: resolve(root, 'test/e2e/support/global-setup.ts'),
  reporter: 'list', // `.ci/run` counts its last lines
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env['CI']),
  projects: [
    { name: 'web' },
    ...(process.platform === 'win32' ? [] : [{ name: 'double', testIgnore: /bad-network/ }]), // its executable is a shell script
    ...(electronBinary() ? [{ name: 'electron' }] : []),
  ],
});
