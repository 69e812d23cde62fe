/** How Lectern lives in the desktop that it runs in. */
import * as v from 'valibot';

export const desktopStatus = v.object({
  /** `off`: not wanted. `unavailable`: nobody here shows such icons, so that a hidden window could not be had back. */
  tray: v.picklist(['shown', 'off', 'unavailable']),
  /** There is a dock, which keeps a program without windows in reach: then closing never depends on the tray. */
  dock: v.boolean(),
});
