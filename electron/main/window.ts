import { BrowserWindow } from 'electron';
import Store from 'electron-store';
import * as v from 'valibot';
import { PAGE_URL } from './scheme.ts';

const dimension = (most: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(320), v.maxValue(most));
const windowState = v.object({ width: dimension(16_384), height: dimension(16_384), maximized: v.boolean() });
type WindowState = v.InferOutput<typeof windowState>;

const FIRST: WindowState = { width: 1180, height: 820, maximized: false };

interface WindowOptions {
  /** Folder in which the window's size is remembered. */
  readonly home: string;
  /** Absolute path of the built preload. */
  readonly preload: string;
  /** Shown until the page has painted, so that a dark page does not flash white. */
  readonly backgroundColor: string;
  /** Not shown until somebody asks for it: only its voice is wanted. */
  readonly unseen?: boolean;
}

/** The main window. It shows itself when its page is ready, in the size it had when it was closed. */
export function openMainWindow({
  home,
  preload,
  backgroundColor,
  unseen = false,
}: WindowOptions): BrowserWindow {
  const store = new Store({ cwd: home, name: 'window', clearInvalidConfig: true });
  const kept = v.safeParse(windowState, store.store);
  const { width, height, maximized } = kept.success ? kept.output : FIRST;
  const window = new BrowserWindow({
    width,
    height,
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
  window.once('ready-to-show', () => {
    if (unseen) return;
    if (maximized) window.maximize();
    window.show();
  });
  window.on('close', () => {
    const { width, height } = window.getNormalBounds();
    store.store = { width, height, maximized: window.isMaximized() };
  });
  void window.loadURL(PAGE_URL);
  return window;
}

/** Brings a window to the person who asked for it. */
export function reveal(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
