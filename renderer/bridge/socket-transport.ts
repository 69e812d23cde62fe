/**
 * The contract over a WebSocket on the page's own origin (the web program): `{id, call, input}` goes out,
 * `{id, reply}` and `{event, payload}` come in, as JSON. The line may break at any moment: what was sent and not
 * answered rejects with `network`, what was not sent yet waits for the next connection.
 */
import * as v from 'valibot';
import type { Transport } from '../../electron/contract/client.ts';
import type { Clock } from '../../electron/core/clock.ts';
import { LecternError } from '../../electron/core/errors.ts';

/** Opens one connection. `close` is heard once, also when the connection never opened. */
export type Connect = (on: { open(): void; message(data: unknown): void; close(): void }) => {
  /** @returns false where the connection is about to be closed: then nothing was sent. */
  send(text: string): boolean;
  close(): void;
};

export type LineState = 'connecting' | 'open' | 'lost';

export interface SocketTransport extends Transport {
  /** Does not wait for the backoff to run out: for a window that comes back into view. */
  retryNow(): void;
  close(): void;
}

const FIRST_WAIT = 250;
const LONGEST_WAIT = 8000;

const incoming = v.union([
  v.object({ id: v.number(), reply: v.unknown() }),
  v.object({ event: v.string(), payload: v.optional(v.unknown()) }),
]);

interface Pending {
  readonly text: string;
  readonly resolve: (reply: unknown) => void;
  readonly reject: (error: unknown) => void;
  sent: boolean;
}

export function createSocketTransport(
  connect: Connect,
  clock: Clock,
  onState: (state: LineState) => void,
): SocketTransport {
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  let line: ReturnType<Connect> | null = null;
  let isOpen = false;
  let closed = false;
  let failures = 0;
  let lastId = 0;
  let cancelRetry = () => {};

  const flush = () => {
    for (const waiting of pending.values()) {
      if (!isOpen || waiting.sent) continue;
      waiting.sent = line?.send(waiting.text) ?? false;
    }
  };

  const receive = (data: unknown) => {
    const message = v.safeParse(incoming, typeof data === 'string' ? parseJson(data) : null);
    if (!message.success) return;
    if ('event' in message.output) {
      const { event, payload } = message.output;
      for (const listener of listeners.get(event) ?? []) listener(payload);
      return;
    }
    pending.get(message.output.id)?.resolve(message.output.reply);
    pending.delete(message.output.id);
  };

  const drop = () => {
    isOpen = false;
    line = null;
    for (const [id, call] of pending) {
      if (!call.sent && !closed) continue;
      pending.delete(id);
      call.reject(lost());
    }
    if (closed) return;
    onState('lost');
    cancelRetry = clock.after(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures++), dial);
  };

  const dial = () => {
    line = connect({
      open() {
        isOpen = true;
        failures = 0;
        onState('open');
        flush();
      },
      message: receive,
      close: drop,
    });
  };

  onState('connecting');
  dial();

  return {
    call(name, input) {
      if (closed) return Promise.reject(lost());
      return new Promise((resolve, reject) => {
        const id = ++lastId;
        pending.set(id, { text: JSON.stringify({ id, call: name, input }), resolve, reject, sent: false });
        flush();
      });
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    retryNow() {
      if (closed || line) return;
      cancelRetry();
      failures = 0;
      dial();
    },
    close() {
      closed = true;
      cancelRetry();
      const open = line;
      drop();
      open?.close();
    },
  };
}

const lost = () =>
  new LecternError('network', 'The connection to Lectern was lost. It is being made again.', {
    retryable: true,
  });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
