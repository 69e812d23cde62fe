/** The two containers that systems want an icon in. Both hold PNG pictures as they are. */

/** A square picture. */
export interface Square {
  /** Pixels of a side. */
  readonly size: number;
  readonly png: Uint8Array;
}

/**
 * An .ico of Windows, which takes PNG since Vista: a header, a row of 16 bytes for each picture, then the pictures.
 * @param pictures Of 1 to 256 pixels.
 */
export function ico(pictures: readonly Square[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2); // an icon, not a cursor
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(({ size, png }, at) => {
    const row = 6 + 16 * at;
    head.writeUInt8(size % 256, row); // 0 stands for 256
    head.writeUInt8(size % 256, row + 1);
    head.writeUInt16LE(1, row + 4); // planes
    head.writeUInt16LE(32, row + 6); // bits a pixel
    head.writeUInt32LE(png.length, row + 8);
    head.writeUInt32LE(offset, row + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** Of an .icns, the types that hold PNG: pixels of a side to those of its names, plain or at double density. */
const ICNS_TYPES: Readonly<Record<number, readonly string[]>> = {
  32: ['ic11'], // 16 at 2×
  64: ['ic12'], // 32 at 2×
  128: ['ic07'],
  256: ['ic08', 'ic13'], // and 128 at 2×
  512: ['ic09', 'ic14'], // and 256 at 2×
  1024: ['ic10'], // 512 at 2×
};
export const ICNS_SIZES: readonly number[] = Object.keys(ICNS_TYPES).map(Number);

/** An .icns of macOS: a header, then for each picture its type, its length with these eight bytes, and the picture. */
export function icns(pictures: readonly Square[]): Buffer {
  const parts = pictures.flatMap(({ size, png }) =>
    (ICNS_TYPES[size] ?? []).map((type) => Buffer.concat([typeAndLength(type, png.length), png])),
  );
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([typeAndLength('icns', bytes), ...parts]);
}

function typeAndLength(type: string, content: number): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(8 + content, 4);
  return head;
}
