import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Browser } from './browser.ts';
import type { Cdp } from './cdp.ts';
import { pageRuntime } from './page-runtime.ts';
import { decode, encode } from './wire.ts';

const VERSION = '45.4.1';
/** Characters of one debugging message: Chromium closes the connection on far larger ones. */
const PIECE = 4 << 20;

const created = v.object({ targetId: v.string() });
const attached = v.object({ sessionId: v.string() });
const evaluated = v.object({
  result: v.object({ value: v.optional(v.unknown()) }),
  exceptionDetails: v.optional(v.object({ text: v.string() })),
});
const binding = v.object({ name: v.string(), payload: v.string() });

/** One page of Chromium, which stands for one window's contents. */
export class Page {
  readonly targetId: string;
  readonly #cdp: Cdp;
  readonly #session: string;

  static async open(browser: Browser, size: { width: number; height: number }): Promise<Page> {
    const { cdp } = browser;
    const targetId =
      browser.takeFirstPage() ??
      v.parse(created, await cdp.send('Target.createTarget', { url: 'about:blank', newWindow: true }))
        .targetId;
    const { sessionId } = v.parse(
      attached,
      await cdp.send('Target.attachToTarget', { targetId, flatten: true }),
    );
    const page = new Page(cdp, sessionId, targetId);
    await page.send('Page.enable');
    await page.send('Runtime.enable');
    await page.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile: false });
    return page;
  }

  private constructor(cdp: Cdp, session: string, targetId: string) {
    this.#cdp = cdp;
    this.#session = session;
    this.targetId = targetId;
  }

  send(method: string, params: object = {}): Promise<unknown> {
    return this.#cdp.send(method, params, this.#session);
  }

  on(method: string, listener: (params: unknown) => void): () => void {
    return this.#cdp.on(method, listener, this.#session);
  }

  /** Events of the browser, such as this page's end. */
  onBrowser(method: string, listener: (params: unknown) => void): () => void {
    return this.#cdp.on(method, listener);
  }

  close(): Promise<unknown> {
    return this.#cdp.send('Target.closeTarget', { targetId: this.targetId });
  }

  /** @throws Error what the script threw. */
  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    const { result, exceptionDetails } = v.parse(evaluated, answer);
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value;
  }

  /** Every document of this page runs the preload first; what it sends arrives at `received`. */
  async installPreload(path: string, received: (message: unknown) => void): Promise<void> {
    this.on('Runtime.bindingCalled', (params) => {
      const { name, payload } = v.parse(binding, params);
      if (name === '__electronDouble') received(decode(payload));
    });
    await this.send('Runtime.addBinding', { name: '__electronDouble' });
    const preload = `(require, process, module) => { const exports = module.exports;\n${readFileSync(path, 'utf8')}\n}`;
    const setup =
      `{ encode: ${encode.toString()}, decode: ${decode.toString()}, preload: ${preload}, ` +
      `platform: ${JSON.stringify(process.platform)}, version: '${VERSION}' }`;
    await this.send('Page.addScriptToEvaluateOnNewDocument', {
      source: `(${pageRuntime.toString()})(${setup});`,
    });
  }

  /** Gives a message to the page's runtime, as Electron does: where nobody listens yet, it is lost. */
  async deliver(message: unknown): Promise<void> {
    const text = encode(message);
    for (let at = 0; at < text.length; at += PIECE) {
      const piece = JSON.stringify(text.slice(at, at + PIECE));
      const last = at + PIECE >= text.length;
      await this.send('Runtime.evaluate', {
        expression: `globalThis.__electronDoubleDeliver?.(${piece}, ${String(last)})`,
      });
    }
  }
}
