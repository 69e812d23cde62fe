import { join } from 'node:path';
import { Menu, nativeImage, nativeTheme, Tray, type NativeImage } from 'electron';
import { trayRows, trayTip, type TrayAction, type TrayRow } from '../../host/desktop/tray-rows.ts';
import type { NowPlaying } from '../../contract/player-schemas.ts';
import type { LibraryEntry } from '../../contract/schemas.ts';
import { trayWouldBeSeen } from './tray-host.ts';

interface Needs {
  readonly platform: NodeJS.Platform;
  readonly act: (action: TrayAction) => void;
}

/** The icon in the panel and its menu: a view and a remote of the one player. */
export class TrayIcon {
  readonly #needs: Needs;
  #tray: Tray | null = null;
  #wanted = false;
  #now: NowPlaying;
  #entries: readonly LibraryEntry[] = [];
  /** What the menu shows, so that an open one is not replaced by the same. */
  #shown = '';

  constructor(needs: Needs, now: NowPlaying) {
    this.#needs = needs;
    this.#now = now;
    nativeTheme.on('updated', () => this.#tray?.setImage(this.#icon()));
  }

  /** A hidden window can be had back by it. */
  get there(): boolean {
    return this.#tray !== null;
  }

  /** Shows or removes it. Where it could not be shown, the next call tries again: panels come and go. */
  async want(wanted: boolean): Promise<boolean> {
    this.#wanted = wanted;
    if (!wanted) this.close();
    else if (!this.#tray && (await trayWouldBeSeen(this.#needs.platform)) && this.#wanted) this.#make();
    return this.there;
  }

  /** As it was wanted last. */
  retry(): Promise<boolean> {
    return this.want(this.#wanted);
  }

  show(now: NowPlaying, entries: readonly LibraryEntry[]): void {
    this.#now = now;
    this.#entries = entries;
    if (this.#tray) this.#refresh(this.#tray);
  }

  close(): void {
    this.#tray?.destroy();
    this.#tray = null;
  }

  #make(): void {
    if (this.#tray) return;
    try {
      this.#tray = new Tray(this.#icon());
    } catch (error) {
      console.error('Lectern: there is no tray.', error);
      return;
    }
    // Where a press does not open the menu by itself, it brings the window.
    if (this.#needs.platform !== 'darwin') this.#tray.on('click', () => this.#needs.act({ kind: 'show' }));
    this.#shown = '';
    this.#refresh(this.#tray);
  }

  #refresh(tray: Tray): void {
    const rows = trayRows(this.#now, this.#entries);
    const mark = JSON.stringify(rows);
    if (mark === this.#shown) return;
    this.#shown = mark;
    tray.setToolTip(trayTip(this.#now));
    tray.setContextMenu(menuOf(rows, this.#needs.act));
  }

  #icon(): NativeImage {
    const { platform } = this.#needs;
    if (platform === 'darwin') {
      const image = nativeImage.createFromPath(resource('trayTemplate.png'));
      image.setTemplateImage(true); // macOS gives it the colour of the bar
      return image;
    }
    const dark = platform === 'linux' || nativeTheme.shouldUseDarkColors; // the panels of Linux are dark in most themes
    return nativeImage.createFromPath(resource(dark ? 'tray-on-dark.png' : 'tray-on-light.png'));
  }
}

/** For the tray and for the dock. */
export function menuOf(rows: readonly TrayRow[], act: (action: TrayAction) => void): Menu {
  return Menu.buildFromTemplate(
    rows.map((row) => {
      if (row === 'separator') return { type: 'separator' };
      const { id, label, action } = row;
      return action ? { id, label, click: () => act(action) } : { id, label, enabled: false };
    }),
  );
}

const resource = (name: string): string => join(import.meta.dirname, '../../resources/icons/tray', name);
