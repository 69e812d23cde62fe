import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawIcons } from '../../.config/packaging/draw-icons.ts';

const folder = join(import.meta.dirname, '../../resources/icons');
const kept = (name: string) => readFile(join(folder, name));

/** Width and height by a PNG's header. */
function pngSize(bytes: Buffer): [number, number] {
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

describe('the icons', () => {
  let drawn: ReadonlyMap<string, Uint8Array>;
  beforeAll(async () => {
    drawn = await drawIcons();
  });

  it('are those that the drawings give', async () => {
    expect(drawn.size).toBeGreaterThan(10);
    for (const [name, bytes] of drawn) expect((await kept(name)).equals(bytes), name).toBe(true);
  });

  it.each([16, 24, 32, 48, 64, 128, 256, 512])('have %i pixels as their name says', async (size) => {
    expect(pngSize(await kept(`app/${size}x${size}.png`))).toEqual([size, size]);
  });

  it('lie in an .ico whose rows lead to whole pictures', async () => {
    const bytes = await kept('icon.ico');
    expect([bytes.readUInt16LE(0), bytes.readUInt16LE(2)]).toEqual([0, 1]);
    const rows = Array.from({ length: bytes.readUInt16LE(4) }, (_, at) => 6 + 16 * at);
    const sizes = rows.map((row) => {
      const [length, offset] = [bytes.readUInt32LE(row + 8), bytes.readUInt32LE(row + 12)];
      const picture = bytes.subarray(offset, offset + length);
      expect(picture.subarray(-8, -4).toString('latin1')).toBe('IEND');
      const size = bytes.readUInt8(row) || 256;
      expect(pngSize(picture)).toEqual([size, size]);
      return size;
    });
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  it('lie in an .icns whose types have their pictures', async () => {
    const bytes = await kept('icon.icns');
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('icns');
    expect(bytes.readUInt32BE(4)).toBe(bytes.length);
    const found: Record<string, number> = {};
    for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at + 4)) {
      const picture = bytes.subarray(at + 8, at + bytes.readUInt32BE(at + 4));
      [found[bytes.subarray(at, at + 4).toString('latin1')]] = pngSize(picture);
    }
    expect(found).toEqual({
      ...{ ic11: 32, ic12: 64, ic07: 128, ic08: 256, ic13: 256, ic09: 512, ic14: 512, ic10: 1024 },
    });
  });

  it('have a glyph for the tray, plain and at double density, that is only its shape on macOS', async () => {
    for (const name of ['trayTemplate', 'tray-on-light', 'tray-on-dark']) {
      expect(pngSize(await kept(`tray/${name}.png`))).toEqual([16, 16]);
      expect(pngSize(await kept(`tray/${name}@2x.png`))).toEqual([32, 32]);
    }
  });
});
