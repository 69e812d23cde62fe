/**
 * The frames of an ID3v2 tag, each to its own bytes.
 *
 * Sources: "ID3 tag version 2.4.0 - Main Structure" and "- Native Frames" (2000), "ID3 tag version 2.3.0" (1999), and the
 * "ID3v2 Chapter Frame Addendum" 1.0 (2005), all at id3.org.
 */
import { ByteWriter } from './byte-writer.ts';

/** 2.4, and 2.3 for old programs. */
export const ID3_VERSIONS = [4, 3] as const;
export type Id3Version = (typeof ID3_VERSIONS)[number];

export interface Id3Frame {
  /** Four letters. */
  readonly id: string;
  readonly body: Uint8Array;
}

/** Encodings of text by their number in the tag. Version 2.3 knows no UTF-8. */
const LATIN_1 = 0;
const UTF_16 = 1;
const UTF_8 = 3;

/** "Used when the byte offset is not given": players seek by the times. */
const NO_OFFSET = 0xffff_ffff;
/** Of the front cover. */
const FRONT_COVER = 3;
/** Times in a SYLT are milliseconds. */
const MILLISECONDS = 2;
/** "Lyrics". A transcription of text has a number of its own, but readers that ask at all ask for this one. */
const LYRICS = 1;
/** For a language that is not known. */
const UNKNOWN_LANGUAGE = 'XXX';

const utf8 = new TextEncoder();

/** Plain letters are written as Latin-1, which every reader has always understood; the rest as the version allows. */
const encodingOf = (text: string, version: Id3Version): number =>
  /^[\x20-\x7e]*$/u.test(text) ? LATIN_1 : wideEncoding(version);

const wideEncoding = (version: Id3Version): number => (version === 3 ? UTF_16 : UTF_8);

function encoded(text: string, encoding: number): Uint8Array {
  if (encoding !== UTF_16) return utf8.encode(text);
  const bytes = new Uint8Array(2 + 2 * text.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, true);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + 2 * i, text.charCodeAt(i), true);
  return bytes;
}

const terminator = (encoding: number): readonly number[] => (encoding === UTF_16 ? [0, 0] : [0]);

/** `T***`: one line of text. */
export function textFrame(id: string, text: string, version: Id3Version): Id3Frame {
  const encoding = encodingOf(text, version);
  return { id, body: new ByteWriter().byte(encoding).bytes(encoded(text, encoding)).finish() };
}

/** `TXXX`: a text under a name that the standard does not have. */
export function namedTextFrame(name: string, text: string, version: Id3Version): Id3Frame {
  const encoding = encodingOf(name + text, version);
  const body = new ByteWriter()
    .byte(encoding)
    .bytes(encoded(name, encoding))
    .bytes(terminator(encoding))
    .bytes(encoded(text, encoding));
  return { id: 'TXXX', body: body.finish() };
}

/** `APIC`: the front cover. @param mediaType image/png or image/jpeg */
export function coverFrame(mediaType: string, bytes: Uint8Array): Id3Frame {
  const body = new ByteWriter()
    .byte(LATIN_1)
    .bytes(utf8.encode(mediaType))
    .bytes([0, FRONT_COVER, 0]) // the end of the type; what it shows; an empty description
    .bytes(bytes);
  return { id: 'APIC', body: body.finish() };
}

/** `CHAP`. Times in milliseconds. */
export function chapterFrame(
  elementId: string,
  title: string,
  start: number,
  end: number,
  version: Id3Version,
): Id3Frame {
  const body = new ByteWriter()
    .bytes(utf8.encode(`${elementId}\0`))
    .uint32(start)
    .uint32(end)
    .uint32(NO_OFFSET)
    .uint32(NO_OFFSET);
  writeFrame(body, textFrame('TIT2', title, version), version);
  return { id: 'CHAP', body: body.finish() };
}

/** `CTOC`, ordered. @param children Element ids of chapters, or of other contents; 255 at most. */
export function contentsFrame(
  elementId: string,
  children: readonly string[],
  title: string | null,
  topLevel: boolean,
  version: Id3Version,
): Id3Frame {
  const body = new ByteWriter().bytes(utf8.encode(`${elementId}\0`));
  body.byte(topLevel ? 0b11 : 0b01).byte(children.length);
  for (const child of children) body.bytes(utf8.encode(`${child}\0`));
  if (title !== null) writeFrame(body, textFrame('TIT2', title, version), version);
  return { id: 'CTOC', body: body.finish() };
}

/** `SYLT`. @param lines In order; times in milliseconds. @param language ISO 639-2, or null. */
export function synchronisedTextFrame(
  lines: Iterable<{ readonly text: string; readonly time: number }>,
  language: string | null,
  version: Id3Version,
): Id3Frame {
  const encoding = wideEncoding(version);
  const body = new ByteWriter()
    .byte(encoding)
    .bytes(utf8.encode(language ?? UNKNOWN_LANGUAGE))
    .bytes([MILLISECONDS, LYRICS])
    .bytes(encoded('', encoding)) // an empty description
    .bytes(terminator(encoding));
  for (const { text, time } of lines) {
    body.bytes(encoded(text, encoding)).bytes(terminator(encoding)).uint32(time);
  }
  return { id: 'SYLT', body: body.finish() };
}

/** Four bytes of seven bits, so that no size looks like the start of a sound frame. */
export const syncsafe = (size: number): readonly number[] =>
  [21, 14, 7, 0].map((shift) => (size >>> shift) & 0x7f);

/** A frame with its header, as it stands in a tag or inside another frame. */
export function writeFrame(writer: ByteWriter, { id, body }: Id3Frame, version: Id3Version): void {
  writer.bytes(utf8.encode(id));
  if (version === 3) writer.uint32(body.length);
  else writer.bytes(syncsafe(body.length));
  writer.bytes([0, 0]).bytes(body);
}
