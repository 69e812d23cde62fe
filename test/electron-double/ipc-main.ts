import { EventEmitter } from 'node:events';
import * as v from 'valibot';
import type { WebContents } from './web-contents.ts';

type Handler = (event: object, ...values: unknown[]) => unknown;

const message = v.object({
  id: v.optional(v.string()),
  channel: v.string(),
  values: v.array(v.unknown()),
});

const handlers = new Map<string, Handler>();

class IpcMain extends EventEmitter {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    handlers.delete(channel);
  }
}

export const ipcMain = new IpcMain();

/** A message of a page. @param reply Takes the answer back, where one is wanted. */
export async function receive(
  raw: unknown,
  sender: WebContents,
  reply: (answer: { id: string; value?: unknown; error?: string }) => void,
): Promise<void> {
  const { id, channel, values } = v.parse(message, raw);
  const event = { sender, senderFrame: sender.mainFrame, processId: 1, frameId: 1, type: 'frame' };
  if (id === undefined) return void ipcMain.emit(channel, event, ...values);
  try {
    const handler = handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    reply({ id, value: await handler(event, ...values) });
  } catch (error) {
    reply({ id, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  }
}
