import { chmod } from 'node:fs/promises';
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { aboutPlugin } from './.config/packaging/about-plugin.ts';
import { pdfjsFiles } from './.config/pdfjs-files.ts';

const at = (path: string) => resolve(import.meta.dirname, path);

/** npm makes the command executable when it links it, and not again after the next build: `npx lectern` would fail. */
const executable = (path: string) => ({ name: 'executable', writeBundle: () => chmod(at(path), 0o755) });

// One build makes all three programs: Electron's main process, the web program and the command line share their chunks.
export default defineConfig({
  main: {
    plugins: [executable('out/main/lectern.js')],
    build: {
      outDir: at('out/main'),
      target: 'node24', // the Node that Electron 45 embeds; electron-vite's own table ends before it
      sourcemap: true,
      rolldownOptions: {
        input: {
          index: at('electron/main/index.ts'),
          lectern: at('electron/cli/lectern.ts'),
          'document-worker': at('electron/node/documents/worker.ts'),
          'audiobook-worker': at('electron/node/audiobook/worker.ts'),
          'espeak-worker': at('electron/node/speech/embedded/worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      externalizeDeps: false, // a sandboxed preload can require only 'electron'
      rolldownOptions: {
        input: { index: at('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    base: './',
    plugins: [
      svelte({ configFile: at('.config/svelte.config.js') }),
      aboutPlugin(import.meta.dirname),
      pdfjsFiles(),
    ],
    build: {
      outDir: at('out/renderer'),
      target: 'chrome140',
      sourcemap: true,
      assetsInlineLimit: 0, // the content security policy allows no data: scripts or fonts
      rolldownOptions: { input: { index: at('renderer/index.html'), pill: at('renderer/pill.html') } },
    },
  },
});
