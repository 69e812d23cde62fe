/**
 * The only thing that stands between the window and the application: the contract's transport, two functions that carry
 * names and plain data. They give the page no channel of its choice and no object of Electron's. What a name may be is
 * known to the table's types on the one side and checked by the dispatcher on the other, so that this file stays small.
 */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { Transport } from '../contract/client.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from '../contract/ipc.ts';

const transport: Transport = {
  call: (name, input) => ipcRenderer.invoke(CALL_CHANNEL, name, input),
  on(name, listener) {
    const received = (_event: IpcRendererEvent, event: unknown, payload: unknown): void => {
      if (event === name) listener(payload);
    };
    ipcRenderer.on(EVENT_CHANNEL, received);
    return () => void ipcRenderer.off(EVENT_CHANNEL, received);
  },
};

contextBridge.exposeInMainWorld('lectern', transport);
