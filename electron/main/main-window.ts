/** The one main window: there, unseen, or closed for now. The player lives in its page. */
import type { BrowserWindow } from 'electron';
import { reveal } from './window.ts';

interface Needs {
  /** @param unseen Only its voice is wanted for now. */
  readonly open: (unseen: boolean) => BrowserWindow;
  /** Its page loads anew. */
  readonly onLoading: () => void;
  readonly onClosed: () => void;
}

export class MainWindow {
  #needs: Needs;
  #window: BrowserWindow | null = null;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  get current(): BrowserWindow | null {
    return this.#window;
  }

  prepare(): BrowserWindow {
    return this.#window ?? this.open(true);
  }

  reveal(): void {
    if (this.#window) reveal(this.#window);
    else this.open(false);
  }

  open(unseen: boolean): BrowserWindow {
    const opened = this.#needs.open(unseen);
    this.#window = opened;
    opened.webContents.on('did-start-loading', this.#needs.onLoading);
    opened.once('closed', () => {
      if (this.#window === opened) this.#window = null;
      this.#needs.onClosed();
    });
    return opened;
  }
}
