/** Living in the desktop: tray, closing, login, sleep, notifications. What is to be done is decided in core and host. */
import { app, powerMonitor, type BrowserWindow, type Dock } from 'electron';
import { NOTHING_PLAYING, type NowPlaying } from '../../contract/player-schemas.ts';
import type { LibraryEntry, Settings } from '../../contract/schemas.ts';
import type { CallOutput, EventPayload } from '../../contract/table.ts';
import { closingOf } from '../../core/desktop/closing.ts';
import { ExportsWatch } from '../../host/desktop/exports-watch.ts';
import { isSpeaking, trayRows, type TrayAction } from '../../host/desktop/tray-rows.ts';
import type { Host } from '../../host/host.ts';
import { Awake } from './awake.ts';
import { createLoginStart } from './login.ts';
import { Once } from './once.ts';
import { Quitting } from './quitting.ts';
import { tell } from './tell.ts';
import { menuOf, TrayIcon } from './tray.ts';

interface Needs {
  /** The folder of data: it remembers what was said once. */
  readonly home: string;
  readonly platform: 'darwin' | 'win32' | 'linux';
  readonly host: Host;
  /** The main window, hidden or not; null where it is closed. */
  readonly window: () => BrowserWindow | null;
  /** Brings it to the front, opened anew where it is closed. */
  readonly reveal: () => void;
  /** Connections from before a sleep lead nowhere. */
  readonly renewConnections: () => void;
}

