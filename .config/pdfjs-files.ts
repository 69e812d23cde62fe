/**
 * What pdf.js loads by name while it draws: maps of characters, the fonts that files may leave out, and decoders of
 * pictures without WebAssembly. Put beside the window's own files, under `pdfjs/`, when it is built and under development.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import type { Plugin } from 'vite';

const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

const WANTED: Readonly<Record<string, RegExp>> = {
  cmaps: /\.bcmap$/,
  standard_fonts: /\.(?:pfb|ttf)$|^LICENSE/,
  wasm: /_nowasm_fallback\.js$|^LICENSE_(?:PDFJS_)?(?:JBIG2|OPENJPEG)$/,
};

/** From the name under `pdfjs/` to the file. */
const files = (): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(WANTED).flatMap(([folder, wanted]) =>
      readdirSync(join(home, folder))
        .filter((name) => wanted.test(name))
        .map((name) => [`pdfjs/${folder}/${name}`, join(home, folder, name)] as const),
    ),
  );

export const pdfjsFiles = (): Plugin => ({
  name: 'pdfjs-files',
  generateBundle() {
    for (const [fileName, path] of files())
      this.emitFile({ type: 'asset', fileName, source: readFileSync(path) });
  },
  configureServer(server) {
    const known = files();
    server.middlewares.use((request, response, next) => {
      const path = known.get((request.url ?? '').slice(1).replace(/\?.*$/, ''));
      if (path === undefined) return next();
      const script = extname(path) === '.js';
      response.setHeader('content-type', script ? 'text/javascript' : 'application/octet-stream');
      response.end(readFileSync(path));
    });
  },
});
