import { mendText, runText } from './mend.ts';
import { withoutSuperscripts } from './superscripts.ts';
import { texLetters } from './tex-letters.ts';
import type { PageText, Raised, Segment, Stop, TextRun, TurnedText } from './types.ts';

/** Parts of the font's size (em). */
const SAME_LINE = 0.45;
/** Farther apart, two runs on a line are two columns or cells. */
const WIDEST_GAP = 1.1;
/** Closer, two runs are one word. Word spaces are seldom under 0.2 em, letters of a word seldom 0.1 apart. */
const WORD_GAP = 0.16;
/** Text of another size so far apart is a note or a number beside the line, not a word of it. */
const BESIDE_GAP = 0.7;
const BESIDE_SIZE = 0.93;
/** A run may begin before the last one ended: kerning, accents. */
const OVERLAP = 0.6;
/** Smaller and raised by this much, a run is no part of the line. */
const RAISED_SIZE = 0.85;
const RAISE = 0.15;
const RAISED = /^(?:\d{1,3}(?:[,–-]\d{1,3})*|[*†‡§¶#]{1,3}|[a-z])$/u;
/** Points beyond the page's edge at which a run still counts as on it. */
const EDGE = 5;

export interface PageSegments {
  readonly segments: readonly Segment[];
  readonly turned: readonly TurnedText[];
}

/** Joins a page's runs to segments, in the program's order. What is hidden or lies off the page is dropped. */
export function segmentsOf(page: PageText): PageSegments {
  const drafts: Draft[] = [];
  const turned: TurnedText[] = [];
  let current = null as Draft | null;
  const letters = texLetters(page.runs);
  for (const run of page.runs) {
    if (run.ink === 'hidden' || isOff(run, page)) continue;
    if (run.angle !== 0) {
      addTurned(turned, run);
      continue;
    }
    const text = runText(letters ? letters(run.text) : run.text);
    if (text.trim() === '') {
      if (text !== '' && current?.takesSpace(run) === false) current = null;
    } else if (current?.takes(run)) {
      current.add(run, text);
    } else {
      current = new Draft(page.index, run, text);
      drafts.push(current);
    }
    if (run.endsLine) current = null;
  }
  const segments = drafts
    .map((draft) => withoutSuperscripts(draft.finish()))
    .filter(({ text, lead }) => text !== '' || lead !== null);
  return { segments: attachMarks(segments), turned };
}

/** What seemed to begin a note stands in the middle of a line. */
const isBehind = (segment: Segment, host: Segment): boolean =>
  host !== segment &&
  Math.abs(host.y - segment.y) < 0.3 * host.size &&
  segment.x0 - host.x1 > -0.15 * host.size &&
  segment.x0 - host.x1 < 0.5 * host.size;

/** Raised marks that the program sets apart from their line: each goes to the end of the segment that it stands behind. */
function attachMarks(segments: readonly Segment[]): readonly Segment[] {
  const marks = segments.filter(({ text, lead }) => lead !== null || RAISED.test(text));
  if (marks.length === 0) return segments;
  const changed = new Map<Segment, Segment | null>();
  for (const mark of marks) {
    if (mark.lead !== null) {
      const before = segments.find((host) => isBehind(mark, host));
      const known = before && (changed.get(before) ?? before);
      if (!known) continue;
      changed.set(before, {
        ...known,
        raised: [...known.raised, { at: known.text.length, text: mark.lead }],
      });
      changed.set(mark, { ...(changed.get(mark) ?? mark), lead: null });
      continue;
    }
    const isNear = (host: Segment, gap: number) =>
      host !== mark &&
      mark.size < RAISED_SIZE * host.size &&
      host.y - mark.y > 0.1 * host.size &&
      host.y - mark.y < 0.8 * host.size &&
      gap > -0.15 * host.size &&
      gap < 0.5 * host.size;
    const before = segments.find((host) => isNear(host, mark.x0 - host.x1));
    const host = before ?? segments.find((other) => isNear(other, other.x0 - mark.x1));
    const known = host && (changed.get(host) ?? host);
    if (!known) continue;
    changed.set(mark, null);
    const raised = [...known.raised, { at: known.text.length, text: mark.text }];
    changed.set(host, before ? { ...known, raised } : { ...known, lead: known.lead ?? mark.text });
  }
  return segments.flatMap((segment) => (changed.has(segment) ? (changed.get(segment) ?? []) : segment));
}

const isOff = ({ x, y, width }: TextRun, page: PageText): boolean =>
  x + width < -EDGE || x > page.width + EDGE || y < -EDGE || y > page.height + EDGE;

function addTurned(turned: TurnedText[], run: TextRun): void {
  const text = runText(run.text);
  const last = turned.at(-1);
  if (last?.angle === run.angle && Math.abs(last.size - run.size) < 0.5) {
    const space = text.startsWith(' ') || last.text.endsWith(' ') || text.trim().length === 1 ? '' : ' ';
    turned[turned.length - 1] = {
      ...last,
      text: `${last.text}${space}${text}`,
      width: Math.max(last.width, run.x + run.width - last.x),
    };
  } else if (text.trim() !== '') {
    const { x, y, width, size, angle } = run;
    turned.push({ text, x, y, width, size, angle });
  }
}

/** A segment under way. */
class Draft {
  readonly #page: number;
  readonly #first: TextRun;
  #text = '';
  #stops: Stop[] = [];
  #raised: Raised[] = [];
  #lead: string | null = null;
  #x0: number;
  #x1: number;
  #y: number;
  #size: number;
  /** Width of the white space at its end. */
  #space = 0;
  /** Characters of each size and font. */
  readonly #sizes = new Map<number, number>();
  readonly #fonts = new Map<string, number>();

  constructor(page: number, run: TextRun, text: string) {
    this.#page = page;
    this.#first = run;
    this.#x0 = run.x;
    this.#x1 = run.x + run.width;
    this.#y = run.y;
    this.#size = run.size;
    this.#append(run, text.trimStart());
  }

  takes(run: TextRun): boolean {
    const size = Math.max(run.size, this.#size);
    const first = this.#first;
    if (run.artifact !== first.artifact || run.ink !== first.ink || run.part !== first.part) return false;
    // A drop capital's baseline is that of a lower line.
    const drop = size > 2 * Math.min(run.size, this.#size);
    if (Math.abs(run.y - this.#y) >= SAME_LINE * (drop ? Math.min(run.size, this.#size) : size)) return false;
    const gap = this.#gap(run);
    const beside = run.size < BESIDE_SIZE * this.#size && gap + this.#space > BESIDE_GAP * size;
    return gap > -OVERLAP * size && gap < WIDEST_GAP * size && !beside;
  }

  /** @returns false where the space is so wide, or so far, that the segment ends. */
  takesSpace(run: TextRun): boolean {
    if (Math.abs(run.y - this.#y) >= 0.6 * this.#size || this.#gap(run) >= 1.2 * this.#size) return true;
    if (!this.#text.endsWith(' ')) this.#text += ' ';
    // The program's own space may be a whole column wide.
    if (run.width > 1.4 * this.#size) return false;
    this.#reach(run);
    this.#space = run.width;
    return true;
  }

  add(run: TextRun, text: string): void {
    const raised = text.trim();
    const isRaised = run.y < this.#y - RAISE * this.#size && run.size < RAISED_SIZE * this.#size;
    if (isRaised && RAISED.test(raised)) {
      const last = this.#raised.at(-1);
      const at = this.#text.trimEnd().length;
      if (last?.at === at) this.#raised[this.#raised.length - 1] = { at, text: last.text + raised };
      else this.#raised.push({ at, text: raised });
      this.#reach(run);
      return;
    }
    this.#takeLead(run);
    const size = Math.max(run.size, this.#size);
    // Quotation marks inside each other are set apart by a hair.
    const quotes = /["“‘„]$/u.test(this.#text) || /^["”’]/u.test(text);
    const apart = this.#gap(run) > (quotes ? 2 * WORD_GAP : WORD_GAP) * size;
    if (apart && this.#text !== '' && !this.#text.endsWith(' ')) this.#text += ' ';
    this.#append(run, this.#text === '' || this.#text.endsWith(' ') ? text.trimStart() : text);
  }

  finish(): Segment {
    const { rightToLeft, artifact, order, part, ink } = this.#first;
    const whole = this.#text.trimEnd();
    const space = whole === this.#text ? 0 : this.#space;
    const text = mendText(whole).normalize('NFC');
    // Where accents moved onto their letters the offsets moved too, by no more than a character or two.
    const offset =
      text === whole
        ? (at: number) => at
        : (at: number) => mendText(whole.slice(0, at)).normalize('NFC').length;
    const within = (at: number) => Math.min(offset(at), text.length);
    return {
      page: this.#page,
      x0: rightToLeft ? this.#x0 + space : this.#x0,
      x1: rightToLeft ? this.#x1 : this.#x1 - space,
      y: this.#y,
      size: heaviestKey(this.#sizes) ?? this.#size,
      font: heaviestKey(this.#fonts) ?? this.#first.font,
      text,
      stops: this.#stops.map(([at, x]): Stop => [within(at), x]),
      raised: this.#raised.map(({ at, text: mark }) => ({ at: within(at), text: mark })),
      lead: this.#lead,
      rightToLeft,
      artifact,
      order,
      part,
      ink: ink === 'light' ? 'light' : 'dark',
    };
  }

  #gap(run: TextRun): number {
    return this.#first.rightToLeft && run.rightToLeft ? this.#x0 - (run.x + run.width) : run.x - this.#x1;
  }

  /** What came first was small and raised against this run: the mark of a note, before its text. */
  #takeLead(run: TextRun): void {
    const mark = this.#text.trim();
    if (this.#lead !== null || this.#size >= RAISED_SIZE * run.size || !RAISED.test(mark)) return;
    if (this.#y >= run.y - 0.1 * run.size) return;
    this.#lead = mark;
    this.#text = '';
    this.#stops = [];
    this.#sizes.clear();
    this.#fonts.clear();
    this.#size = run.size;
    this.#y = run.y;
  }

  #append(run: TextRun, text: string): void {
    const from = this.#text.length;
    this.#text += text;
    const [start, end] = run.rightToLeft ? [run.x + run.width, run.x] : [run.x, run.x + run.width];
    this.#stops.push([from, start], [this.#text.length, end]);
    this.#reach(run);
    const letters = text.trim().length;
    const size = Math.round(run.size * 2) / 2;
    this.#sizes.set(size, (this.#sizes.get(size) ?? 0) + letters);
    this.#fonts.set(run.font, (this.#fonts.get(run.font) ?? 0) + letters);
    // The line's own size and baseline are those of its larger text: drop capitals and marks come first.
    if (run.size > this.#size && letters > 1) {
      this.#size = run.size;
      this.#y = run.y;
    }
  }

  #reach(run: TextRun): void {
    this.#space = 0;
    this.#x0 = Math.min(this.#x0, run.x);
    this.#x1 = Math.max(this.#x1, run.x + run.width);
  }
}

function heaviestKey<Key>(weights: ReadonlyMap<Key, number>): Key | null {
  let best: Key | null = null;
  let most = -1;
  for (const [key, weight] of weights) if (weight > most) [best, most] = [key, weight];
  return best;
}
