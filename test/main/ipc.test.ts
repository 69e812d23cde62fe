import type { IpcMain, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../electron/contract/ipc.ts';
import { answerCalls, sendEvent } from '../../electron/main/ipc.ts';

const frame = (url: string, parent: object | null = null) => ({ url, parent });

describe('calls over IPC', () => {
  const senders: unknown[] = [];
  let handler: ((event: object, name: unknown, input: unknown) => unknown) | null = null;
  const ipcMain = {
    handle: (channel: string, given: typeof handler) => {
      expect(channel).toBe(CALL_CHANNEL);
      handler = given;
    },
  };
  answerCalls(ipcMain as unknown as IpcMain, (sender, name, input) => {
    senders.push(sender);
    return Promise.resolve({ ok: true, value: { name, input } });
  });

  it.each([
    ['the page itself', frame('app://lectern/'), 'trusted'],
    ['a place in the page', frame('app://lectern/#chapter'), 'trusted'],
    ['a frame in the page', frame('app://lectern/', frame('app://lectern/')), 'stranger'],
    ['another site', frame('https://example.com/'), 'stranger'],
    ['a page that looks like ours', frame('app://lectern.example/'), 'stranger'],
    ['a page before it is loaded', frame('about:blank'), 'stranger'],
    ['a frame that is gone', null, 'stranger'],
  ])('from %s', async (_who, senderFrame, expected) => {
    senders.length = 0;
    const reply = await handler?.({ senderFrame }, 'app.info', undefined);
    expect(senders).toEqual([expected]);
    expect(reply).toEqual({ ok: true, value: { name: 'app.info', input: undefined } });
  });
});

describe('events over IPC', () => {
  const contents = (url: string, destroyed = false) => {
    const sent: unknown[][] = [];
    const fake = {
      isDestroyed: () => destroyed,
      getURL: () => url,
      send: (...values: unknown[]) => sent.push(values),
    };
    return { fake: fake as unknown as WebContents, sent };
  };

  it('go to our own page', () => {
    const { fake, sent } = contents('app://lectern/');
    sendEvent(fake, 'library.changed', {});
    expect(sent).toEqual([[EVENT_CHANNEL, 'library.changed', {}]]);
  });

  it.each([
    ['another page', contents('https://example.com/')],
    ['a window that is gone', contents('app://lectern/', true)],
  ])('never go to %s', (_what, { fake, sent }) => {
    sendEvent(fake, 'library.changed', {});
    expect(sent).toEqual([]);
  });
});
