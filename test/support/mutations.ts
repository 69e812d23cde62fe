/** Damages documents as disks, networks and people with bad intentions do; the same seed does the same damage. */
import { seeded } from './signals.ts';
import { entriesOf, zipOf, type ZipPart } from './zip.ts';

export interface Mutant {
  readonly bytes: Buffer;
  /** In a few words. */
  readonly how: string;
}

type Random = () => number;
type Damage = (bytes: Buffer, random: Random, other: Buffer) => Buffer;

const below = (random: Random, most: number): number => Math.floor(random() * Math.max(1, most));
const LARGEST_INSERT = 200_000;

const BYTES: Readonly<Record<string, Damage>> = {
  'bits flipped': (bytes, random) => {
    const damaged = Buffer.from(bytes);
    for (let flips = 1 + below(random, 40); flips > 0; flips--) {
      const at = below(random, damaged.length);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << below(random, 8));
    }
    return damaged;
  },
  truncated: (bytes, random) => bytes.subarray(0, below(random, bytes.length)),
  'beginning lost': (bytes, random) => bytes.subarray(below(random, Math.min(bytes.length, 2000))),
  'a number made huge': (bytes, random) => {
    const damaged = Buffer.from(bytes);
    const value = [0xffffffff, 0x7fffffff, 0, 0x80000000][below(random, 4)] ?? 0;
    if (damaged.length >= 4) damaged.writeUInt32LE(value, below(random, damaged.length - 3));
    return damaged;
  },
  'spliced with another': (bytes, random, other) => {
    const from = below(random, other.length);
    const piece = other.subarray(from, from + below(random, 4000));
    const at = below(random, bytes.length);
    return Buffer.concat([
      bytes.subarray(0, at),
      piece,
      bytes.subarray(at + below(random, 2) * piece.length),
    ]);
  },
  'a piece repeated': (bytes, random) => {
    const from = below(random, bytes.length);
    const piece = bytes.subarray(from, from + 1 + below(random, 200));
    const times = Math.min(1 + below(random, 3000), Math.ceil(LARGEST_INSERT / Math.max(1, piece.length)));
    return Buffer.concat([
      bytes.subarray(0, from),
      ...Array.from({ length: times }, () => piece),
      bytes.subarray(from),
    ]);
  },
};

const ENTITIES = `<!DOCTYPE x [<!ENTITY a0 "lol">${Array.from({ length: 12 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join('')}<!ENTITY f SYSTEM "file:///etc/passwd">]>`;
const TAGS = [
  'div',
  'table',
  'ul',
  'li',
  'b',
  'w:p',
  'w:tbl',
  'text:list',
  'section',
  'math',
  'pre',
  'blockquote',
  'span',
];

const MARKUP: Readonly<Record<string, Damage>> = {
  'an entity bomb': (bytes, random) => {
    const text = bytes.toString('latin1').replace(/<!DOCTYPE[^>]*>/i, '');
    const start = /^[^<]*<\?xml[^>]*\?>/.exec(text)?.[0] ?? '';
    const places = text.slice(start.length).split('>');
    places.splice(below(random, places.length), 0, '', `&a12;&f;`);
    return Buffer.from(start + ENTITIES + places.join('>'), 'latin1');
  },
  'nested deep': (bytes, random) => {
    const text = bytes.toString('latin1');
    const at = text.indexOf('>', below(random, text.length)) + 1;
    const tag = TAGS[below(random, TAGS.length)] ?? 'div';
    const depth = [50, 500, 5000, 30_000][below(random, 4)] ?? 50;
    const closed = random() < 0.5 ? `</${tag}>`.repeat(depth) : '';
    return Buffer.from(text.slice(0, at) + `<${tag}>`.repeat(depth) + closed + text.slice(at), 'latin1');
  },
  'marks of markup lost': (bytes, random) => {
    const mark = ['>', '<', '"', '/>', '</', '&', ';'][below(random, 7)] ?? '>';
    const parts = bytes.toString('latin1').split(mark);
    for (let times = 1 + below(random, 5); times > 0 && parts.length > 2; times--) {
      const at = 1 + below(random, parts.length - 2);
      parts.splice(at, 2, (parts[at] ?? '') + (parts[at + 1] ?? ''));
    }
    return Buffer.from(parts.join(mark), 'latin1');
  },
  'brackets nested deep': (bytes, random) => {
    const at = below(random, bytes.length);
    const bracket = ['{', '[', '(', '<<', '> ', '* '][below(random, 6)] ?? '{';
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(bracket.repeat(30_000)), bytes.subarray(at)]);
  },
};

