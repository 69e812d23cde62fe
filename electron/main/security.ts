/** What a page may not do, whatever it tries. Everything is refused unless this file says otherwise. */
import type { Session, WebContents } from 'electron';
import { isOurs } from './scheme.ts';

/** The window has no network of its own: speech, links and files all go through the application. */
const NETWORK = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file:///*'];

/** To fill the screen, and to put text on the clipboard at a person's gesture; never to read it. */
const GRANTED: readonly string[] = ['fullscreen', 'clipboard-sanitized-write'];

/** @param allowed A server on this machine that the page may reach while it is developed, else null. */
export function restrictSession(session: Session, allowed: URL | null): void {
  const granted = (permission: string, url: string) => GRANTED.includes(permission) && isOurs(url);
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(granted(permission, requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => granted(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest({ urls: NETWORK }, ({ url }, answer) =>
    answer({ cancel: new URL(url).host !== allowed?.host }),
  );
}

/** For every contents that is ever made, whoever makes it. */
export function restrictContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' })); // web links go through `app.openLink`
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
}
