/** The one line between this window and the application, whichever program it runs in. */
import { createApi, type Transport } from '../../electron/contract/client.ts';
import type { LecternApi } from '../../electron/contract/table.ts';
import { browserClock } from './browser-clock.ts';
import { createSocketTransport, type LineState } from './socket-transport.ts';
import { webSocket } from './web-socket.ts';

declare global {
  interface Window {
    /** Put there by Electron's preload script; absent in a browser. */
    readonly lectern?: Transport;
  }
}

export class Connection {
  readonly api: LecternApi;
  /** In Electron the line cannot break without the window itself: always open. */
  state: LineState = $state('open');
  #reopened: readonly (() => void)[] = [];

  constructor(transport: Transport | ((onState: (state: LineState) => void) => Transport)) {
    const line = typeof transport === 'function' ? transport((state) => this.#changed(state)) : transport;
    this.api = createApi(line, (event) => console.warn(`A malformed event was left out: ${event}`));
  }

  /** After a break: events were missed, so what they kept fresh is to be asked again. */
  onReopened(listener: () => void): () => void {
    this.#reopened = [...this.#reopened, listener];
    return () => {
      this.#reopened = this.#reopened.filter((other) => other !== listener);
    };
  }

  #changed(state: LineState) {
    const back = state === 'open' && this.state === 'lost';
    this.state = state;
    if (back) for (const listener of this.#reopened) listener();
  }
}

/** Electron's bridge where there is one, else a WebSocket on the page's own origin. */
export function connectToApplication(window: Window): Connection {
  if (window.lectern) return new Connection(window.lectern);
  return new Connection((onState) => {
    const transport = createSocketTransport(webSocket(window.document.baseURI), browserClock, onState);
    window.addEventListener('online', () => transport.retryNow());
    window.document.addEventListener('visibilitychange', () => {
      if (window.document.visibilityState === 'visible') transport.retryNow();
    });
    return transport;
  });
}
