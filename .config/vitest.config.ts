import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');

export default defineConfig({
  root,
  plugins: [svelte({ configFile: resolve(root, '.config/svelte.config.js') })],
  resolve: { alias: { electron: resolve(root, 'test/fakes/electron-stub.ts') } },
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    maxWorkers: 2, // by itself Vitest leaves a core free, and half of a small machine idle
    server: { deps: { inline: ['electron-store'] } },
    reporters: ['default'],
    testTimeout: 20_000,
    // As in the browser's tests: other work may take a build machine's cores for a moment; a fault of ours fails twice.
    retry: process.env['CI'] ? 1 : 0,
  },
});
