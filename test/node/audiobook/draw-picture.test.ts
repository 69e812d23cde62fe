import { afterAll, describe, expect, it } from 'vitest';
import { inflateSync } from 'node:zlib';
import { createMp3Pool } from '../../../electron/node/audiobook/pool.ts';

const pool = createMp3Pool({
  worker: new URL('../../../electron/node/audiobook/worker.ts', import.meta.url),
});
afterAll(() => pool.close());
const never = new AbortController().signal;
const draw = (svg: string, signal = never) => pool.draw(new TextEncoder().encode(svg), signal);

/** Size and first pixel of a PNG of 8 bits in RGBA (https://www.w3.org/TR/png-3/). */
function readPng(bytes: Uint8Array) {
  const png = Buffer.from(bytes);
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  // The first row's filter does not change its first pixel.
  const [, ...pixel] = inflateSync(Buffer.concat(data)).subarray(0, 5);
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), pixel };
}

describe('a drawn cover', () => {
  it('becomes a picture of its shape, as large as shops ask', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="150"><rect width="100" height="150" fill="#1f2f3a"/></svg>';
    expect(readPng(await draw(svg))).toEqual({ width: 933, height: 1400, pixel: [0x1f, 0x2f, 0x3a, 255] });
  });

  it('that is none is refused', async () => {
    await expect(draw('<p>No drawing.</p>')).rejects.toMatchObject({ kind: 'internal' });
  });

  it('is given up when nobody wants it', async () => {
    const stop = new AbortController();
    const drawing = draw('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', stop.signal);
    stop.abort();
    await expect(drawing).rejects.toMatchObject({ kind: 'cancelled' });
  });
});
