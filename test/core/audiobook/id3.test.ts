import { parseBuffer } from 'music-metadata';
import { describe, expect, it } from 'vitest';
import { isTagImage, id3Tag, type Id3Source } from '../../../electron/core/audiobook/id3.ts';
import { ID3_VERSIONS, type Id3Version } from '../../../electron/core/audiobook/id3-frames.ts';
import { millisecondsOf } from '../../../electron/core/audiobook/times.ts';
import type { ChapterMark } from '../../../electron/core/audiobook/types.ts';
import { threeLetterCode } from '../../../electron/core/language-codes.ts';
import { FILE_TAGS } from './tags.ts';

/** A frame of MPEG 2 layer III, 24 kHz mono, 64 kbit/s: header and silence, so that a reader finds sound after the tag. */
const FRAME = Uint8Array.from({ length: 192 }, (_, index) => [0xff, 0xf3, 0x84, 0xc4][index] ?? 0);
const SOUND = Buffer.concat(Array.from({ length: 20 }, () => FRAME));

const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0xff, 0xff, 0xff, 0xff, 0xd9]);
const marks = (count: number, samples = 100_001): ChapterMark[] =>
  Array.from({ length: count }, (_, index) => ({
    title: `Chapter ${index + 1} – Łódź 😀`,
    depth: index % 2,
    start: index * samples,
    end: (index + 1) * samples,
  }));
const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ text: `Sentence\n${index} — “ß”.`, start: index * 72_000 }));
const source: Id3Source = {
  tags: { ...FILE_TAGS, cover: { mediaType: 'image/jpeg', bytes: JPEG } },
  samples: 480_012,
  chapters: marks(3),
  cues: lines(4),
};

const read = (tag: Uint8Array) =>
  parseBuffer(Buffer.concat([tag, SOUND]), 'audio/mpeg', { includeChapters: true });

/** The frames of a tag, by a reader of this test's own: it knows nothing but the standard. */
function framesOf(tag: Uint8Array, version: Id3Version): { readonly id: string; readonly body: Buffer }[] {
  const bytes = Buffer.from(tag);
  const syncsafe = (at: number) => [0, 1, 2, 3].reduce((sum, i) => sum * 128 + (bytes[at + i] ?? 0), 0);
  expect(bytes.toString('latin1', 0, 3)).toBe('ID3');
  expect([...bytes.subarray(3, 6)]).toEqual([version, 0, 0]);
  expect(syncsafe(6)).toBe(bytes.length - 10);
  const frames = [];
  for (let at = 10; at < bytes.length;) {
    const size = version === 3 ? bytes.readUInt32BE(at + 4) : syncsafe(at + 4);
    frames.push({ id: bytes.toString('latin1', at, at + 4), body: bytes.subarray(at + 10, at + 10 + size) });
    at += 10 + size;
  }
  return frames;
}

