import { describe, expect, it } from 'vitest';
import { openDocument } from '../../../electron/node/documents/open.ts';
import { openSubtitles } from '../../../electron/node/documents/subtitles/document.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const file = temporaryFiles();
const textsOf = async (source: string, name = 'film.srt') =>
  (await openSubtitles(source, name).section(0)).blocks.map((block) => block.text);
/** Cues of seconds and lines, as SubRip. */
const srt = (...cues: readonly (readonly [from: number, to: number, ...lines: string[]])[]) =>
  cues
    .map(([from, to, ...lines], index) =>
      [index + 1, `${time(from)} --> ${time(to)}`, ...lines, ''].join('\r\n'),
    )
    .join('\r\n');
const time = (seconds: number) => {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)},${String(Math.round((seconds % 1) * 1000)).padStart(3, '0')}`;
};

describe('subtitles', () => {
  it('are sentences again, across lines and cues', async () => {
    const source = srt([1, 3, 'It was a dark', 'and stormy night; the rain'], [3.1, 5, 'fell in torrents.']);
    expect(await textsOf(source)).toEqual(['It was a dark and stormy night; the rain fell in torrents.']);
  });

  it('are paragraphs by pauses after a sentence, and by long pauses in one', async () => {
    const source = srt(
      [1, 2, 'One.'],
      [2.5, 3, 'Two.'],
      [6, 7, 'Three is'],
      [10, 11, 'not over'],
      [20, 21, 'yet.'],
    );
    expect(await textsOf(source)).toEqual(['One. Two.', 'Three is not over', 'yet.']);
  });

  it('keep who speaks, once for all that is said in a row', async () => {
    const source = srt(
      [1, 2, 'JOHN: Who is there?'],
      [2, 3, '- Me.', '- And who are you?'],
      [3, 4, 'JOHN: I asked first.'],
      [4, 5, 'Dr. Watson: Gentlemen, please.'],
    );
    expect(await textsOf(source)).toEqual([
      'JOHN: Who is there?',
      'Me.',
      'And who are you?',
      'JOHN: I asked first.',
      'Dr. Watson: Gentlemen, please.',
    ]);
  });

  it('have no tags, positions, entities or notes of music', async () => {
    const source = srt([1, 2, '{\\an8}<i>Fish</i> &amp; <font color="#fff">chips</font> ♪']);
    expect(await textsOf(source)).toEqual(['Fish & chips']);
    expect(await textsOf(srt([1, 2, '<ruby>漢字<rt>kanji</rt></ruby>です。']))).toEqual(['漢字です。']);
    // What only looks like one is kept.
    expect(await textsOf(srt([1, 2, 'If a < b, it holds.']))).toEqual(['If a < b, it holds.']);
  });

  it('that roll are said once', async () => {
    const source = `WEBVTT
Kind: captions
Language: de

NOTE made by a machine

STYLE
::cue { color: red }

00:00.000 --> 00:02.000 align:start position:0%

hallo<00:00:00.500><c> zusammen</c>

00:02.000 --> 00:02.010
hallo zusammen

00:02.010 --> 00:04.000
hallo zusammen
heute geht es um

00:04.000 --> 00:06.000
heute geht es um
Brot`;
    expect(await textsOf(source, 'a.vtt')).toEqual(['hallo zusammen heute geht es um Brot']);
    expect(openSubtitles(source, 'a.vtt').summary.metadata.language).toBe('de');
    // Said twice with time between, it is said twice.
    expect(await textsOf(srt([1, 2, 'No.'], [4, 5, 'No.']))).toEqual(['No. No.']);
  });

  it('take WebVTT’s voices for speakers', async () => {
    const source =
      'WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v Mary>Hello.</v>\n\n00:02.000 --> 00:03.000\n<v.loud Bob>Hello!';
    expect(await textsOf(source, 'a.vtt')).toEqual(['Mary: Hello.', 'Bob: Hello!']);
  });

  it('that are songs keep their lines', async () => {
    const source =
      '[ti:The Song]\n[ar:A. Singer]\n[00:01.00]First line\n[00:04.00]Second line\n[00:30.00]Third line\n';
    const document = openSubtitles(source, 'a.lrc');
    expect(document.summary.metadata).toMatchObject({ title: 'The Song', authors: ['A. Singer'] });
    const { blocks } = await document.section(0);
    expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['verse', 'First line\nSecond line'],
      ['verse', 'Third line'],
    ]);
  });

  it('are known by what is in them, and called by their file', async () => {
    const source = srt([1, 2, 'Hello.']);
    for (const name of ['The Film.en.srt', 'x.txt', 'x']) {
      const { summary } = await openDocument(file(name, source), name);
      expect(summary.metadata.format).toBe('subtitles');
    }
    expect(openSubtitles(source, 'The Film.en.srt').summary.metadata).toMatchObject({
      title: 'The Film',
      language: 'en',
    });
  });

  it('are read where empty lines are missing and times out of order', async () => {
    const source = '1\n00:00:05,000 --> 00:00:06,000\nLater.\n2\n00:00:01,000 --> 00:00:02,000\nEarlier.\n';
    expect(await textsOf(source)).toEqual(['Earlier.', 'Later.']);
  });
});
