/** The printed pages that are looked at: which of them are on screen, how large, and how they follow the voice. */
import type { LineBox } from '../../../electron/core/document/model.ts';
import { errorPayload } from '../../../electron/core/errors.ts';
import type { OpenDocument } from '../../document/open-document.ts';
import type { Place } from '../../document/progress.ts';
import type { Playhead } from '../../player/types.ts';
import { Follower } from '../follower.svelte.ts';
import { hit, lineOf, offsetAt } from './line-geometry.ts';
import { blocksOnPage, type PageBlock } from './page-blocks.ts';
import { pageAt, pagesNear, stackOf } from './page-stack.ts';
import type { MarginDrawing } from './margin-drawing.svelte.ts';
import type { PdfFile } from './pdf-file.ts';

/** Milliseconds after a click in which the page stays under the pointer, as the text does. */
const STILL_AFTER_CLICK = 600;

export class PagesView {
  readonly follower = new Follower();
  readonly margins: MarginDrawing;
  #document: OpenDocument;
  #open: (id: string) => Promise<PdfFile>;
  #prefersStill: () => boolean;
  #scroller: HTMLElement | null = null;
  #width = $state(0);
  #height = $state(0);
  #top = $state(0);
  #stack = $derived.by(() => stackOf(this.#sizes, this.#width));
  #near = $derived.by(() => pagesNear(this.#stack, this.#top, this.#height));
  #file: Promise<PdfFile> | null = null;
  #wanted: Place | null = null;
  #stillUntil = 0;

  /** @param prefersStill Whether the person asked the system for less motion. */
  constructor(
    document: OpenDocument,
    margins: MarginDrawing,
    open: (id: string) => Promise<PdfFile>,
    prefersStill: () => boolean,
  ) {
    this.#document = document;
    this.margins = margins;
    this.#open = open;
    this.#prefersStill = prefersStill;
  }