describe.each(ID3_VERSIONS)('an ID3 tag of version 2.%d', (version) => {
  it('is read by a library that did not write it: texts, cover, synchronised text', async () => {
    const { format, common, native, quality } = await read(id3Tag(source, version));
    expect(quality.warnings).toEqual([]);
    expect(format.tagTypes).toEqual([`ID3v2.${version}`]);
    expect(common).toMatchObject({
      title: 'Loomings --> & on',
      album: 'Moby-Dick; or, The Whale',
      artist: 'Herman Melville; Ghost Writer',
      albumartist: 'Herman Melville; Ghost Writer',
      composer: ['Zoë'],
      track: { no: 3, of: 135 },
      year: 1851,
      language: 'eng',
      label: ['Harper & Brothers'],
      genre: ['Audiobook'],
      encodersettings: 'Lectern',
      encodedby: 'Lectern',
    });
    expect(common.picture).toMatchObject([{ format: 'image/jpeg', type: 'Cover (front)' }]);
    expect(Buffer.from(common.picture?.[0]?.data ?? []).equals(JPEG)).toBe(true);
    expect(native[`ID3v2.${version}`]?.find(({ id }) => id === 'TXXX:NARRATOR')?.value).toBe('Zoë');
    expect(native[`ID3v2.${version}`]?.find(({ id }) => id === 'TLEN')?.value).toBe('20001');
    expect(common.lyrics).toMatchObject([
      {
        language: 'eng',
        contentType: 1,
        timeStampFormat: 2,
        syncText: lines(4).map(({ start }, index) => ({
          text: `Sentence ${index} — “ß”.`,
          timestamp: start / 24,
        })),
      },
    ]);
  });

  it('has chapters that touch, in one ordered table of contents', async () => {
    const tag = id3Tag(source, version);
    const { native } = await read(tag);
    const values = (id: string) =>
      (native[`ID3v2.${version}`] ?? []).filter((tag) => tag.id === id).map((tag) => tag.value);
    expect(values('CHAP')).toMatchObject(
      source.chapters.map(({ title, start, end }, index) => ({
        label: `chp${index}`,
        info: { startTime: Math.round(start / 24), endTime: Math.round(end / 24) },
        frames: new Map([['TIT2', title]]),
      })),
    );
    expect(values('CTOC')).toMatchObject([
      { label: 'toc', flags: { topLevel: true, ordered: true }, childElementIds: ['chp0', 'chp1', 'chp2'] },
    ]);
    const [first] = framesOf(tag, version).filter(({ id }) => id === 'CHAP');
    expect(first?.body.toString('hex', 5 + 8, 5 + 16)).toBe('ff'.repeat(8)); // byte offsets: not given
  });

  it('holds more chapters than one table of contents can, in tables of their own', () => {
    const frames = framesOf(id3Tag({ ...source, chapters: marks(600), cues: [] }, version), version);
    const tables = frames
      .filter(({ id }) => id === 'CTOC')
      .map(({ body }) => {
        const [id = '', ...rest] = body.toString('latin1').split('\0');
        const flags = body[id.length + 1];
        const count = body[id.length + 2] ?? 0;
        return { id, flags, children: [rest[0]?.slice(2) ?? '', ...rest.slice(1, count)] };
      });
    expect(tables[0]).toEqual({ id: 'toc', flags: 3, children: ['toc0', 'toc1', 'toc2'] });
    expect(tables.slice(1).map(({ id, flags }) => [id, flags])).toEqual([
      ['toc0', 1],
      ['toc1', 1],
      ['toc2', 1],
    ]);
    expect(tables.slice(1).flatMap(({ children }) => children)).toEqual(
      marks(600).map((_, index) => `chp${index}`),
    );
    expect(frames.filter(({ id }) => id === 'CHAP')).toHaveLength(600);
  });

  it('is the same for the same book', () => {
    expect(id3Tag(source, version)).toEqual(id3Tag({ ...source, cues: lines(4).values() }, version));
  });

  it('leaves out what is not known, and a cover that players do not show', () => {
    const bare = {
      ...FILE_TAGS,
      authors: [],
      narrator: ' ',
      year: null,
      language: null,
      publisher: null,
      track: null,
    };
    const cover = { mediaType: 'image/webp', bytes: JPEG };
    expect(isTagImage(cover)).toBe(false);
    const tag = id3Tag({ tags: { ...bare, cover }, samples: 24, chapters: [], cues: lines(1) }, version);
    const frames = framesOf(tag, version);
    expect(frames.map(({ id }) => id)).toEqual(['TIT2', 'TALB', 'TCON', 'TLEN', 'TSSE', 'TENC', 'SYLT']);
    expect(frames.at(-1)?.body.toString('latin1', 1, 4)).toBe('XXX');
  });

  it('holds the sentences of a long book', () => {
    const frames = framesOf(id3Tag({ ...source, cues: lines(12_000) }, version), version);
    const body = frames.at(-1)?.body ?? Buffer.alloc(0);
    // The last time stands at the very end: 12,000 sentences of three seconds are ten hours.
    expect(body.readUInt32BE(body.length - 4)).toBe(millisecondsOf(11_999 * 72_000));
  });
});

describe('languages in tags', () => {
  it('have three letters', () => {
    const tags = ['en-US', 'de', 'pt-BR', 'zh-Hant', 'cmn', 'nb', 'yue', 'grc', 'und', 'x-klingon', null];
    expect(tags.map(threeLetterCode)).toEqual([
      'eng',
      'deu',
      'por',
      'zho',
      'zho',
      'nob',
      'yue',
      'grc',
      null,
      null,
      null,
    ]);
  });
});
