/**
 * A double of the `electron` module's main-process half: enough of it for Lectern's `out/main` to run unchanged in plain
 * Node, its windows being pages of a Chromium. `test/electron-double/conformance.test.ts` holds its names against
 * Electron's own types. What it cannot show is listed in docs/electron.md.
 *
 * A test changes an answer as it would in Electron: `electronApp.evaluate(({ dialog }) => { dialog.showOpenDialog = … })`.
 */
import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { clipboard, ClipboardItem } from './clipboard.ts';
import { globalShortcut } from './global-shortcut.ts';
import { ipcMain } from './ipc-main.ts';
import { machine } from './machine.ts';
import { Menu, MenuItem } from './menu.ts';
import { nativeImage } from './native-image.ts';
import { Notification } from './notification.ts';
import type { ProtocolHandler } from './origin-server.ts';
import { powerMonitor, powerSaveBlocker } from './power.ts';
import { safeStorage } from './safe-storage.ts';
import { screen } from './screen.ts';
import { session } from './session.ts';
import { Tray } from './tray.ts';
import { webContents } from './web-contents.ts';

const protocol = {
  registerSchemesAsPrivileged(_schemes: readonly object[]): void {
    if (app.isReady())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
  },
  handle: (scheme: string, handler: ProtocolHandler): void => machine.origins.handle(scheme, handler),
  unhandle: (scheme: string): void => machine.origins.handle(scheme, null),
  isProtocolHandled: (scheme: string): boolean => machine.origins.isHandled(scheme),
};

/** Every dialog is cancelled, until a test gives another answer. */
const dialog = {
  showOpenDialog: (..._values: unknown[]) => Promise.resolve({ canceled: true, filePaths: [] as string[] }),
  showSaveDialog: (..._values: unknown[]) => Promise.resolve({ canceled: true, filePath: '' }),
  showMessageBox: (..._values: unknown[]) => Promise.resolve({ response: 0, checkboxChecked: false }),
  showErrorBox: (title: string, content: string) => console.error(`${title}: ${content}`),
};

const shell = {
  openExternal: (_url: string): Promise<void> => Promise.resolve(),
};

const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: false, themeSource: 'system' });

const electron = {
  app,
  BrowserWindow,
  clipboard,
  ClipboardItem,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents,
};

export {
  app,
  BrowserWindow,
  clipboard,
  ClipboardItem,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents,
};
export default electron;
