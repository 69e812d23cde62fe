import type { BrowserWindow } from './browser-window.ts';

/** The windows that are open, in the order in which they were opened. */
export const windows = new Set<BrowserWindow>();
