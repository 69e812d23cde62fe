/**
 * Subtitles beside the sound: SubRip (SRT), WebVTT and LRC. Each is a generator of pieces of text to be written in
 * order, as UTF-8 without a byte order mark; no more than a sentence is held.
 */
import type { TextRange } from '../document/model.ts';
import { cleanLine } from '../document/clean.ts';
import { subtitleCues, type SubtitleCue } from './subtitle-cues.ts';
import { clockTime, lyricsTime, millisecondsOf } from './times.ts';
import type { BookTags, FileTags, SentenceCue } from './types.ts';

export interface SubtitleSource {
  readonly tags: FileTags;
  /** In order, none overlapping. */
  readonly cues: Iterable<SentenceCue>;
}

/** Between two characters it is not seen, and ends what a player would take for markup. */
const WORD_JOINER = '\u2060';

/**
 * SubRip has no escapes, and players take `<i>`, `< b ... >`, `{\an8}` and `-->` for markup wherever they stand: such signs are kept
 * from meaning anything by what is not seen.
 */
const srtText = (text: string): string =>
  text
    .replaceAll('-->', `--${WORD_JOINER}>`)
    .replace(/<(?=\s*[/a-z])/giu, `<${WORD_JOINER}`)
    .replace(/\{(?=\\)/gu, `{${WORD_JOINER}`);

export function* srt({ tags, cues }: SubtitleSource): Generator<string> {
  let number = 1;
  for (const cue of subtitleCues(cues, tags.language)) {
    const lines = cue.lines.map((line) => srtText(cue.text.slice(...line)));
    yield `${number++}\n${clockTime(cue.start, ',')} --> ${clockTime(cue.end, ',')}\n${lines.join('\n')}\n\n`;
  }
}

/** https://www.w3.org/TR/webvtt1/#webvtt-cue-text: these three are all that is not literal. */
const vttText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** WebVTT, with the time of each word where it is known, and no styling: that is the page's. */
export function* webVtt({ tags, cues }: SubtitleSource): Generator<string> {
  const note = headLines(tags).map((line) => line.replaceAll('-->', '→'));
  yield `WEBVTT\n\nNOTE\n${note.join('\n')}\n\n`;
  for (const cue of subtitleCues(cues, tags.language)) {
    const lines = vttLines(cue);
    yield `${clockTime(cue.start, '.')} --> ${clockTime(cue.end, '.')}\n${lines.join('\n')}\n\n`;
  }
}

/** A time inside a cue must lie after the one before it and inside the cue, by the standard: others are left out. */
function vttLines(cue: SubtitleCue): readonly string[] {
  let last = millisecondsOf(cue.start);
  const times = cue.words.filter(({ start }) => {
    const time = millisecondsOf(start);
    const fits = time > last && time < millisecondsOf(cue.end);
    if (fits) last = time;
    return fits;
  });
  return cue.lines.map((line) =>
    withTimes(cue.text, line, times, vttText, (start) => `<${clockTime(start, '.')}>`),
  );
}

/** A stretch of a cue's text with what stands before its words. */
function withTimes(
  text: string,
  [from, to]: TextRange,
  words: SubtitleCue['words'],
  escape: (text: string) => string,
  mark: (start: number) => string,
): string {
  let written = '';
  let at = from;
  for (const word of words) {
    if (word.from < from || word.from >= to) continue;
    written += escape(text.slice(at, word.from)) + mark(word.start);
    at = word.from;
  }
  return written + escape(text.slice(at, to));
}

/** `[` and `<` before a digit begin a time, whatever the line says. */
const lrcText = (text: string): string => text.replace(/[[<](?=\d)/gu, (sign) => sign + WORD_JOINER);

export interface LrcOptions {
  /** With the time of each word, where it is known: the "enhanced" form, which plain players may show as text. */
  readonly words: boolean;
  /** Of the file. */
  readonly samples: number;
}

/** LRC: one line for each cue. */
export function* lrc({ tags, cues }: SubtitleSource, { words, samples }: LrcOptions): Generator<string> {
  const length = lyricsTime(samples).replace(/\..*$/u, '');
  const tag = (name: string, value: string) =>
    value === '' ? '' : `[${name}:${cleanLine(value).replaceAll(']', ')')}]\n`;
  yield tag('ti', tags.fileTitle) + tag('ar', tags.authors.join(', ')) + tag('al', tags.title);
  yield `${tag('by', 'Lectern')}${tag('length', length)}\n`;
  for (const cue of subtitleCues(cues, tags.language)) {
    const whole: TextRange = [0, cue.text.length];
    const mark = (start: number) => `<${lyricsTime(start)}>`;
    const line = words ? withTimes(cue.text, whole, cue.words, lrcText, mark) : lrcText(cue.text);
    yield `[${lyricsTime(cue.start)}]${line}\n`;
  }
}

const headLines = (tags: BookTags & Pick<FileTags, 'fileTitle'>): readonly string[] =>
  [
    tags.title,
    tags.fileTitle === tags.title ? '' : tags.fileTitle,
    tags.authors.join(', '),
    tags.narrator === '' ? '' : `Read by ${tags.narrator}`,
  ]
    .map(cleanLine)
    .filter((line) => line !== '');
