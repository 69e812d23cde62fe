import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { machine } from './machine.ts';
import { Page } from './page.ts';
import { WebContents } from './web-contents.ts';
import { windows } from './windows.ts';

interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Options extends Partial<Bounds> {
  show?: boolean;
  focusable?: boolean;
  alwaysOnTop?: boolean;
  frame?: boolean;
  title?: string;
  webPreferences?: {
    preload?: string;
    nodeIntegration?: boolean;
    contextIsolation?: boolean;
    sandbox?: boolean;
    webSecurity?: boolean;
  };
}

/** Who has the keyboard; null: a window of some other program. */
let focused: BrowserWindow | null = null;

function giveKeyboardTo(window: BrowserWindow): void {
  const before = focused;
  focused = window;
  before?.emit('blur');
  window.emit('focus');
}

export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  readonly #bounds: Bounds;
  #title: string;
  #visible: boolean;
  #maximized = false;
  #minimized = false;
  #focusable: boolean;
  #onTop: boolean;

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }
  static getFocusedWindow(): BrowserWindow | null {
    return focused;
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return [...windows].find((window) => window.webContents === contents) ?? null;
  }

  constructor(options: Options = {}) {
    super();
    const { nodeIntegration, contextIsolation, sandbox, webSecurity, preload } = options.webPreferences ?? {};
    if (nodeIntegration || contextIsolation === false || sandbox === false || webSecurity === false)
      throw new Error('the double runs only isolated, sandboxed windows');
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    this.#title = options.title ?? 'Electron';
    this.#visible = options.show ?? true;
    this.#focusable = options.focusable ?? true;
    this.#onTop = options.alwaysOnTop ?? false;
    const page = machine.browser().then((browser) => Page.open(browser, { width, height }));
    this.webContents = new WebContents(page, preload);
    this.id = this.webContents.id;
    windows.add(this);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    this.webContents.once('destroyed', () => this.#closed());
    queueMicrotask(() => {
      app.emit('web-contents-created', {}, this.webContents);
      app.emit('browser-window-created', {}, this);
    });
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  /** As in Electron, a window that is shown takes the keyboard, if it can have it. */
  show(): void {
    this.showInactive();
    this.focus();
  }
  showInactive(): void {
    this.#visible = true;
    this.emit('show');
  }
  hide(): void {
    this.#visible = false;
    this.blur();
    this.emit('hide');
  }
  isVisible(): boolean {
    return this.#visible;
  }
  focus(): void {
    if (this.#focusable && focused !== this) giveKeyboardTo(this);
  }
  blur(): void {
    if (focused !== this) return;
    focused = null;
    this.emit('blur');
  }
  isFocused(): boolean {
    return focused === this;
  }
  setFocusable(focusable: boolean): void {
    this.#focusable = focusable;
  }
  isFocusable(): boolean {
    return this.#focusable;
  }
  setAlwaysOnTop(flag: boolean, _level?: string): void {
    this.#onTop = flag;
  }
  isAlwaysOnTop(): boolean {
    return this.#onTop;
  }
  setVisibleOnAllWorkspaces(_visible: boolean, _options?: object): void {}
  isMinimized(): boolean {
    return this.#minimized;
  }
  minimize(): void {
    this.#minimized = true;
    this.emit('minimize');
  }
  restore(): void {
    this.#minimized = false;
    this.emit('restore');
  }
  isMaximized(): boolean {
    return this.#maximized;
  }
  maximize(): void {
    this.#maximized = true;
  }
  isFullScreen(): boolean {
    return false;
  }
  setFullScreen(_flag: boolean): void {}
  getBounds(): Bounds {
    return { ...this.#bounds };
  }
  getNormalBounds(): Bounds {
    return { ...this.#bounds };
  }
  setBounds(bounds: Partial<Bounds>): void {
    Object.assign(this.#bounds, bounds);
    this.emit('resize');
    if (bounds.x !== undefined || bounds.y !== undefined) this.emit('moved');
  }
  getTitle(): string {
    return this.#title;
  }
  setTitle(title: string): void {
    this.#title = title;
  }
  isDestroyed(): boolean {
    return !windows.has(this);
  }

  close(): void {
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    if (!prevented) this.destroy();
  }
  destroy(): void {
    this.webContents.close();
  }

  #closed(): void {
    if (!windows.delete(this)) return;
    if (focused === this) focused = null;
    this.emit('closed');
    if (windows.size > 0) return;
    if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
    else app.quit();
  }
}
