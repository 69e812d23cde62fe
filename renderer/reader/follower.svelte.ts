/** Keeps the spoken line in the upper third of the view, until the person scrolls away; then it waits to be called back. */
import type { Playhead } from '../player/types.ts';
import { characterBox, textElement } from './places.ts';

/** Parts of the view's height between which the spoken line may move, and where it is put when it leaves them. */
const BAND = { top: 0.25, bottom: 0.4, aim: 0.27 };

export class Follower {
  /** False since the person scrolled by hand. */
  following = $state(true);
  /** Where the spoken text is, seen from the view; null while it is followed. */
  away: 'above' | 'below' | null = $state(null);
  #aim: number | null = null;

  /** For any scrolling by hand. */
  detach(): void {
    this.following = false;
    this.#aim = null;
  }

  attach(): void {
    this.following = true;
    this.away = null;
  }

  /** @returns false where the spoken block is not on the page: it has to be shown first. */
  follow(scroller: HTMLElement, playhead: Playhead, smooth: boolean): boolean {
    const element = textElement(scroller, playhead.section, playhead.block);
    if (!this.following) {
      this.away = sideOf(scroller, playhead, element);
      return true;
    }
    if (!element) return false;
    const [offset] = playhead.word ?? playhead.sentence;
    this.bring(scroller, element, offset, smooth);
    return true;
  }

  /** Scrolls so that a character's line stands in the band. Does nothing where it does already. */
  bring(scroller: HTMLElement, element: HTMLElement, offset: number, smooth: boolean): void {
    const view = scroller.getBoundingClientRect();
    this.bringLine(scroller, characterBox(element, offset).top - view.top, smooth);
  }

  /** The same for a line by its place. @param line CSS pixels from the view's upper edge. */
  bringLine(scroller: HTMLElement, line: number, smooth: boolean): void {
    const { clientHeight } = scroller;
    const part = line / clientHeight;
    if (part >= BAND.top && part <= BAND.bottom) return;
    const furthest = scroller.scrollHeight - clientHeight;
    const aim = Math.round(
      Math.max(0, Math.min(scroller.scrollTop + line - clientHeight * BAND.aim, furthest)),
    );
    if (aim === this.#aim && smooth) return; // under way
    this.#aim = aim;
    if (Math.abs(aim - scroller.scrollTop) < 2) return;
    // A jump of several screens is no movement that an eye can follow.
    const far = Math.abs(aim - scroller.scrollTop) > clientHeight * 2;
    scroller.scrollTo({ top: aim, behavior: smooth && !far ? 'smooth' : 'instant' });
  }

  /** After the page was changed under a movement: it starts again from where the view is now. */
  restart(): void {
    this.#aim = null;
  }
}

function sideOf(scroller: HTMLElement, playhead: Playhead, element: HTMLElement | null): 'above' | 'below' {
  if (element) {
    const view = scroller.getBoundingClientRect();
    return element.getBoundingClientRect().top < view.top + view.height / 2 ? 'above' : 'below';
  }
  const first = scroller.querySelector('[data-place]')?.getAttribute('data-place')?.split(':').map(Number);
  const [section = 0, block = 0] = first ?? [];
  return playhead.section < section || (playhead.section === section && playhead.block < block)
    ? 'above'
    : 'below';
}
