/**
 * A cover that was drawn (SVG) as a picture that players of mp3 know: PNG, by resvg (MPL-2.0) in WebAssembly. It fetches
 * nothing and runs nothing; what is not in the drawing itself, fonts too, is not shown.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

/** Pixels of the longer side: what audiobook shops ask of a cover's width, and no more than players like to load. */
const LONGER_SIDE = 1400;

/** @throws Error for what is no drawing. May take long, and much memory: for a worker with bounds. */
export async function drawPicture(svg: Uint8Array): Promise<Uint8Array> {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  await initWasm(await readFile(wasm));
  const source = new TextDecoder().decode(svg);
  const natural = new Resvg(source);
  const upright = natural.height >= natural.width;
  natural.free();
  const drawing = new Resvg(source, {
    fitTo: upright ? { mode: 'height', value: LONGER_SIDE } : { mode: 'width', value: LONGER_SIDE },
  });
  return drawing.render().asPng();
}
