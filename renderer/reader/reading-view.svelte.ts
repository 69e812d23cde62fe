/** The page that is read: what is on it, where it stands, and how it moves. Reader.svelte renders it and forwards. */
import { flushSync, tick } from 'svelte';
import { errorPayload, type ErrorPayload } from '../../electron/core/errors.ts';
import type { Place } from '../document/progress.ts';
import type { Playhead } from '../player/types.ts';
import { Follower } from './follower.svelte.ts';
import { Highlighter, type HighlightWishes, type MarkedRange } from './highlighter.ts';
import { characterBox, firstVisible, placeAtPoint, textElement } from './places.ts';
import { ReadingWindow, type Edge, type SectionSource } from './reading-window.svelte.ts';

/** Heights of the view that stay filled beyond each edge, and beyond which slices leave the page. */
const AHEAD = 1.5;
const KEPT = 4;
/** Milliseconds after a click in which the text stays under the pointer: it may become a double click. */
const STILL_AFTER_CLICK = 600;

export class ReadingView {
  readonly window: ReadingWindow;
  readonly follower = new Follower();
  /** Why a part of the document is missing, or null. */
  error: ErrorPayload | null = $state.raw(null);
  #highlighter = new Highlighter();
  #scroller: HTMLElement | null = null;
  #prefersStill: () => boolean;
  #settling = false;
  /** The page or the view changed since it was begun to be filled. */
  #unsettled = false;
  #wanted: Place | null = null;
  #stillUntil = 0;
  #found: MarkedRange | null = null;

  /** @param prefersStill Whether the person asked the system for less motion. */
  constructor(source: SectionSource, prefersStill: () => boolean) {
    this.window = new ReadingWindow(source);
    this.#prefersStill = prefersStill;
  }

  /** For `{@attach}` on the scroller. */
  attach = (scroller: HTMLElement): (() => void) => {
    this.#scroller = scroller;
    const detachHighlights = this.#highlighter.attach();
    const resized = new ResizeObserver(() => void this.settle());
    resized.observe(scroller);
    return () => {
      resized.disconnect();
      detachHighlights();
      this.#scroller = null;
    };
  };

