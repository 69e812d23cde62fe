/** A writer of small zip archives for tests, which also writes what no honest program would. */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Stored, not deflated, as an EPUB's `mimetype` must be. */
  readonly stored?: boolean;
  /** Lies about the unpacked size. */
  readonly claimedSize?: number;
  /** Sets the flag of password encryption (the content is left as it is). */
  readonly encrypted?: boolean;
  /** Spoils the packed bytes. */
  readonly damaged?: boolean;
}

const UTF8_NAMES = 0x800;
const ENCRYPTED = 0x1;

/** @see APPNOTE.TXT 4.3 (local headers, central directory, end record). */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const content = Buffer.from(part.content);
    const packed = part.stored ? content : deflateRawSync(content);
    if (part.damaged) packed.fill(0xff);
    // Version 2.0; flags; method; time; date; checksum; sizes; lengths of name and extra field.
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(UTF8_NAMES | (part.encrypted ? ENCRYPTED : 0), 2);
    shared.writeUInt16LE(part.stored ? 0 : 8, 4);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(part.claimedSize ?? content.length, 18);
    shared.writeUInt16LE(name.length, 22);
    bodies.push(Buffer.from('PK\x03\x04', 'latin1'), shared, name, packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, place, name);
    offset += 4 + shared.length + name.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, end]);
}

/** The text of one entry of an honest archive, found by its local header: another way than the reader's. */
export function entryOf(zip: Buffer, name: string): string {
  const entry = entriesOf(zip).find((candidate) => candidate.name === name);
  if (!entry) throw new Error(`The archive has no ${name}.`);
  return entry.content().toString('utf8');
}

/** All entries of an honest archive, by its directory; each is unpacked when it is asked for. */
export function entriesOf(zip: Buffer): readonly { readonly name: string; content(): Buffer }[] {
  const entries: { name: string; content(): Buffer }[] = [];
  let at = zip.readUInt32LE(zip.lastIndexOf('PK\x05\x06') + 16);
  while (at + 46 <= zip.length && zip.readUInt32LE(at) === 0x02014b50) {
    const [nameLength, extra, comment] = [
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
    ];
    const local = zip.readUInt32LE(at + 42);
    const size = zip.readUInt32LE(at + 20);
    const stored = zip.readUInt16LE(at + 10) === 0;
    const content = () => {
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const packed = zip.subarray(start, start + size);
      return stored ? packed : inflateRawSync(packed);
    };
    entries.push({ name: zip.toString('utf8', at + 46, at + 46 + nameLength), content });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}
