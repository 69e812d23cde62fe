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
  title?: string;
  webPreferences?: {
    preload?: string;
    nodeIntegration?: boolean;
    contextIsolation?: boolean;
    sandbox?: boolean;
    webSecurity?: boolean;
  };
}

export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  readonly #bounds: Bounds;
  #title: string;
  #visible: boolean;
  #maximized = false;
  #minimized = false;

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }
  static getFocusedWindow(): BrowserWindow | null {
    return [...windows].at(-1) ?? null;
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

  show(): void {
    this.#visible = true;
    this.emit('show');
  }
  hide(): void {
    this.#visible = false;
    this.emit('hide');
  }
  isVisible(): boolean {
    return this.#visible;
  }
  focus(): void {}
  isFocused(): boolean {
    return [...windows].at(-1) === this;
  }
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
    this.emit('closed');
    if (windows.size > 0) return;
    if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
    else app.quit();
  }
}
