/** The pill: a small player on top of other windows, which takes the keyboard only when it is asked to. */
import { BrowserWindow, screen, type Rectangle } from 'electron';
import Store from 'electron-store';
import * as v from 'valibot';
import { pillPlace, type PillPlaces } from '../core/clipping/pill-place.ts';
import { PILL_URL } from './scheme.ts';

const SIZE = { width: 460, height: 156 };

const spot = v.object({ x: v.pipe(v.number(), v.safeInteger()), y: v.pipe(v.number(), v.safeInteger()) });
const kept = v.object({ places: v.record(v.string(), spot), last: v.nullable(v.string()) });
const NOWHERE: PillPlaces = { places: {}, last: null };

export interface Pill {
  /** Null before it was shown, and after it was closed for good. */
  window(): BrowserWindow | null;
  show(): void;
  hide(): void;
  enter(): void;
  leave(): void;
  /** Closes it for good: a window that nobody sees would keep the program running. */
  close(): void;
}

interface PillOptions {
  /** Folder in which its place is remembered, for each display. */
  readonly home: string;
  /** Absolute path of the built preload. */
  readonly preload: string;
  readonly backgroundColor: () => string;
}

export function createPill({ home, preload, backgroundColor }: PillOptions): Pill {
  const store = new Store({ cwd: home, name: 'pill', clearInvalidConfig: true });
  let window: BrowserWindow | null = null;

  const places = (): PillPlaces => {
    const read = v.safeParse(kept, store.store);
    return read.success ? read.output : NOWHERE;
  };

  const remember = (moved: BrowserWindow) => {
    const { x, y, width, height } = moved.getBounds();
    const display = String(screen.getDisplayMatching({ x, y, width, height }).id);
    const before = places();
    try {
      store.store = { places: { ...before.places, [display]: { x, y } }, last: display };
    } catch {
      // On a full disk it comes back where it was before: no harm.
    }
  };

  const place = (): Rectangle => {
    const displays = screen.getAllDisplays().map(({ id, workArea }) => ({ id: String(id), workArea }));
    const cursor = String(screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).id);
    return { ...SIZE, ...pillPlace(places(), displays, cursor, SIZE) };
  };

  const open = (): BrowserWindow => {
    const opened = new BrowserWindow({
      ...place(),
      ...{ frame: false, resizable: false, maximizable: false, minimizable: false, fullscreenable: false },
      ...{ show: false, focusable: false, alwaysOnTop: true, skipTaskbar: true, hasShadow: true },
      title: 'Lectern',
      backgroundColor: backgroundColor(),
      // macOS: a panel can be on top without making its program the active one.
      ...(process.platform === 'darwin' ? { type: 'panel' } : {}),
      webPreferences: {
        preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
        backgroundThrottling: false, // it follows the voice wherever the person works
      },
    });
    opened.setAlwaysOnTop(true, 'floating');
    opened.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
    opened.on('moved', () => remember(opened));
    opened.on('blur', () => opened.setFocusable(false));
    opened.on('closed', () => {
      if (window === opened) window = null;
    });
    opened.once('ready-to-show', () => {
      if (!opened.isDestroyed() && wanted) opened.showInactive();
    });
    void opened.loadURL(PILL_URL);
    return opened;
  };

  /** It may be hidden again before its page is ready. */
  let wanted = false;
  return {
    window: () => window,
    show() {
      wanted = true;
      if (!window) window = open();
      else if (!window.isVisible()) {
        window.setBounds(place());
        window.showInactive();
      }
    },
    hide() {
      wanted = false;
      window?.setFocusable(false);
      window?.hide();
    },
    enter() {
      if (!window) return;
      window.setFocusable(true);
      window.show();
      window.focus();
    },
    leave() {
      window?.blur();
      window?.setFocusable(false);
    },
    close() {
      wanted = false;
      window?.destroy();
      window = null;
    },
  };
}
