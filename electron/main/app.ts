import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, ipcMain, protocol, session } from 'electron';
import { actionOf, isLink, type Action } from '../core/clipping/actions.ts';
import { errorPayload } from '../core/errors.ts';
import { dataFolder } from '../node/paths.ts';
import { listStaticFiles } from '../node/static-files.ts';
import { createAnywhere } from './anywhere.ts';
import { actionArgument, documentArgument } from './arguments.ts';
import { compose, platform, type Composition } from './compose.ts';
import { answerCalls, sendEvent } from './ipc.ts';
import { MainWindow } from './main-window.ts';
import { DesktopLife } from './desktop/life.ts';
import { startedHidden } from './desktop/login.ts';
import { ApplicationMenu } from './menu.ts';
import { createDevelopmentPages, createPages } from './pages.ts';
import { registerScheme, serveScheme } from './scheme.ts';
import { restrictContents, restrictSession } from './security.ts';
import { followSettings } from './settings.ts';
import { applyTheme, pageColour } from './theme.ts';
import { Waiting } from './waiting.ts';
import { openMainWindow } from './window.ts';

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
  // Wayland's desktops give keys for all programs through their portal alone.
  if (process.platform === 'linux') app.commandLine.appendSwitch('enable-features', 'GlobalShortcutsPortal');
  app.on('web-contents-created', (_event, contents) => restrictContents(contents));

  if (!app.requestSingleInstanceLock()) {
    app.quit(); // the other one has been told of our command line
    return;
  }
  const asked: Asked = {
    files: new Waiting(documentArgument(process.argv, process.cwd(), app.isPackaged)),
    actions: new Waiting(actionArgument(process.argv)),
    show: new Waiting<true>(null),
  };
  app.on('open-file', (event, path) => {
    event.preventDefault();
    asked.files.add(path);
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const action = isLink(url) ? actionOf(url) : null;
    if (action) asked.actions.add(action);
  });
  app.on('second-instance', (_event, argv, workingDirectory) => {
    const wanted = actionArgument(argv);
    if (wanted) return asked.actions.add(wanted);
    if (argv.some(isLink)) return; // a link that asks for anything else
    const file = documentArgument(argv, workingDirectory, app.isPackaged);
    if (file !== null) asked.files.add(file);
    asked.show.add(true);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  app
    .whenReady()
    .then(() => run(home, asked))
    .catch((error: unknown) => {
      dialog.showErrorBox('Lectern could not start', errorPayload(error).message);
      console.error(error);
      app.exit(1);
    });
}

/** Milliseconds after the window is there: its own start comes first. */
const WARM_AFTER = 1500;

/** What is asked for from outside, perhaps before there is anything that could do it. */
interface Asked {
  readonly files: Waiting<string>;
  readonly actions: Waiting<Action>;
  /** The main window is to be seen. */
  readonly show: Waiting<true>;
}

async function run(home: string, { files, actions, show }: Asked): Promise<void> {
  const preload = built('preload/index.cjs');
  const action = actions.first();
  if (action === 'pause' || action === 'stop') return app.quit(); // there is nobody who speaks

  const main = new MainWindow({
    open(unseen) {
      const opened = openMainWindow({ home, preload, backgroundColor: pageColour(), unseen });
      life.watch(opened);
      return opened;
    },
    onLoading: () => host.playerGone(),
    onClosed: () => {
      host.playerGone();
      anywhere.windowClosed();
    },
  });
  const anywhere = createAnywhere({
    home,
    preload,
    platform: platform(),
    host: () => host,
    mainWindow: main,
  });
  const composed = await compose({
    ...{ file: files.first(), window: () => main.current, anywhere },
    desktopStatus: () => life.status(),
  });
  const { host, startProblem, warm, close, renewConnections } = composed;
  const life = new DesktopLife({
    ...{ home, host, platform: platform(), window: () => main.current, renewConnections },
    reveal: () => main.reveal(),
  });

  const server = developmentServer();
  const pages = server
    ? createDevelopmentPages(server)
    : createPages(await listStaticFiles(built('renderer')));
  restrictSession(session.defaultSession, server);
  serveScheme(protocol, pages, host.bulk);
  answerCalls(ipcMain, host.dispatch);
  host.subscribe((name, payload) => {
    for (const window of [main.current, anywhere.pillWindow()])
      if (window) sendEvent(window.webContents, name, payload);
  });
  const menu = new ApplicationMenu(process.platform, {
    send: (command) => host.emit('app.command', { command }),
    open: (id) => {
      main.reveal();
      host.emit('document.show', { id });
    },
  });
  life.onDocuments((entries) => menu.showDocuments(entries));
  followSettings(await host.dispatch('trusted', 'settings.get', undefined), host.subscribe, (settings) => {
    applyTheme(settings);
    menu.showKeys(settings.shortcuts);
    life.applySettings(settings);
    anywhere.applyKeys(settings.shortcuts);
  });
  await life.begin();

  const openGiven = async (path: string) => {
    const { ok } = await host.openFile(path);
    if (ok) app.addRecentDocument(path);
  };
  const hidden = startedHidden(process.platform);
  const window = main.open(hidden || action !== null);
  if (hidden) window.once('ready-to-show', () => void life.showUnseen(window));
  if (action) actions.add(action);
  actions.deliver((wanted) => void host.act(wanted));
  window.webContents.once('did-finish-load', () => {
    if (startProblem) host.emit('app.problem', { error: startProblem });
    files.deliver((path) => void openGiven(path));
    // What fails here fails again, and says so, when somebody asks for it.
    setTimeout(() => void warm().catch(() => undefined), WARM_AFTER).unref();
  });
  show.deliver(() => main.reveal());
  app.on('activate', () => main.reveal());
  app.once('will-quit', () => anywhere.close());
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