const BOMB = Buffer.alloc(20_000_000, ' ');

/** What can be done to the parts of an archive, each of which is then packed as it should be. */
const ARCHIVE: Readonly<Record<string, (parts: ZipPart[], random: Random, whole: Buffer) => void>> = {
  'an entry lost': (parts, random) => void parts.splice(below(random, parts.length), 1),
  'entries that changed places': (parts, random) => {
    const [a, b] = [below(random, parts.length), below(random, parts.length)];
    const [first, second] = [parts[a], parts[b]];
    if (!first || !second) return;
    parts[a] = { ...first, content: second.content };
    parts[b] = { ...second, content: first.content };
  },
  'the archive inside itself': (parts, random, whole) => replace(parts, random, () => whole),
  'archives inside archives': (parts, random, whole) =>
    replace(parts, random, () =>
      zipOf([{ name: 'inner.zip', content: zipOf([{ name: 'x.epub', content: whole }]) }]),
    ),
  'a bomb for an entry': (parts, random) => replace(parts, random, () => BOMB),
  'a name that leads out': (parts, random) => {
    const at = below(random, parts.length);
    const part = parts[at];
    if (part) parts[at] = { ...part, name: `../../../../${part.name}` };
  },
  'an entry twice': (parts, random) => {
    const part = parts[below(random, parts.length)];
    if (part) parts.push({ ...part, content: 'x' });
  },
  'a lie about a size': (parts, random) => {
    const at = below(random, parts.length);
    const part = parts[at];
    const claimedSize = [0, 1, 0xfffffff0, 50_000_000][below(random, 4)] ?? 0;
    if (part) parts[at] = { ...part, claimedSize };
  },
};

function replace(parts: ZipPart[], random: Random, content: (old: Buffer) => Buffer): void {
  const at = below(random, parts.length);
  const part = parts[at];
  if (part) parts[at] = { ...part, content: content(Buffer.from(part.content)) };
}

const pick = <Value>(values: Readonly<Record<string, Value>>, random: Random): readonly [string, Value] => {
  const entries = Object.entries(values);
  return entries[below(random, entries.length)] ?? entries[0]!;
};

/** @param other Another document, to take pieces from. */
export function mutate(bytes: Buffer, other: Buffer, seed: number): Mutant {
  const random = seeded(seed);
  const text = (content: Buffer) => /^[^\0]*<[a-z?!]/i.test(content.subarray(0, 500).toString('latin1'));
  const damage = (content: Buffer): Mutant => {
    const [how, make] = pick(
      text(content) && random() < 0.6 ? MARKUP : { ...BYTES, ...bracketsFor(content) },
      random,
    );
    return { how, bytes: make(content, random, other) };
  };
  const isZip = bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04';
  if (!isZip || random() < 0.25) return damage(bytes);
  const parts: ZipPart[] = entriesOf(bytes).map(({ name, content }) => ({ name, content: content() }));
  if (random() < 0.35) {
    const [how, change] = pick(ARCHIVE, random);
    change(parts, random, bytes);
    return { how, bytes: zipOf(parts) };
  }
  let how = '';
  replace(parts, random, (content) => {
    const damaged = damage(content);
    how = damaged.how;
    return damaged.bytes;
  });
  return { how: `${how}, in an entry`, bytes: zipOf(parts) };
}

/** Formats without tags nest by brackets: RTF, PDF, Markdown. */
const bracketsFor = (content: Buffer): Readonly<Record<string, Damage>> => {
  const nested = MARKUP['brackets nested deep'];
  return nested && !content.includes(0) ? { 'brackets nested deep': nested } : {};
};
