/** A writer of small MOBI 6 files for tests (MobileRead's wiki, "MOBI" and "PalmDOC"). */

export interface KindleBook {
  /** As Latin-1. */
  readonly text: string;
  /** 1: none; 2: PalmDOC. */
  readonly compression: 1 | 2;
  readonly encryption?: number;
  readonly title?: string;
  readonly author?: string;
  /** The first is the cover. */
  readonly pictures?: readonly Uint8Array[];
}

const RECORD = 4096;
const HEADER = 232;

export function kindleBook({
  text,
  compression,
  encryption = 0,
  title = 'Untitled',
  author,
  pictures = [],
}: KindleBook): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  const texts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += RECORD) {
    const part = bytes.subarray(at, at + RECORD);
    texts.push(compression === 2 ? palmDoc(part) : part);
  }
  const exth = exthOf([
    ...(author ? [[100, Buffer.from(author, 'latin1')] as const] : []),
    ...(pictures.length > 0 ? [[201, number(0)] as const] : []),
  ]);
  const first = Buffer.alloc(16 + HEADER);
  first.writeUInt16BE(compression, 0);
  first.writeUInt32BE(bytes.length, 4);
  first.writeUInt16BE(texts.length, 8);
  first.writeUInt16BE(RECORD, 10);
  first.writeUInt16BE(encryption, 12);
  first.write('MOBI', 16, 'latin1');
  first.writeUInt32BE(HEADER, 20);
  first.writeUInt32BE(2, 24);
  first.writeUInt32BE(1252, 28);
  first.writeUInt32BE(6, 36);
  first.writeUInt32BE(first.length + exth.length, 84);
  first.writeUInt32BE(title.length, 88);
  first.writeUInt32BE(1 + texts.length, 108); // the first picture
  first.writeUInt32BE(0x40, 128); // EXTH follows
  first.writeUInt32BE(0xffffffff, 244); // no index
  return database([
    Buffer.concat([first, exth, Buffer.from(title, 'latin1')]),
    ...texts,
    ...pictures.map((p) => Buffer.from(p)),
  ]);
}

function exthOf(records: readonly (readonly [type: number, data: Buffer])[]): Buffer {
  const body = records.map(([type, data]) => Buffer.concat([number(type), number(8 + data.length), data]));
  const length = 12 + body.reduce((sum, one) => sum + one.length, 0);
  return Buffer.concat([Buffer.from('EXTH'), number(length), number(records.length), ...body]);
}

/** Palm's database: a header, the list of records, the records. */
function database(records: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(78);
  head.write('book', 0, 'latin1');
  head.write('BOOKMOBI', 60, 'latin1');
  head.writeUInt16BE(records.length, 76);
  let at = 78 + records.length * 8 + 2;
  const list = records.map((record, index) => {
    const entry = Buffer.alloc(8);
    entry.writeUInt32BE(at, 0);
    entry.writeUInt32BE(index * 2, 4);
    at += record.length;
    return entry;
  });
  return Buffer.concat([head, ...list, Buffer.alloc(2), ...records]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Packs honestly though not well: a space and a letter in one byte, the rest as it is, or escaped. */
function palmDoc(bytes: Buffer): Buffer {
  const packed: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const next = bytes[at + 1] ?? 0;
    if (byte === 0x20 && next >= 0x40 && next < 0x80) {
      packed.push(next | 0x80);
      at++;
    } else if (byte >= 9 && byte < 0x80) packed.push(byte);
    else packed.push(1, byte);
  }
  return Buffer.from(packed);
}
