import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { restrictContents, restrictSession } from '../../electron/main/security.ts';

describe('a page', () => {
  const opened: unknown[] = [];
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: (details: object) => unknown) =>
      opened.push(handler({ url: 'https://example.com/' })),
  });
  restrictContents(contents as unknown as WebContents);

  const prevented = (event: string, details: object): boolean => {
    let stopped = false;
    contents.emit(event, { ...details, preventDefault: () => (stopped = true) });
    return stopped;
  };

  it('opens no window', () => expect(opened).toEqual([{ action: 'deny' }]));
  it('attaches no webview', () => expect(prevented('will-attach-webview', {})).toBe(true));
  it('may be loaded again', () => expect(prevented('will-navigate', { url: 'app://lectern/' })).toBe(false));
  it.each(['https://example.com/', 'file:///etc/passwd', 'data:text/html,x', 'app://other/'])(
    'is not led to %s',
    (url) => expect(prevented('will-navigate', { url })).toBe(true),
  );
  it('has no frame that goes anywhere', () => {
    expect(prevented('will-frame-navigate', { isMainFrame: false, url: 'app://lectern/' })).toBe(true);
    expect(prevented('will-frame-navigate', { isMainFrame: true, url: 'app://lectern/' })).toBe(false);
  });
});

describe('a session', () => {
  const restricted = (allowed: URL | null) => {
    const got: Record<string, (...values: never[]) => unknown> = {};
    const keep = (name: string) => (handler: (...values: never[]) => unknown) => {
      got[name] = handler;
    };
    const session = {
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      webRequest: { onBeforeRequest: (_filter: object, handler: () => unknown) => keep('network')(handler) },
    };
    restrictSession(session as unknown as Session, allowed);
    return got as Record<string, (...values: unknown[]) => unknown>;
  };

  const granted = (permission: string, url: string) => {
    const { request, check } = restricted(null);
    const answers: unknown[] = [];
    request?.({}, permission, (answer: boolean) => answers.push(answer), { requestingUrl: url });
    return [...answers, check?.(null, permission, url)];
  };

  it('grants no permission and no device, asked or checked', () => {
    expect(granted('media', 'app://lectern/')).toEqual([false, false]);
    expect(granted('clipboard-read', 'app://lectern/')).toEqual([false, false]);
    expect(restricted(null)['device']?.({})).toBe(false);
  });

  it.each(['fullscreen', 'clipboard-sanitized-write'])(
    'grants our own page, and no other, %s',
    (permission) => {
      expect(granted(permission, 'app://lectern/')).toEqual([true, true]);
      expect(granted(permission, 'https://example.com/')).toEqual([false, false]);
    },
  );

  it('lets no request out, but to the server of development', () => {
    const cancelled = (allowed: URL | null, url: string) => {
      let answer: unknown;
      restricted(allowed)['network']?.({ url }, (given: unknown) => (answer = given));
      return answer;
    };
    expect(cancelled(null, 'https://example.com/')).toEqual({ cancel: true });
    expect(cancelled(new URL('http://localhost:5173'), 'ws://localhost:5173/?t=1')).toEqual({
      cancel: false,
    });
    expect(cancelled(new URL('http://localhost:5173'), 'http://localhost:5174/')).toEqual({ cancel: true });
  });
});
