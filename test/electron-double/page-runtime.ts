/**
 * The page's half of the double: runs before the page's own scripts and gives the preload its `electron`. Its source is
 * put into the page, so it may use nothing from outside itself.
 *
 * Unlike in Electron the preload shares the page's world here. The bridge still copies whatever crosses it, so that a
 * preload which counts on shared objects fails on the double too.
 */
export interface PageSetup {
  readonly encode: (value: unknown) => string;
  readonly decode: (text: string) => unknown;
  readonly preload: (require: (name: string) => unknown, process: object, module: object) => void;
  readonly platform: string;
  readonly version: string;
}

type Listener = (event: object, ...values: unknown[]) => void;

export function pageRuntime({ encode, decode, preload, platform, version }: PageSetup): void {
  if (window !== window.top || location.protocol !== 'http:') return;

  const world = window as unknown as Record<string, unknown>;
  const post = world['__electronDouble'] as (text: string) => void;
  delete world['__electronDouble'];

  const listeners = new Map<string, Listener[]>();
  const waiting = new Map<string, PromiseWithResolvers<unknown>>();
  let pieces = '';

  const deliver = (piece: string, last: boolean): void => {
    pieces += piece;
    if (!last) return;
    const message = decode(pieces) as {
      channel?: string;
      values?: unknown[];
      id?: string;
      value?: unknown;
      error?: string;
    };
    pieces = '';
    if (message.channel !== undefined) {
      for (const listener of [...(listeners.get(message.channel) ?? [])])
        listener({}, ...(message.values ?? []));
      return;
    }
    const call = waiting.get(message.id ?? '');
    waiting.delete(message.id ?? '');
    if (message.error === undefined) call?.resolve(message.value);
    else call?.reject(new Error(message.error));
  };
  Object.defineProperty(window, '__electronDoubleDeliver', { value: deliver });

  const ipcRenderer = {
    invoke(channel: string, ...values: unknown[]) {
      const id = crypto.randomUUID(); // not a counter: the answer to a page before a reload must find nobody
      const call = Promise.withResolvers<unknown>();
      waiting.set(id, call);
      post(encode({ id, channel, values }));
      return call.promise.catch((error: unknown) => {
        const inner = error instanceof Error ? error.message : String(error);
        throw new Error(`Error invoking remote method '${channel}': ${inner}`);
      });
    },
    send: (channel: string, ...values: unknown[]) => post(encode({ channel, values })),
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    off(channel: string, listener: Listener) {
      const left = (listeners.get(channel) ?? []).filter((one) => one !== listener);
      listeners.set(channel, left);
      return ipcRenderer;
    },
    removeListener: (channel: string, listener: Listener) => ipcRenderer.off(channel, listener),
  };

  // New windows are the application's to allow; denied, `window.open` gives null, as in Electron.
  const asked = (url: string): void => post(encode({ open: new URL(url, location.href).href }));
  window.open = (url = '') => {
    asked(String(url));
    return null;
  };
  window.addEventListener('click', (event) => {
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
    if (!link || (link.target !== '_blank' && !event.ctrlKey)) return;
    event.preventDefault();
    asked(link.href);
  });

  /** As Electron's bridge: functions become proxies, prototypes are lost, an error keeps only its message. */
  const cross = (value: unknown): unknown => {
    if (typeof value === 'function') {
      return (...values: unknown[]) => cross((value as (...v: unknown[]) => unknown)(...values.map(cross)));
    }
    if (value instanceof Promise) {
      return value.then(cross, (error: unknown) => {
        throw new Error(error instanceof Error ? error.message : String(error));
      });
    }
    if (Array.isArray(value)) return value.map(cross);
    if (value === null || typeof value !== 'object' || value instanceof Error) return value;
    return Object.freeze(
      Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cross(inner)])),
    );
  };
  const contextBridge = {
    exposeInMainWorld: (name: string, api: unknown) =>
      Object.defineProperty(window, name, { value: cross(api), enumerable: true }),
  };

  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return { contextBridge, ipcRenderer };
    throw new Error(`module not found: ${name}`); // what a sandboxed preload is told
  };
  const process = {
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    platform,
    versions: { electron: version },
  };
  preload(require, process, { exports: {} });
}
