/**
 * `npm run icons`: draws resources/icons from the two drawings of the project. Its results are committed, since they change
 * only with the drawings; a test draws them again and compares.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { icns, ICNS_SIZES, ico, type Square } from './icon-files.ts';

const resources = resolve(import.meta.dirname, '../../resources');

/** Pixels of the pictures that Linux desktops choose from. */
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256];

/** macOS shows icons side by side on a grid that leaves a tenth free on each side; our drawing fills its square. */
const MAC_VIEW = 'viewBox="-44 -44 600 600"';

/** The tray's glyph: black for macOS, which colours it itself, else by the panel that it lies on. */
const TRAY: Readonly<Record<string, string>> = {
  trayTemplate: '#000000',
  'tray-on-light': '#242424',
  'tray-on-dark': '#f4f4f4',
};
const TRAY_SIZE = 16;

/** @returns the files by their path under resources/icons. */
export async function drawIcons(): Promise<ReadonlyMap<string, Uint8Array>> {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  await initWasm(await readFile(wasm));
  const icon = await readFile(join(resources, 'icon.svg'), 'utf8');
  const tray = await readFile(join(resources, 'tray.svg'), 'utf8');
  const draw = (svg: string, sizes: readonly number[]) => sizes.map((size) => square(svg, size));

  const files = new Map<string, Uint8Array>();
  for (const { size, png } of draw(icon, LINUX_SIZES)) files.set(`app/${size}x${size}.png`, png);
  files.set('icon.ico', ico(draw(icon, WINDOWS_SIZES)));
  files.set('icon.icns', icns(draw(icon.replace(/viewBox="[^"]*"/, MAC_VIEW), ICNS_SIZES)));
  for (const [name, colour] of Object.entries(TRAY)) {
    const glyph = tray.replaceAll('currentColor', colour);
    files.set(`tray/${name}.png`, square(glyph, TRAY_SIZE).png);
    files.set(`tray/${name}@2x.png`, square(glyph, 2 * TRAY_SIZE).png);
  }
  return files;
}

function square(svg: string, size: number): Square {
  const drawing = new Resvg(svg, { fitTo: { mode: 'width', value: size } });
  const png = drawing.render().asPng();
  drawing.free();
  return { size, png };
}

if (import.meta.main) {
  for (const [name, bytes] of await drawIcons()) {
    const path = join(resources, 'icons', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
}
