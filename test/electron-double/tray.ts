import { EventEmitter } from 'node:events';
import type { Menu } from './menu.ts';
import type { NativeImage } from './native-image.ts';

/** The icons that are shown, for tests: `electron.evaluate(() => globalThis.electronDoubleTrays)`. */
const shown = new Set<Tray>();
Object.defineProperty(globalThis, 'electronDoubleTrays', { get: () => [...shown] });

export class Tray extends EventEmitter {
  #menu: Menu | null = null;
  #tip = '';

  /** As in Electron, an image that could not be read is refused. */
  constructor(image: NativeImage | string) {
    super();
    if (typeof image !== 'string' && image.isEmpty()) throw new Error('Failed to load image');
    shown.add(this);
    // What Electron has no reader for, tests read by the double's own global.
    Object.defineProperty(this, 'double', { get: () => ({ menu: this.#menu, tip: this.#tip }) });
  }

  setImage(_image: NativeImage | string): void {}
  setToolTip(toolTip: string): void {
    this.#tip = toolTip;
  }
  setContextMenu(menu: Menu | null): void {
    this.#menu = menu;
  }
  isDestroyed(): boolean {
    return !shown.has(this);
  }
  destroy(): void {
    shown.delete(this);
  }
}
