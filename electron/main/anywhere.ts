/** What Electron has beyond the main window, put together for the host: keys for all programs, clipboard, pill. */
import { clipboard, globalShortcut, type BrowserWindow } from 'electron';
import type { Anywhere } from '../host/ports.ts';
import type { Host } from '../host/host.ts';
import { readCopied } from './clipboard.ts';
import { createHotkeys, hotkeySystem } from './hotkeys.ts';
import { createPill } from './pill.ts';
import { pageColour } from './theme.ts';

interface Needs {
  readonly home: string;
  readonly preload: string;
  readonly platform: 'darwin' | 'win32' | 'linux';
  /** There once keys can be pressed. */
  readonly host: () => Host;
  readonly mainWindow: {
    /** Opens it where it is not, unseen. */
    prepare(): void;
    /** Opens it where it is not, and brings it to the front. */
    reveal(): void;
  };
}

export interface ElectronAnywhere extends Anywhere {
  /** Registers the keys, and registers them anew when the person has changed them. */
  readonly applyKeys: ReturnType<typeof createHotkeys>['apply'];
  /** The pill's window, if it is open. */
  pillWindow(): BrowserWindow | null;
  /** The main window is closed: nothing is left to be steered. */
  windowClosed(): void;
  close(): void;
}

export function createAnywhere({ home, preload, platform, host, mainWindow }: Needs): ElectronAnywhere {
  const pill = createPill({ home, preload, backgroundColor: pageColour });
  const hotkeys = createHotkeys({
    shortcuts: globalShortcut,
    system: hotkeySystem(platform, process.env),
    now: () => performance.now(),
    act: (action) => void host().act(action),
    changed: (states) => host().emit('hotkeys.changed', [...states]),
  });
  return {
    copied: (from) => readCopied(clipboard, from),
    pill,
    preparePlayer: () => mainWindow.prepare(),
    revealWindow: () => mainWindow.reveal(),
    hotkeys,
    applyKeys: hotkeys.apply,
    pillWindow: pill.window,
    windowClosed: pill.close,
    close() {
      hotkeys.close();
      pill.close();
    },
  };
}
