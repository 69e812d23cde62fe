/**
 * The pill where there is no Electron: a window of the browser's that stays on top of others (Document
 * Picture-in-Picture, https://wicg.github.io/document-picture-in-picture/). It shares this page's scripts and styles.
 */
import { mount, unmount } from 'svelte';
import type { LecternApi } from '../../electron/contract/table.ts';
import type { Clock } from '../../electron/core/clock.ts';
import Pill from './Pill.svelte';
import { PillModel } from './pill.svelte.ts';

interface PictureInPicture {
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<Window>;
}

declare global {
  interface Window {
    readonly documentPictureInPicture?: PictureInPicture;
  }
}

const SIZE = { width: 460, height: 156 };

/** Null where the browser has none. */
export function pictureInPicture(page: Window): PictureInPicture | null {
  return page.documentPictureInPicture ?? null;
}

interface Needs {
  readonly page: Window;
  readonly api: LecternApi;
  readonly clock: Clock;
  /** Brings this page's reader up. */
  readonly onopen: () => void;
}

/** Call it from a click or a key: browsers open no such window by themselves. @returns when it is shown. */
export async function openInPicture(opener: PictureInPicture, needs: Needs): Promise<void> {
  const { page, api, clock, onopen } = needs;
  const opened = await opener.requestWindow(SIZE);
  takeLooks(page.document, opened.document);
  const model = new PillModel(api, clock, () => {}); // the person opened it, the person closes it;
  const pill = mount(Pill, {
    target: opened.document.body,
    props: {
      model,
      onclose: () => opened.close(),
      onleave: () => page.focus(),
      onopen: () => {
        onopen();
        page.focus();
      },
    },
  });
  opened.addEventListener('pagehide', () => {
    model.close();
    void unmount(pill);
  });
}

function takeLooks(from: Document, to: Document): void {
  to.title = 'Lectern: small player';
  to.documentElement.lang = from.documentElement.lang;
  for (const sheet of from.querySelectorAll('link[rel="stylesheet"]')) to.head.append(sheet.cloneNode());
  // A person's theme: its own changes are seen when the window is opened anew.
  Object.assign(to.documentElement.dataset, from.documentElement.dataset);
  to.documentElement.style.cssText = from.documentElement.style.cssText;
}
