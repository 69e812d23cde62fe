import { BrowserWindow, screen } from 'electron';
import Store from 'electron-store';
import * as v from 'valibot';
import { placeOnDisplays, type Rectangle } from '../core/desktop/window-place.ts';
import { PAGE_URL } from './scheme.ts';

const dimension = (most: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(320), v.maxValue(most));
const coordinate = v.pipe(v.number(), v.safeInteger(), v.minValue(-65_536), v.maxValue(65_536));
const windowState = v.object({
  width: dimension(16_384),
  height: dimension(16_384),
  maximized: v.boolean(),
  /** Left out by earlier versions: then the system places the window. */
  at: v.optional(v.nullable(v.object({ x: coordinate, y: coordinate })), null),
});
type WindowState = v.InferOutput<typeof windowState>;

const FIRST: WindowState = { width: 1180, height: 820, maximized: false, at: null };

interface WindowOptions {
  /** Folder in which the window's size and place are remembered. */
  readonly home: string;
  /** Absolute path of the built preload. */
  readonly preload: string;
  /** Shown until the page has painted, so that a dark page does not flash white. */
  readonly backgroundColor: string;
  /** Not shown until somebody asks for it. */
  readonly unseen?: boolean;
}

/** The main window. It shows itself when its page is ready, where it was and as large as it was when it was closed. */
export function openMainWindow({
  home,
  preload,
  backgroundColor,
  unseen = false,
}: WindowOptions): BrowserWindow {
  const store = new Store({ cwd: home, name: 'window', clearInvalidConfig: true });
  const kept = v.safeParse(windowState, store.store);
  const state = kept.success ? kept.output : FIRST;
  const window = new BrowserWindow({
    ...placed(state),
    minWidth: 480,
    minHeight: 400,
    show: false,
    title: 'Lectern',
    backgroundColor,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false, // it would fetch dictionaries
      backgroundThrottling: false, // sound goes on while the window is hidden
      autoplayPolicy: 'no-user-gesture-required', // a hotkey is a person's wish, too; Electron's default, said aloud
    },
  });
  if (state.maximized) window.once('show', () => window.maximize());
  window.once('ready-to-show', () => {
    if (!unseen) window.show();
  });
  window.on('close', () => {
    const { x, y, width, height } = window.getNormalBounds();
    try {
      store.store = { width, height, maximized: window.isMaximized(), at: { x, y } };
    } catch {
      // On a full disk the old place holds; the window must close all the same.
    }
  });
  void window.loadURL(PAGE_URL);
  return window;
}

/** On the displays of now: one may be gone, or smaller. */
function placed({ width, height, at }: WindowState): Partial<Rectangle> {
  if (!at) return { width, height };
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  const areas = [primary, ...others].map(({ workArea }) => workArea);
  return placeOnDisplays({ ...at, width, height }, areas);
}

/** Brings a window to the person who asked for it. */
export function reveal(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