  /** Shows a place, its line in the upper third. */
  async goTo(place: Place): Promise<void> {
    this.#wanted = place;
    try {
      if (this.window.slices.length === 0) {
        await nextTask(); // the room round the page was built in this one
        if (this.#wanted !== place) return;
      }
      if (!(await this.window.show(place.section, place.block))) return;
      this.error = null;
      await tick();
      await this.settle();
      if (this.#wanted !== place) return;
      const element = this.#element(place);
      if (!this.#scroller || !element) return;
      this.follower.restart();
      if (isStart(place)) this.#scroller.scrollTo({ top: 0, behavior: 'instant' });
      else this.follower.bring(this.#scroller, element, place.offset, false);
      await this.settle();
    } catch (error) {
      this.error = errorPayload(error);
    }
  }

  /** Shows what was searched for, and marks it until something else is; null: marks nothing. */
  async goToFound(found: MarkedRange | null): Promise<void> {
    this.#found = found;
    this.#markFound();
    if (!found) return;
    this.follower.detach();
    await this.goTo({ section: found.section, block: found.block, offset: found.from });
  }

  /** Where what was found begins, if it is in view. */
  foundInView(): Place | null {
    const found = this.#found;
    const place = found && { section: found.section, block: found.block, offset: found.from };
    return place && this.inView(place) ? place : null;
  }

  /** Whether the line with this place is in view. */
  inView(place: Place): boolean {
    const element = this.#element(place);
    if (!element || !this.#scroller) return false;
    const view = this.#scroller.getBoundingClientRect();
    const { top, bottom } = characterBox(element, place.offset);
    return bottom >= view.top && top <= view.bottom;
  }

  /** Tries again what could not be shown. */
  retry(): void {
    if (this.#wanted) void this.goTo(this.#wanted);
  }

  /** The blocks were decided on anew. */
  async refresh(): Promise<void> {
    try {
      await this.window.refresh();
      await tick();
      await this.settle();
    } catch (error) {
      this.error = errorPayload(error);
    }
  }

  /** All blocks are others: the place is shown anew. */
  async reread(place: Place): Promise<void> {
    this.#found = null;
    this.window.clear();
    await this.goTo(place);
  }

  /** The voice moved, or the page did: marks what is spoken, and follows. */
  showVoice(playhead: Playhead | null, wishes: HighlightWishes, moving: boolean): void {
    if (!this.#scroller) return;
    this.#highlighter.show(this.#scroller, playhead, wishes);
    if (!playhead || !moving || performance.now() < this.#stillUntil) return;
    if (!this.follower.follow(this.#scroller, playhead, !this.#prefersStill())) {
      const { section, block, sentence } = playhead;
      if (this.#wanted?.section !== section || this.#wanted.block !== block)
        void this.goTo({ section, block, offset: sentence[0] });
    }
  }

  /** Shows the sentences that are marked, as far as they are on the page. To be called again when the page has changed. */
  showMarked(ranges: readonly MarkedRange[]): void {
    if (!this.#scroller) return;
    const onPage = ranges.filter(({ section, block }) => this.window.holds(section, block));
    this.#highlighter.showMarked(this.#scroller, onPage);
  }

  /** Gives the text the keyboard: arrows scroll it, and Space means the voice and not the button last pressed. */
  focus(): void {
    this.#scroller?.focus({ preventScroll: true });
  }

  /** The text was clicked. */
  holdStill(): void {
    this.#stillUntil = performance.now() + STILL_AFTER_CLICK;
  }

  async backToVoice(playhead: Playhead | null): Promise<void> {
    this.follower.attach();
    if (!playhead) return;
    await this.goTo({
      section: playhead.section,
      block: playhead.block,
      offset: (playhead.word ?? playhead.sentence)[0],
    });
  }

  firstVisible(): Place | null {
    return this.#scroller && firstVisible(this.#scroller);
  }

  /** The place of the text under a point of the window, or null. */
  placeAt(x: number, y: number): Place | null {
    return this.#scroller && placeAtPoint(this.#scroller, x, y);
  }

  /** Fills the page beyond both edges of the view and takes off what is far. Called whenever the view has moved. */
  async settle(): Promise<void> {
    this.#unsettled = true;
    if (this.#settling) return;
    this.#settling = true;
    try {
      while (this.#unsettled) {
        this.#unsettled = false;
        for (let grown = true; grown;) {
          grown =
            (this.#short('after') && (await this.window.grow('after', this.#holding))) ||
            (this.#short('before') && (await this.window.grow('before', this.#holding)));
          await tick();
        }
        this.#trim();
        this.#markFound(); // its block may have left the page and come back
      }
      this.error = null;
    } catch (error) {
      this.error = errorPayload(error);
    } finally {
      this.#settling = false;
    }
  }

  #markFound() {
    if (this.#scroller) this.#highlighter.showFound(this.#scroller, this.#found);
  }

  #element(place: Pick<Place, 'section' | 'block'>): HTMLElement | null {
    return this.#scroller && textElement(this.#scroller, place.section, place.block);
  }

  #short(edge: Edge): boolean {
    const scroller = this.#scroller;
    if (!scroller || this.window.ended(edge)) return false;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    const beyond = edge === 'before' ? scrollTop : scrollHeight - clientHeight - scrollTop;
    return beyond < clientHeight * AHEAD;
  }

  #trim() {
    const scroller = this.#scroller;
    if (!scroller) return;
    const view = scroller.getBoundingClientRect();
    const boxes = [...scroller.querySelectorAll('[data-slice]')].map((slice) =>
      slice.getBoundingClientRect(),
    );
    const above = boxes.filter((box) => box.bottom < view.top - view.height * KEPT).length;
    const below = boxes.filter((box) => box.top > view.bottom + view.height * KEPT).length;
    if (above > 0) this.#holding(() => this.window.cut('before', above));
    if (below > 0) this.window.cut('after', below);
  }

  /**
   * Changes the page and keeps what is seen where it is. Chromium's own scroll anchoring does this for pictures that
   * arrive late, but not at the very top of a scroller; so it is switched off for the one change that is ours.
   */
  #holding = (change: () => void): void => {
    const scroller = this.#scroller;
    const view = scroller?.getBoundingClientRect();
    const still =
      scroller && view
        ? [...scroller.querySelectorAll('[data-place]')].find(
            (element) => element.getBoundingClientRect().bottom > view.top,
          )
        : undefined;
    const before = still?.getBoundingClientRect().top ?? 0;
    if (scroller) scroller.style.overflowAnchor = 'none';
    flushSync(change);
    if (!scroller) return;
    const moved = still?.isConnected ? still.getBoundingClientRect().top - before : 0;
    if (Math.abs(moved) >= 1) {
      scroller.scrollTop += moved;
      this.follower.restart();
    }
    requestAnimationFrame(() => (scroller.style.overflowAnchor = ''));
  };
}

/** Lets the window answer before it goes on: what is built in one task holds it up for as long. */
const nextTask = () => new Promise<void>((goOn) => setTimeout(goOn));

const isStart = ({ section, block, offset }: Place) => section === 0 && block === 0 && offset === 0;
