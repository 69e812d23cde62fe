import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { LibraryEntry } from '../contract/schemas.ts';
import { keymapOf, type OwnKeys } from '../core/shortcuts/keymap.ts';
import type { CommandName } from '../core/shortcuts/table.ts';
import { lastDocuments, menuText } from '../host/desktop/tray-rows.ts';
import { acceleratorOf } from './accelerators.ts';
import { columns, type Command, type Row } from './menu-columns.ts';

interface Needs {
  /** Takes a command to the window. */
  readonly send: (command: Command) => void;
  /** Shows a document of the library. */
  readonly open: (id: string) => void;
}

/** The application's menu. Its keys are those of the window, a person's own too; it is made anew when it would differ. */
export class ApplicationMenu {
  readonly #mac: boolean;
  readonly #needs: Needs;
  #own: OwnKeys = {};
  #documents: readonly Pick<LibraryEntry, 'id' | 'title'>[] = [];
  #shown: string | null = null;

  constructor(platform: NodeJS.Platform, needs: Needs) {
    this.#mac = platform === 'darwin';
    this.#needs = needs;
  }

  showKeys(own: OwnKeys): void {
    this.#own = own;
    this.#show();
  }

  /** @param entries The library, the last used first. */
  showDocuments(entries: readonly LibraryEntry[]): void {
    this.#documents = lastDocuments(entries).map(({ id, title }) => ({ id, title }));
    this.#show();
  }

  #show(): void {
    const mark = JSON.stringify([this.#own, this.#documents]);
    if (mark === this.#shown) return;
    this.#shown = mark;
    Menu.setApplicationMenu(Menu.buildFromTemplate(this.#template()));
  }

  #template(): MenuItemConstructorOptions[] {
    const keymap = keymapOf(this.#own);
    const keys = (command: CommandName): MenuItemConstructorOptions => {
      const [accelerator] = (keymap.get(command) ?? []).flatMap((chord) => acceleratorOf(chord) ?? []);
      // Shown here and handled in the page.
      return { registerAccelerator: false, ...(accelerator === undefined ? {} : { accelerator }) };
    };
    const item = (row: Row): MenuItemConstructorOptions => {
      if (row === 'separator') return { type: 'separator' };
      if (row === 'documents') return this.#recent();
      if ('role' in row) return { role: row.role, ...(row.keysOf ? keys(row.keysOf) : {}) };
      const { command, label } = row;
      return { id: command, label, click: () => this.#needs.send(command), ...keys(command) };
    };
    return columns(this.#mac).map(({ label, rows }) => ({ label, submenu: rows.map(item) }));
  }

  #recent(): MenuItemConstructorOptions {
    return {
      id: 'recent',
      label: 'Open Recent',
      enabled: this.#documents.length > 0,
      submenu: this.#documents.map(({ id, title }) => ({
        id: `recent-${id}`,
        label: menuText(title),
        click: () => this.#needs.open(id),
      })),
    };
  }
}
