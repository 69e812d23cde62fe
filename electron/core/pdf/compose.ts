import type { LineBox, Span } from '../document/model.ts';
import { hyphenVerdict, type Vocabulary } from './hyphens.ts';
import type { Line, Raised, Segment, Stop } from './types.ts';

/** A passage's text with its references to notes, and where each of its lines stands. */
export interface Composed {
  readonly text: string;
  readonly spans: readonly Span[];
  readonly lines: readonly LineBox[];
}

/**
 * Whether small raised characters are the mark of a note, and its place in the document, where that is known; null:
 * they are a power or an ordinal, and belong to the text.
 * @param before The text so far.
 */
export type NoteOf = (mark: string, page: number, before: string) => { readonly href?: string } | null;

/** What is put between the cells of a line, and between lines; null: lines are joined as prose is, hyphens undone. */
export interface Joints {
  readonly cells: string;
  readonly lines: string | null;
}

export const PROSE: Joints = { cells: ' ', lines: null };

/** Parts of the size that letters reach above their baseline, and all in all. */
const ASCENT = 0.8;
const HEIGHT = 1.05;
/** Parts of the size by which a stop may be off the straight between its neighbours before it is worth keeping. */
const STRAIGHT = 0.15;

/**
 * Joins the segments of a passage's lines to one text.
 */
export function compose(
  lines: readonly Line[],
  vocabulary: Vocabulary,
  noteOf: NoteOf,
  joints: Joints = PROSE,
): Composed {
  const text = new PassageText(vocabulary);
  lines.forEach((line, index) => {
    line.segments.forEach((segment, at) => {
      if (at > 0) text.put(joints.cells);
      else if (index > 0 && joints.lines !== null) text.put(joints.lines);
      else if (index > 0) text.breakLine(firstWord(line));
      text.add(segment, noteOf);
    });
  });
  return text.finish();
}

const firstWord = (line: Line): string => /^\S*/u.exec(line.text)?.[0] ?? '';
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

