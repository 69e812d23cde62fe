/** Binds the contract to IPC: one channel for calls, one for events, nothing else. */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { Dispatch, Sender } from '../contract/dispatch.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from '../contract/ipc.ts';
import { isOurs } from './scheme.ts';

export function answerCalls(ipcMain: IpcMain, dispatch: Dispatch): void {
  ipcMain.handle(CALL_CHANNEL, (event, name: unknown, input: unknown) =>
    dispatch(senderOf(event), name, input),
  );
}

/** Only the top frame of a page of our own is trusted: no frame in it, and nothing that it was led away to. */
function senderOf({ senderFrame }: IpcMainInvokeEvent): Sender {
  return senderFrame?.parent === null && isOurs(senderFrame.url) ? 'trusted' : 'stranger';
}

/** @param payload Has been checked against the contract. */
export function sendEvent(contents: WebContents, name: string, payload: unknown): void {
  if (!contents.isDestroyed() && isOurs(contents.getURL())) contents.send(EVENT_CHANNEL, name, payload);
}
