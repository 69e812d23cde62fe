/** What a menu shows, and where it fits. All figures are CSS pixels of the viewport. */

export interface MenuItem {
  readonly label: string;
  readonly keys?: string | undefined;
  /** Given: one of several to choose from. */
  readonly checked?: boolean;
  readonly danger?: boolean;
  readonly run: () => void;
}

/** Where the menu opens: beside an element, or at a point of the window. */
export type MenuPlace =
  { readonly beside: Element; readonly side: 'above' | 'below' } | { readonly x: number; readonly y: number };

interface Size {
  readonly width: number;
  readonly height: number;
}

const MARGIN = 8;
const GAP = 6;

/** Beside its element on the wanted side, or on the other if it does not fit; always whole inside the window. */
export function placeInWindow(menu: Size, place: MenuPlace, window: Size): { left: number; top: number } {
  const inside = (at: number, size: number, room: number) =>
    Math.max(MARGIN, Math.min(at, room - size - MARGIN));
  if (!('beside' in place)) {
    return {
      left: inside(place.x, menu.width, window.width),
      top: inside(place.y, menu.height, window.height),
    };
  }
  const by = place.beside.getBoundingClientRect();
  const above = by.top - GAP - menu.height;
  const below = by.bottom + GAP;
  const fits = place.side === 'above' ? above >= MARGIN : below + menu.height + MARGIN <= window.height;
  const top = (place.side === 'above') === fits ? above : below;
  return {
    left: inside(by.left + by.width / 2 - menu.width / 2, menu.width, window.width),
    top: inside(top, menu.height, window.height),
  };
}
