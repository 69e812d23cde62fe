/**
 * One press, one deed. A key that is held repeats, and systems hand the repeats to whoever registered the key (X11 and
 * Windows do; macOS does not). Nothing tells when it is let go, so a repeat is known by its time alone: the first comes
 * up to REPEAT_MS after the press (X11: 660 ms, Windows: 250 to 1000 ms, usually 500), the others some 30 ms apart.
 */
export const REPEAT_MS = 700;

export interface PressGuard {
  /** @param now Milliseconds. @returns whether this is a press of its own. */
  isPress(key: string, now: number): boolean;
}

export function createPressGuard(): PressGuard {
  const last = new Map<string, number>();
  return {
    isPress(key, now) {
      const before = last.get(key);
      last.set(key, now); // a repeat holds off the next one
      return before === undefined || now - before >= REPEAT_MS;
    },
  };
}
