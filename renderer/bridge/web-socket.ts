import type { Connect } from './socket-transport.ts';

/** The browser's WebSocket to the contract's path beside the page. @param base The page's own address. */
export const webSocket =
  (base: string): Connect =>
  (on) => {
    const url = new URL('contract', base);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(url);
    socket.onopen = () => on.open();
    socket.onmessage = (event) => on.message(event.data);
    socket.onclose = () => on.close();
    return {
      send(text) {
        // Between the first sign of the end and its event a browser takes what is sent and throws it away.
        const open = socket.readyState === WebSocket.OPEN;
        if (open) socket.send(text);
        return open;
      },
      close: () => socket.close(),
    };
  };
