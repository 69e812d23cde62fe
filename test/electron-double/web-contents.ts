import { EventEmitter } from 'node:events';
import * as v from 'valibot';
import { receive } from './ipc-main.ts';
import { machine } from './machine.ts';
import type { Page } from './page.ts';
import { allowsRequest, permissions, session, watchedUrls } from './session.ts';

const paused = v.object({
  requestId: v.string(),
  frameId: v.string(),
  resourceType: v.string(),
  request: v.object({ url: v.string(), method: v.string() }),
});
const newWindow = v.object({ open: v.string() });
const navigated = v.object({
  frame: v.object({ url: v.string(), parentId: v.optional(v.string()) }),
});

type OpenHandler = (details: { url: string; frameName: string }) => { action: 'deny' | 'allow' };

const all = new Map<number, WebContents>();
let lastId = 0;
const targets = new WeakMap<WebContents, string>();

export class WebContents extends EventEmitter {
  readonly id = ++lastId;
  readonly session = session.defaultSession;
  readonly #page: Promise<Page>;
  #url = '';
  /** What `loadURL` asked for: the one navigation that is not the page's own wish. */
  #expected = '';
  #openHandler: OpenHandler | null = null;
  #destroyed = false;

  constructor(page: Promise<Page>, preload: string | undefined) {
    super();
    all.set(this.id, this);
    this.#page = page.then(async (opened) => {
      targets.set(this, opened.targetId);
      await this.#prepare(opened, preload);
      return opened;
    });
  }

  getURL(): string {
    return this.#url;
  }

  /** The double's pages have one frame: the policy of the page allows no others. */
  get mainFrame(): { url: string; parent: null; readonly top: object } {
    return {
      url: this.#url,
      parent: null,
      get top() {
        return this;
      },
    };
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  send(channel: string, ...values: unknown[]): void {
    void this.#page.then((page) => page.deliver({ channel, values })).catch(gone);
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page;
    this.#expected = url;
    for (const { name, setting } of await permissions(this, new URL(url).origin)) {
      const origin = new URL(await machine.origins.outer(url)).origin;
      await page.send('Browser.setPermission', { permission: { name }, setting, origin });
    }
    const loaded = new Promise<void>((done) => {
      const stop = page.on('Page.loadEventFired', () => {
        stop();
        done();
      });
    });
    await page.send('Page.navigate', { url: await machine.origins.outer(url) });
    await loaded;
  }

  reload(): void {
    void this.#page.then((page) => page.send('Page.reload')).catch(gone);
  }

  close(): void {
    void this.#page.then((page) => page.close()).catch(gone);
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return (await this.#page).evaluate(code);
  }

  openDevTools(): void {}
  toggleDevTools(): void {}

  async #prepare(page: Page, preload: string | undefined): Promise<void> {
    page.on('Page.frameNavigated', (params) => {
      const { frame } = v.parse(navigated, params);
      if (frame.parentId === undefined) this.#url = machine.origins.inner(frame.url);
    });
    page.on('Page.frameStartedLoading', () => this.emit('did-start-loading'));
    page.on('Page.domContentEventFired', () => this.emit('dom-ready', {}));
    page.on('Page.loadEventFired', () => this.emit('did-finish-load', {}));
    page.onBrowser('Target.targetDestroyed', (params) => {
      if (v.parse(v.object({ targetId: v.string() }), params).targetId === page.targetId) this.#gone();
    });
    page.on('Fetch.requestPaused', (params) => {
      void this.#decide(page, v.parse(paused, params)).catch(gone);
    });
    if (preload !== undefined) {
      await page.installPreload(preload, (message) => {
        if (v.is(newWindow, message)) this.#opening(message.open);
        else void receive(message, this, (answer) => void page.deliver(answer).catch(gone));
      });
    }
    await page.send('Fetch.enable', {
      patterns: [
        { urlPattern: '*', resourceType: 'Document' },
        ...watchedUrls().map((urlPattern) => ({ urlPattern })),
      ],
    });
  }

  #opening(url: string): void {
    const decision = this.#openHandler?.({ url: machine.origins.inner(url), frameName: '' });
    if (decision?.action !== 'deny') throw new Error('the double opens no windows for pages');
  }

  /** Navigations go past `will-navigate`, everything else past the session's `webRequest`. */
  async #decide(page: Page, { requestId, frameId, resourceType, request }: v.InferOutput<typeof paused>) {
    const url = machine.origins.inner(request.url);
    const ours = url !== request.url;
    let allowed = true;
    if (resourceType === 'Document' && frameId === page.targetId && url !== this.#expected) {
      const event = { url, isMainFrame: true, preventDefault: () => (allowed = false) };
      this.emit('will-navigate', event, url);
    }
    allowed &&= ours || (await allowsRequest({ url, method: request.method, resourceType: 'other' }));
    await (allowed
      ? page.send('Fetch.continueRequest', { requestId })
      : page.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }));
  }

  #gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    all.delete(this.id);
    this.emit('destroyed');
  }
}

/** A page that is closed while it is spoken to is no fault. */
function gone(error: unknown): void {
  if (!(error instanceof Error && /gone|not attached|Session with given id|No target/.test(error.message)))
    console.error(error);
}

export const webContents = {
  getAllWebContents: () => [...all.values()],
  fromId: (id: number) => all.get(id),
  fromDevToolsTargetId: (target: string) => [...all.values()].find((one) => targets.get(one) === target),
};