class PassageText {
  readonly #vocabulary: Vocabulary;
  #text = '';
  readonly #spans: Span[] = [];
  readonly #lines: LineBox[] = [];

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  put(joint: string): void {
    if (this.#text !== '' && !this.#text.endsWith(joint)) this.#text += joint;
  }

  /** @param next The first word of the line that follows, with what hangs on it. */
  breakLine(next: string): void {
    const text = this.#text;
    if (text === '' || text.endsWith(' ')) return;
    if (/[\p{L}\p{N}][-‐]$/u.test(text)) {
      const before = /\S*$/u.exec(text.slice(0, -1))?.[0] ?? '';
      const verdict = hyphenVerdict(before, next, this.#vocabulary);
      if (verdict === 'drop') this.#dropLast();
      else if (verdict === 'space') this.put(' ');
      return;
    }
    if (/[—–/]$/u.test(text) && /^[\p{L}\p{N}]/u.test(next) && !/\s.$/u.test(text)) return;
    if (/^[—–][\p{L}\p{N}]/u.test(next) && /[^\s—–]$/u.test(text)) return;
    const [end, start] = [text.at(-1) ?? '', next[0] ?? ''];
    if (UNSPACED.test(end) && UNSPACED.test(start)) return;
    this.put(' ');
  }

  add(segment: Segment, noteOf: NoteOf): void {
    const from = this.#text.length;
    const stops: Stop[] = [];
    /** How far what was inserted has moved the segment's own offsets. */
    let shift = from;
    let done = 0;
    const take = (end: number) => {
      for (const [at, x] of segment.stops) {
        if (at >= done && (at < end || (at === end && end === segment.text.length)))
          stops.push([at + shift, x]);
      }
      this.#text += segment.text.slice(done, end);
      done = end;
    };
    for (const raised of segment.raised) {
      take(raised.at);
      shift += this.#raise(raised, segment.page, noteOf);
    }
    take(segment.text.length);
    if (this.#text.length > from) this.#lines.push(boxOf(segment, from, this.#text.length, stops));
  }

  finish(): Composed {
    const text = this.#text.trimEnd();
    const lines = this.#lines.map((line) => ({ ...line, to: Math.min(line.to, text.length) }));
    const composed = text.normalize('NFC');
    if (composed === text) return { text, spans: this.#spans, lines };
    // A mark at a seam joined its letter: offsets behind it move.
    const moved = (at: number) => Math.min(text.slice(0, at).normalize('NFC').length, composed.length);
    const shifted = <Range extends { from: number; to: number }>(range: Range): Range => ({
      ...range,
      from: moved(range.from),
      to: moved(range.to),
    });
    return {
      text: composed,
      spans: this.#spans.map(shifted),
      lines: lines.map((line) => {
        const { stops, ...box } = shifted(line);
        return stops ? { ...box, stops: stops.map(([at, x]): Stop => [moved(at), x]) } : box;
      }),
    };
  }

  #dropLast(): void {
    this.#text = this.#text.slice(0, -1);
    const last = this.#lines.at(-1);
    if (!last) return;
    const { stops, ...box } = { ...last, to: this.#text.length };
    const kept = stops?.filter(([at]) => at < this.#text.length);
    this.#lines[this.#lines.length - 1] = kept?.length ? { ...box, stops: kept } : box;
  }

  /** @returns How many characters it added to the text. */
  #raise({ text }: Raised, page: number, noteOf: NoteOf): number {
    const at = this.#text.length;
    const note = noteOf(text, page, this.#text);
    if (note) {
      this.#spans.push({ kind: 'noteref', from: at, to: at, ...note });
      return 0;
    }
    this.#text += text;
    this.#spans.push({ kind: 'sup', from: at, to: this.#text.length });
    return text.length;
  }
}

function boxOf(segment: Segment, from: number, to: number, stops: readonly Stop[]): LineBox {
  const xs = stops.map(([, x]) => x);
  const x = Math.min(segment.x0, ...xs);
  const width = Math.max(segment.x1, ...xs) - x;
  const box = {
    page: segment.page,
    from,
    to,
    x: round(x),
    y: round(segment.y - ASCENT * segment.size),
    width: round(width),
    height: round(HEIGHT * segment.size),
  };
  const kept = bends(
    stops,
    [from, segment.rightToLeft ? x + width : x],
    [to, segment.rightToLeft ? x : x + width],
    segment.size,
  );
  return kept.length === 0 ? box : { ...box, stops: kept };
}

/** The stops that lie off the straight line from the last one kept to the end: between the others one may interpolate. */
function bends(stops: readonly Stop[], start: Stop, end: Stop, size: number): readonly Stop[] {
  const kept: Stop[] = [];
  let last = start;
  for (const [at, x] of stops) {
    if (at <= last[0] || at >= end[0]) continue;
    const straight = last[1] + ((end[1] - last[1]) * (at - last[0])) / (end[0] - last[0]);
    if (Math.abs(straight - x) > STRAIGHT * size) kept.push((last = [at, round(x)]));
  }
  return kept;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** The same without its first characters: a bullet, the mark of a note. */
export function withoutStart({ text, spans, lines }: Composed, length: number): Composed {
  const rest = text.slice(length).trimStart();
  const cut = text.length - rest.length;
  const moved = <Range extends { from: number; to: number }>(range: Range): Range => ({
    ...range,
    from: Math.max(0, range.from - cut),
    to: range.to - cut,
  });
  return {
    text: rest,
    spans: spans.filter(({ from }) => from >= cut).map(moved),
    lines: lines
      .filter(({ to }) => to > cut)
      .map((box) => {
        // The box shrinks to the text that is left, by its letters.
        const lost = Math.max(0, cut - box.from) / (box.to - box.from);
        const { stops, ...whole } = moved(box);
        const cutBox = { ...whole, x: round(box.x + lost * box.width), width: round((1 - lost) * box.width) };
        const kept = stops?.filter(([at]) => at > cut).map(([at, x]): Stop => [at - cut, x]);
        return kept?.length ? { ...cutBox, stops: kept } : cutBox;
      }),
  };
}
