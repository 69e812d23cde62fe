import type { Cue, Line } from './cues.ts';

/** Seconds without words after which a new paragraph begins, if the sentence had ended… */
const PAUSE = 2.5;
/** …and after which one begins in any case. */
const LONG_PAUSE = 6;
/** Characters after which the next end of a sentence ends the paragraph: talk without pauses. */
const LONG = 500;

export interface Speech {
  readonly speaker: string | null;
  readonly text: string;
}

/** What was said, in sentences and paragraphs: subtitles cut it by width and time. */
export function speechOf(cues: readonly Cue[]): readonly Speech[] {
  const speeches: { speaker: string | null; text: string }[] = [];
  let shown: readonly string[] = [];
  let end = -Infinity;
  for (const cue of cues) {
    const pause = cue.start - end;
    const fresh = withoutRepeats(cue.lines, pause < 1 ? shown : []);
    shown = cue.lines.map((line) => line.text);
    end = Math.max(cue.end, cue.start);
    fresh.forEach((line, index) => {
      const last = speeches.at(-1);
      if (last && !beginsParagraph(line, last, index === 0 ? pause : 0))
        last.text = join(last.text, line.text);
      else speeches.push({ speaker: line.speaker, text: line.text });
    });
  }
  return speeches;
}

/**
 * Rolling captions show a line again while the next one is added below it, or letter by letter in the same line.
 * @param shown The lines of the cue before, which ended just now.
 */
function withoutRepeats(lines: readonly Line[], shown: readonly string[]): readonly Line[] {
  for (let count = Math.min(lines.length, shown.length); count > 0; count--) {
    const before = shown.slice(-count);
    if (before.every((text, index) => lines[index]?.text === text)) return lines.slice(count);
  }
  const [first, ...rest] = lines;
  const last = shown.at(-1);
  if (first && last !== undefined && last.length > 8 && first.text.startsWith(`${last} `)) {
    return [{ ...first, text: first.text.slice(last.length).trim() }, ...rest];
  }
  return lines;
}

function beginsParagraph(line: Line, last: Speech, pause: number): boolean {
  if (line.turn || (line.speaker !== null && line.speaker !== last.speaker)) return true;
  const ended = /[.!?…。！？:][)\]"'”’»]*$/u.test(last.text);
  return pause >= LONG_PAUSE || (ended && (pause >= PAUSE || last.text.length >= LONG));
}

/** A dash at the end of a line is a broken-off word or an interruption; both are kept. */
const join = (text: string, more: string): string => `${text} ${more}`;
