/** Where the pill comes up: where the person left it on a display, else low in the middle of it. Pure. */

/** Pixels of the desktop, as is all here. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface DisplayArea {
  readonly id: string;
  /** Without task bars and docks. */
  readonly workArea: Spot & { readonly width: number; readonly height: number };
}

export interface PillPlaces {
  /** By the display's id. */
  readonly places: Readonly<Record<string, Spot>>;
  /** The display on which it was left last. */
  readonly last: string | null;
}

/** From the lower edge of a display's work area. */
const RAISED = 48;

/**
 * @param cursor The display on which the person is: a new one gets the pill there. One that was left on purpose on
 * another display comes up there again, as long as there is that display.
 */
export function pillPlace(
  kept: PillPlaces,
  displays: readonly DisplayArea[],
  cursor: string,
  size: { readonly width: number; readonly height: number },
): Spot {
  const byId = (id: string | null) => displays.find((display) => display.id === id);
  const display = byId(kept.last) ?? byId(cursor) ?? displays[0];
  if (!display) return { x: 0, y: 0 };
  const { x, y, width, height } = display.workArea;
  const left = kept.places[display.id] ?? {
    x: x + Math.round((width - size.width) / 2),
    y: y + height - size.height - RAISED,
  };
  // Resolutions change: it is wholly on the display all the same.
  return {
    x: clamp(left.x, x, x + width - size.width),
    y: clamp(left.y, y, y + height - size.height),
  };
}

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));
