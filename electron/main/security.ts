/** What a page may not do, whatever it tries. Everything is refused unless this file says otherwise. */
import type { Session, WebContents } from 'electron';
import { isOurs } from './scheme.ts';

/** The window has no network of its own: speech, links and files all go through the application. */
const NETWORK = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file:///*'];

/** @param allowed A server on this machine that the page may reach while it is developed, else null. */
export function restrictSession(session: Session, allowed: URL | null): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
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
