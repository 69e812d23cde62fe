import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, protocol, session } from 'electron';
import { errorPayload } from '../core/errors.ts';
import { dataFolder } from '../node/paths.ts';
import { listStaticFiles } from '../node/static-files.ts';
import { documentArgument } from './arguments.ts';
import { compose, platform, type Composition } from './compose.ts';
import { answerCalls, sendEvent } from './ipc.ts';
import { DesktopLife } from './desktop/life.ts';
import { startedHidden } from './desktop/login.ts';
import { ApplicationMenu } from './menu.ts';
import { createDevelopmentPages, createPages } from './pages.ts';
import { registerScheme, serveScheme } from './scheme.ts';
import { restrictContents, restrictSession } from './security.ts';
import { followSettings } from './settings.ts';
import { applyTheme, pageColour } from './theme.ts';
import { openMainWindow, reveal } from './window.ts';

/** The build's folders, beside this bundle. */
const built = (path: string) => join(import.meta.dirname, '..', path);

/** The life of the Electron program: one instance for each folder of data, one window, one host. */
export function startApp(): void {
  const home = dataFolder(process.env);
  const chromium = join(home, 'electron');
  mkdirSync(chromium, { recursive: true, mode: 0o700 });
  app.setName('Lectern');
  app.setPath('userData', chromium); // also what the single instance goes by
  app.setAppUserModelId('app.lectern.Lectern'); // the installer's: by it Windows knows whose notifications these are
  registerScheme(protocol);
  app.on('web-contents-created', (_event, contents) => restrictContents(contents));

  if (!app.requestSingleInstanceLock()) {
    app.quit(); // the other one has been told of our command line
    return;
  }
  const files = new FileQueue(documentArgument(process.argv, process.cwd(), app.isPackaged));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    files.add(path);
  });
  app.on('second-instance', (_event, argv, workingDirectory) => {
    const file = documentArgument(argv, workingDirectory, app.isPackaged);
    if (file !== null) files.add(file);
    const [window] = BrowserWindow.getAllWindows();
    if (window) reveal(window);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  app
    .whenReady()
    .then(() => run(home, files))
    .catch((error: unknown) => {
      dialog.showErrorBox('Lectern could not start', errorPayload(error).message);
      console.error(error);
      app.exit(1);
    });
}

async function run(home: string, files: FileQueue): Promise<void> {
  const currentWindow = () => BrowserWindow.getAllWindows()[0] ?? null;
  const composed = await compose({
    file: files.take(),
    window: currentWindow,
    desktopStatus: () => life.status(),
  });
  const { host, startProblem, close, renewConnections } = composed;
  const life = new DesktopLife({
    ...{ home, host, platform: platform(), window: currentWindow, renewConnections },
    reveal: () => showWindow(),
  });

  const server = developmentServer();
  const pages = server
    ? createDevelopmentPages(server)
    : createPages(await listStaticFiles(built('renderer')));
  restrictSession(session.defaultSession, server);
  serveScheme(protocol, pages, host.bulk);
  answerCalls(ipcMain, host.dispatch);
  host.subscribe((name, payload) => {
    const window = currentWindow();
    if (window) sendEvent(window.webContents, name, payload);
  });
  const menu = new ApplicationMenu(process.platform, {
    send: (command) => host.emit('app.command', { command }),
    open: (id) => {
      showWindow();
      host.emit('document.show', { id });
    },
  });
  life.onDocuments((entries) => menu.showDocuments(entries));
  followSettings(await host.dispatch('trusted', 'settings.get', undefined), host.subscribe, (settings) => {
    applyTheme(settings);
    menu.showKeys(settings.shortcuts);
    life.applySettings(settings);
  });
  await life.begin();

  const open = (unseen = false) => {
    const opened = openMainWindow({
      ...{ home, preload: built('preload/index.cjs'), backgroundColor: pageColour(), unseen },
    });
    life.watch(opened);
    return opened;
  };
  const showWindow = () => {
    const window = currentWindow();
    if (window) reveal(window);
    else open();
  };
  const openGiven = async (path: string) => {
    const { ok } = await host.openFile(path);
    if (ok) app.addRecentDocument(path);
  };
  const hidden = startedHidden(process.platform);
  const window = open(hidden);
  if (hidden) window.once('ready-to-show', () => void life.showUnseen(window));
  window.webContents.once('did-finish-load', () => {
    if (startProblem) host.emit('app.problem', { error: startProblem });
    files.deliver((path) => void openGiven(path));
  });
  app.on('activate', showWindow);
  endWith(close);
}

/** Where `npm run dev` serves the window; null in every other run, and in a packaged application whatever is set. */
function developmentServer(): URL | null {
  const url = process.env['ELECTRON_RENDERER_URL'];
  return url === undefined || app.isPackaged ? null : new URL(url);
}

/** Lets what is being written be written before the process ends. */
function endWith(close: Composition['close']): void {
  app.once('will-quit', (event) => {
    event.preventDefault();
    close()
      .catch((error: unknown) => console.error(error))
      .finally(() => app.exit(0));
  });
}

/** Files to open that come before the window can show them. */
class FileQueue {
  #waiting: string[];
  #show: ((path: string) => void) | null = null;

  constructor(first: string | null) {
    this.#waiting = first === null ? [] : [first];
  }

  add(path: string): void {
    if (this.#show) this.#show(path);
    else this.#waiting.push(path);
  }

  /** The one to start with, if there is any. */
  take(): string | null {
    return this.#waiting.shift() ?? null;
  }

  /** From now on every file goes to `show` at once. */
  deliver(show: (path: string) => void): void {
    this.#show = show;
    for (const path of this.#waiting.splice(0)) show(path);
  }
}
