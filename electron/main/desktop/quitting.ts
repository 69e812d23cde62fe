/** The end of the program: asked about where audiobooks are being made, at once where the system ends. */
import { app, dialog, powerMonitor, type BrowserWindow } from 'electron';
import { quitQuestion } from '../../host/desktop/quit-question.ts';

interface Needs {
  readonly exportsAtWork: () => readonly string[];
  readonly tray: () => boolean;
  /** That the question belongs to, if it is seen. */
  readonly window: () => BrowserWindow | null;
}

export class Quitting {
  readonly #needs: Needs;
  #agreed = false;
  #asking = false;

  constructor(needs: Needs) {
    this.#needs = needs;
    app.on('before-quit', (event) => {
      if (this.#agreed) return;
      const question = quitQuestion(needs.exportsAtWork(), needs.tray());
      if (!question) {
        this.#agreed = true;
        return;
      }
      event.preventDefault();
      if (!this.#asking) void this.#ask(question);
    });
    // Nobody is there to answer, and what is finished is on the disk.
    powerMonitor.on('shutdown', () => this.agree());
  }

  /** The program ends: windows close now and are not hidden. */
  get agreed(): boolean {
    return this.#agreed;
  }

  agree(): void {
    this.#agreed = true;
  }

  async #ask({ message, detail, buttons }: NonNullable<ReturnType<typeof quitQuestion>>): Promise<void> {
    this.#asking = true;
    const options = {
      ...({ type: 'question', title: 'Lectern', noLink: true, defaultId: 1, cancelId: 1 } as const),
      ...{ message, detail, buttons: [...buttons] },
    };
    const window = this.#needs.window();
    const seen = window?.isVisible() ? window : null;
    try {
      const { response } = await (seen
        ? dialog.showMessageBox(seen, options)
        : dialog.showMessageBox(options));
      if (response === 0) {
        this.#agreed = true;
        app.quit();
      } else if (seen && this.#needs.tray()) seen.hide();
    } finally {
      this.#asking = false;
    }
  }
}