  get #sizes() {
    return this.#document.summary.pages ?? [];
  }

  get stack() {
    return this.#stack;
  }

  /** Indexes from the first to before `to`: the pages that are on screen or may be next. */
  get near() {
    return this.#near;
  }

  /** The page in the middle of the view. */
  get current(): number {
    return pageAt(this.#stack, this.#top + this.#height / 2);
  }

  size(page: number) {
    return this.#sizes[page] ?? { width: 1, height: 1, label: '' };
  }

  /** For `{@attach}` on the scroller. */
  attach = (scroller: HTMLElement): (() => void) => {
    this.#scroller = scroller;
    let page: Place | null = this.#wanted;
    const resized = new ResizeObserver(() => {
      const before = this.#stack;
      const part = (this.#top + this.#height / 3) / Math.max(1, before.height);
      const first = this.#width === 0;
      this.#width = scroller.clientWidth;
      this.#height = scroller.clientHeight;
      // What was in the upper third stays there, whatever the scale.
      if (!first && this.#stack.scale !== before.scale)
        requestAnimationFrame(() => (scroller.scrollTop = part * this.#stack.height - this.#height / 3));
      else if (first && page) void this.goTo(page);
      page = null;
    });
    resized.observe(scroller);
    return () => {
      resized.disconnect();
      this.#scroller = null;
      this.#width = 0;
      const file = this.#file;
      this.#file = null;
      file?.then((open) => open.close()).catch(() => undefined); // it never opened: nothing to close
    };
  };

  /** The scroller has moved. */
  settle(): void {
    if (this.#scroller) this.#top = this.#scroller.scrollTop;
  }

  /** @throws as `PdfFile.draw`, and where the file cannot be had. */
  async draw(page: number, canvas: HTMLCanvasElement, width: number, signal: AbortSignal): Promise<void> {
    this.#file ??= this.#open(this.#document.id);
    const own = this.#file;
    try {
      await (await own).draw(page, canvas, width, signal);
    } catch (error) {
      // A file that could not be had is asked for anew by whoever tries again.
      own.catch(() => {
        if (this.#file === own) this.#file = null;
      });
      throw error;
    }
  }

  /** What stands on a page; nothing where its section cannot be had: whoever reads it says what is wrong. */
  blocks(page: number): Promise<readonly PageBlock[]> {
    return blocksOnPage(this.#document, page).catch((): readonly PageBlock[] => []);
  }

  /** The place of the text under a point of the window, or null. */
  async placeAt(clientX: number, clientY: number): Promise<Place | null> {
    const scroller = this.#scroller;
    const sheet = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-page]');
    if (!sheet || !scroller?.contains(sheet)) return null;
    const box = sheet.getBoundingClientRect();
    const { scale } = this.#stack;
    return this.placeOn(
      Number(sheet.dataset['page']),
      (clientX - box.left) / scale,
      (clientY - box.top) / scale,
    );
  }

  /** The place of the text at a point of a page, or null. */
  async placeOn(page: number, x: number, y: number): Promise<Place | null> {
    const placed = (await this.blocks(page)).flatMap(({ section, index, lines }) =>
      lines.map((line) => ({ section: section.index, block: index, line })),
    );
    const found = hit(placed, x, y);
    return found && { section: found.section, block: found.block, offset: offsetAt(found.line, x) };
  }

  /** The first spoken text in view: where reading starts if nothing else says so. */
  async firstVisible(): Promise<Place | null> {
    const { scale, tops } = this.#stack;
    for (let page = pageAt(this.#stack, this.#top); page < this.#sizes.length; page++) {
      const from = (this.#top - (tops[page] ?? 0)) / scale;
      for (const { section, index, block, lines } of await this.blocks(page)) {
        const line = lines.find(({ y }) => y >= from);
        if (block.spoken && line) return { section: section.index, block: index, offset: line.from };
      }
    }
    return null;
  }

  /** Shows a place, its line in the upper third. */
  async goTo(place: Place): Promise<void> {
    this.#wanted = place;
    const line = await this.#line(place);
    if (!line || !this.#scroller || this.#width === 0 || this.#wanted !== place) return;
    this.follower.restart();
    this.follower.bringLine(this.#scroller, this.#lineTop(line), false);
    this.settle();
  }

  /** The voice moved: the pages follow. */
  async showVoice(playhead: Playhead | null, moving: boolean): Promise<void> {
    if (!playhead || !moving || this.margins.drawn || performance.now() < this.#stillUntil) return;
    const { section, block } = playhead;
    const [offset] = playhead.word ?? playhead.sentence;
    const place = { section, block, offset };
    this.#wanted = place;
    const line = await this.#line(place);
    const scroller = this.#scroller;
    if (!line || !scroller || this.#wanted !== place) return;
    const top = this.#lineTop(line);
    if (this.follower.following) this.follower.bringLine(scroller, top, !this.#prefersStill());
    else this.follower.away = top < scroller.clientHeight / 2 ? 'above' : 'below';
  }

  focus(): void {
    this.#scroller?.focus({ preventScroll: true });
  }

  /** A word was clicked. */
  holdStill(): void {
    this.#stillUntil = performance.now() + STILL_AFTER_CLICK;
  }

  /** CSS pixels from the upper edge of the view. */
  #lineTop(line: LineBox): number {
    const { scale, tops } = this.#stack;
    return (tops[line.page] ?? 0) + line.y * scale - (this.#scroller?.scrollTop ?? 0);
  }

  async #line({ section, block, offset }: Place): Promise<LineBox | undefined> {
    try {
      const { blocks } = await this.#document.section(section);
      // What stands nowhere, such as the notice of a page without text: where the text goes on.
      const lines = blocks.slice(block).find((one) => (one.lines?.length ?? 0) > 0)?.lines;
      return lines && lineOf(lines, blocks[block]?.lines === lines ? offset : 0);
    } catch {
      return undefined; // whoever reads the section says what is wrong
    }
  }
}

/** The sentence for a page that could not be drawn. */
export const sentenceOf = (error: unknown): string => errorPayload(error).message;
