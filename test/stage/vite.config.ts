import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { aboutPlugin } from '../../.config/packaging/about-plugin.ts';

const root = resolve(import.meta.dirname, '../..');

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [svelte({ configFile: resolve(root, '.config/svelte.config.js') }), aboutPlugin(root)],
  build: { outDir: resolve(root, 'out/stage'), emptyOutDir: true, assetsInlineLimit: 0, minify: false },
});
