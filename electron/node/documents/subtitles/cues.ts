/** SubRip (.srt), WebVTT and LRC, by what their lines look like; nothing in them is trusted to be in its place. */
import { decodeHTML } from 'entities/decode';

export interface Cue {
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  /** Clean lines without tags; none is empty. */
  readonly lines: readonly Line[];
}

export interface Line {
  /** Who speaks, where the line says so. */
  readonly speaker: string | null;
  readonly text: string;
  /** It begins with the dash or the arrows that a change of speaker is marked by. */
  readonly turn: boolean;
}

const TIME = String.raw`(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})`;
const TIMING = new RegExp(String.raw`^\s*${TIME}\s*-->\s*${TIME}`);
const LRC_TIME = /\[(\d{1,3}):(\d{2})(?:[.:](\d{1,3}))?\]/g;
/** Seconds that a line of a song is taken to last, for LRC has no ends. */
const LRC_LINE = 5;
/** "JOHN: ", "Dr. Watson: ": capitals, or few words that begin with one. */
const SPEAKER =
  /^(\p{Lu}[\p{Lu}\p{N} .'’&-]{1,30}|\p{Lu}[\p{L}.'’-]{1,20}(?: \p{Lu}[\p{L}.'’-]{0,20}){0,2}):\s+(?=\S)/u;

/** `lyrics`: each line is one of a song, not a part of a sentence. */
export function readCues(text: string): { readonly cues: readonly Cue[]; readonly lyrics: boolean } {
  const lines = text.split(/\r\n|\r|\n/);
  const timed = lines.some((line) => TIMING.test(line));
  return { cues: timed ? timedCues(lines) : lyricCues(lines), lyrics: !timed };
}

/** A cue is the lines from its times to the next empty line, or to the next times where that was forgotten. */
function timedCues(lines: readonly string[]): readonly Cue[] {
  const cues: Cue[] = [];
  for (let index = 0; index < lines.length; index++) {
    const match = TIMING.exec(lines[index] ?? '');
    if (!match) continue;
    const body: string[] = [];
    while (
      index + 1 < lines.length &&
      (lines[index + 1] ?? '').trim() !== '' &&
      !TIMING.test(lines[index + 1] ?? '')
    ) {
      body.push(lines[++index] ?? '');
    }
    // Without an empty line between, the last line is the next cue's number.
    if (TIMING.test(lines[index + 1] ?? '') && /^\s*\d+\s*$/.test(body.at(-1) ?? '')) body.pop();
    const read = cueLines(body);
    if (read.length > 0) cues.push({ start: seconds(match, 1), end: seconds(match, 5), lines: read });
  }
  return cues.sort((a, b) => a.start - b.start);
}

function lyricCues(lines: readonly string[]): readonly Cue[] {
  const cues = lines.flatMap((line) => {
    const text = clean(line.replace(LRC_TIME, ''));
    if (text === '') return [];
    return [...line.matchAll(LRC_TIME)].map(([, minutes, whole, part]) => {
      const start = Number(minutes) * 60 + Number(whole) + fraction(part ?? '0');
      return { start, end: start + LRC_LINE, lines: [{ speaker: null, text, turn: false }] };
    });
  });
  return cues.sort((a, b) => a.start - b.start);
}

function seconds(match: RegExpExecArray, from: number): number {
  const [hours = '0', minutes = '0', whole = '0', part = '0'] = match.slice(from, from + 4);
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(whole) + fraction(part);
}

const fraction = (digits: string): number => Number(`0.${digits}`);

function cueLines(body: readonly string[]): readonly Line[] {
  return body.flatMap((raw) => {
    const voice = /<v(?:\.[\w.]+)?[ \t]+([^>]{1,60})>/.exec(raw)?.[1];
    const marked = clean(raw);
    const turn = /^(?:[-–—]\s*(?=[\p{L}"“¿¡'’[(])|>>)/u.test(marked);
    const line = marked.replace(/^(?:[-–—]\s*|(?:>>+)\s*)/u, '');
    const named = voice === undefined ? SPEAKER.exec(line) : null;
    const text = named ? line.slice(named[0].length) : line;
    return text === '' ? [] : [{ speaker: voice?.trim() ?? named?.[1] ?? null, text, turn }];
  });
}

/** Without tags of either format, readings beside a word, positions of SubStation Alpha, and signs for music. */
function clean(raw: string): string {
  const plain = raw.replace(
    /<rt>[^<>]{0,80}<\/rt>|<\/?[a-z][^<>]{0,80}>|<\d[\d:.]*>|\{\\[^{}]{0,80}\}/gi,
    '',
  );
  return decodeHTML(plain)
    .replace(/[♪♫♬]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
