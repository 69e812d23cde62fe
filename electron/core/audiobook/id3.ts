/**
 * The ID3v2 tag of an mp3 of an audiobook: it stands before the frames of sound. docs/audiobook-forms.md says which
 * frames are written and what reads them, and why there is no padding and no unsynchronisation. The same input gives the
 * same bytes, whenever and wherever it is written.
 */
import { cleanLine } from '../document/clean.ts';
import type { Resource } from '../document/reader.ts';
import { LecternError } from '../errors.ts';
import { threeLetterCode } from '../language-codes.ts';
import { ByteWriter } from './byte-writer.ts';
import {
  chapterFrame,
  contentsFrame,
  coverFrame,
  namedTextFrame,
  synchronisedTextFrame,
  syncsafe,
  textFrame,
  writeFrame,
  type Id3Frame,
  type Id3Version,
} from './id3-frames.ts';
import { millisecondsOf } from './times.ts';
import type { ChapterMark, FileTags, SentenceCue } from './types.ts';

export interface Id3Source {
  readonly tags: FileTags;
  /** Of the file. */
  readonly samples: number;
  /** In order. None: the file has no chapters. */
  readonly chapters: readonly ChapterMark[];
  /** In order. None: no synchronised text. */
  readonly cues: Iterable<Pick<SentenceCue, 'text' | 'start'>>;
}

/** Of four bytes of seven bits each. */
const LARGEST_TAG = 2 ** 28 - 1;
/** A table of contents counts its children in one byte. */
const MOST_CHILDREN = 255;

/**
 * Whether a cover can stand in a tag. Players know JPEG and PNG; a book's GIF, WebP, SVG or AVIF has to be made into one
 * of them before, or is left out.
 */
export const isTagImage = ({ mediaType }: Resource): boolean =>
  mediaType === 'image/jpeg' || mediaType === 'image/png';

/**
 * The whole tag. A cover that is no `isTagImage` is left out.
 * @throws LecternError `internal` above 256 MB, which is the format's bound; no book comes near it.
 */
export function id3Tag(source: Id3Source, version: Id3Version = 4): Uint8Array<ArrayBuffer> {
  const frames = new ByteWriter();
  for (const frame of framesOf(source, version)) writeFrame(frames, frame, version);
  if (frames.length > LARGEST_TAG)
    throw new LecternError('internal', 'The text is too long for the tag of an mp3.');
  return new ByteWriter()
    .bytes(new TextEncoder().encode('ID3'))
    .bytes([version, 0, 0]) // revision and flags: no unsynchronisation
    .bytes(syncsafe(frames.length))
    .bytes(frames.finish())
    .finish();
}

/** What readers look for first stands first, so that who reads only a tag's beginning finds it. */
function* framesOf({ tags, samples, chapters, cues }: Id3Source, version: Id3Version): Generator<Id3Frame> {
  yield* textFrames(tags, samples, version);
  yield* chapterFrames(tags.title, chapters, version);
  if (tags.cover && isTagImage(tags.cover)) yield coverFrame(tags.cover.mediaType, tags.cover.bytes);
  const lines = linesOf(cues);
  const first = lines.next();
  if (first.done) return;
  yield synchronisedTextFrame(following(first.value, lines), threeLetterCode(tags.language), version);
}

function* textFrames(tags: FileTags, samples: number, version: Id3Version): Generator<Id3Frame> {
  const authors = tags.authors.map(cleanLine).join('; ');
  const narrator = cleanLine(tags.narrator);
  const track = tags.track ? `${tags.track.number}/${tags.track.of}` : '';
  const values: readonly (readonly [id: string, value: string | null])[] = [
    ['TIT2', tags.fileTitle],
    ['TALB', tags.title],
    ['TPE1', authors],
    ['TPE2', authors],
    ['TCOM', narrator],
    ['TRCK', track],
    [version === 3 ? 'TYER' : 'TDRC', tags.year],
    ['TLAN', threeLetterCode(tags.language)],
    ['TPUB', tags.publisher],
    ['TCON', 'Audiobook'],
    ['TLEN', String(millisecondsOf(samples))],
    ['TSSE', 'Lectern'],
    ['TENC', 'Lectern'],
  ];
  for (const [id, value] of values) {
    const line = cleanLine(value ?? '');
    if (line !== '') yield textFrame(id, line, version);
  }
  if (narrator !== '') yield namedTextFrame('NARRATOR', narrator, version);
}

function* chapterFrames(
  title: string,
  chapters: readonly ChapterMark[],
  version: Id3Version,
): Generator<Id3Frame> {
  if (chapters.length === 0) return;
  let children = chapters.map((_, index) => `chp${index}`);
  const parts: Id3Frame[] = [];
  while (children.length > MOST_CHILDREN) {
    const level = parts.length;
    const groups = Array.from({ length: Math.ceil(children.length / MOST_CHILDREN) }, (_, index) =>
      children.slice(index * MOST_CHILDREN, (index + 1) * MOST_CHILDREN),
    );
    children = groups.map((_, index) => `toc${level + index}`);
    groups.forEach((group, index) =>
      parts.push(contentsFrame(children[index] ?? '', group, null, false, version)),
    );
  }
  yield contentsFrame('toc', children, cleanLine(title), true, version);
  yield* parts;
  for (const [index, chapter] of chapters.entries()) {
    const [start, end] = [millisecondsOf(chapter.start), millisecondsOf(chapter.end)];
    yield chapterFrame(`chp${index}`, cleanLine(chapter.title), start, end, version);
  }
}

function* linesOf(cues: Id3Source['cues']): Generator<{ readonly text: string; readonly time: number }> {
  for (const { text, start } of cues) yield { text: cleanLine(text), time: millisecondsOf(start) };
}

function* following<T>(first: T, rest: Iterable<T>): Generator<T> {
  yield first;
  yield* rest;
}