export class DesktopLife {
  readonly #needs: Needs;
  readonly #tray: TrayIcon;
  readonly #quitting: Quitting;
  readonly #awake = new Awake();
  readonly #exports = new ExportsWatch((sentence) => this.#exportEnded(sentence));
  readonly #toldOfTray: Once;
  readonly #login;
  #settings: Settings | null = null;
  #now: NowPlaying = NOTHING_PLAYING;
  #entries: readonly LibraryEntry[] = [];
  #onDocuments: (entries: readonly LibraryEntry[]) => void = () => undefined;
  #dockShown = '';

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#tray = new TrayIcon({ platform: needs.platform, act: (action) => this.#act(action) }, this.#now);
    this.#login = createLoginStart(needs.platform);
    this.#toldOfTray = new Once(needs.home, 'told-of-tray');
    this.#quitting = new Quitting({
      exportsAtWork: () => this.#exports.atWork,
      tray: () => this.#tray.there,
      window: needs.window,
    });
    needs.host.subscribe((name, payload) => this.#heard(name, payload));
    powerMonitor.on('suspend', () => this.#suspend());
    powerMonitor.on('resume', () => needs.renewConnections());
    app.once('will-quit', () => {
      this.#tray.close();
      this.#awake.want(false);
    });
  }

  /** What the settings page is told. */
  async status(): Promise<NonNullable<CallOutput<'desktop.status'>>> {
    return {
      tray: this.#settings?.tray === false ? 'off' : (await this.#tray.retry()) ? 'shown' : 'unavailable',
      dock: this.#needs.platform === 'darwin',
    };
  }

  /** Before the first window: afterwards what changes is heard of. */
  async begin(): Promise<void> {
    const jobs = await this.#needs.host.dispatch('trusted', 'export.list', undefined);
    if (jobs.ok) this.#exports.begin(jobs.value as CallOutput<'export.list'>);
    await this.#listDocuments();
    if (this.#settings?.startAtLogin) await this.#reconcileLogin();
  }

  /** The settings as they are now, at the start and after each change. */
  applySettings(settings: Settings): void {
    const before = this.#settings;
    this.#settings = settings;
    if (settings.tray !== before?.tray) void this.#tray.want(settings.tray);
    if (before && settings.startAtLogin !== before.startAtLogin)
      this.#login.set(settings.startAtLogin).catch((error: unknown) => this.#loginFailed(error));
    this.#show();
  }

  /** @param listener Hears of the library, the last used document first, whenever it has changed. */
  onDocuments(listener: (entries: readonly LibraryEntry[]) => void): void {
    this.#onDocuments = listener;
  }

  /** A window that was opened: what closing it means is decided in the moment in which it is closed. */
  watch(window: BrowserWindow): void {
    window.on('close', (event) => {
      if (this.#quitting.agreed) return;
      event.preventDefault();
      void this.#close(window);
    });
    window.on('session-end', () => this.#quitting.agree()); // Windows only: the person logs off
  }

  /** A start without a window: it must be had back by something. */
  async showUnseen(window: BrowserWindow): Promise<void> {
    if (this.#needs.platform !== 'darwin' && !(await this.#tray.retry())) window.minimize();
  }

  async #close(window: BrowserWindow): Promise<void> {
    const { platform } = this.#needs;
    const tray = platform === 'darwin' || (await this.#tray.retry());
    const keepRunning = this.#settings?.closeToTray ?? true;
    const closing = closingOf({ platform, tray, keepRunning });
    if (window.isDestroyed()) return;
    if (closing === 'quit') app.quit();
    else if (closing === 'close') window.destroy();
    else if (window.isFullScreen()) {
      window.once('leave-full-screen', () => window.hide()); // macOS would leave a black screen behind
      window.setFullScreen(false);
    } else window.hide();
    if (closing === 'hide' && platform !== 'darwin') this.#tellOfTray();
  }

  #tellOfTray(): void {
    if (this.#toldOfTray.done) return;
    const how = 'Its icon is in the tray. The settings, under Desktop, let closing the window end it.';
    if (tell('Lectern goes on', how, () => this.#needs.reveal())) this.#toldOfTray.note();
  }

  #exportEnded(sentence: string): void {
    const { window, host, reveal } = this.#needs;
    if (!this.#settings?.notifications || window()?.isVisible()) return;
    tell('Lectern', sentence, () => {
      reveal();
      host.emit('app.command', { command: 'show-exports' });
    });
  }

  #act(action: TrayAction): void {
    const { host, reveal } = this.#needs;
    if (action.kind === 'command') host.emit('app.command', { command: action.command });
    else if (action.kind === 'quit') app.quit();
    else reveal();
    if (action.kind === 'document') host.emit('document.show', { id: action.id });
  }

  #suspend(): void {
    // The place is kept at every sentence; a voice that went on would be cut off in the middle of one.
    if (isSpeaking(this.#now)) this.#needs.host.emit('app.command', { command: 'pause' });
    this.#needs.renewConnections();
  }

  #heard(name: string, payload: unknown): void {
    // The host has checked what it sends.
    if (name === 'player.now') this.#now = payload as NowPlaying;
    else if (name === 'export.changed') this.#exports.changed(payload as EventPayload<'export.changed'>);
    else if (name === 'library.changed') return void this.#listDocuments();
    else return;
    this.#show();
  }

  #show(): void {
    this.#tray.show(this.#now, this.#entries);
    if (app.dock) this.#showInDock(app.dock);
    const works = isSpeaking(this.#now) || this.#exports.atWork.length > 0;
    this.#awake.want(works && (this.#settings?.keepAwake ?? true));
  }

  #showInDock(dock: Dock): void {
    const rows = trayRows(this.#now, this.#entries, false);
    const mark = JSON.stringify(rows);
    if (mark === this.#dockShown) return;
    this.#dockShown = mark;
    dock.setMenu(menuOf(rows, (action) => this.#act(action)));
  }

  async #listDocuments(): Promise<void> {
    const reply = await this.#needs.host.dispatch('trusted', 'library.list', undefined);
    if (reply.ok) this.#entries = reply.value as CallOutput<'library.list'>;
    this.#onDocuments(this.#entries);
    this.#show();
  }

  /** What the system says counts: a person may have changed it there. */
  async #reconcileLogin(): Promise<void> {
    if (await this.#login.isOn())
      await this.#login.set(true); // the program may lie elsewhere now
    else await this.#needs.host.dispatch('trusted', 'settings.set', { startAtLogin: false });
  }

  #loginFailed(error: unknown): void {
    console.error(error);
    const message = 'Lectern could not be put among the programs that start with your desktop.';
    this.#needs.host.emit('app.problem', {
      error: { kind: 'storage', message, retryable: false, retryAfter: null },
    });
    void this.#needs.host.dispatch('trusted', 'settings.set', { startAtLogin: false });
  }
}
