import { app, dialog, shell, type BrowserWindow, type OpenDialogOptions } from 'electron';
import { DOCUMENT_ENDINGS } from '../core/document/endings.ts';
import type { Desktop } from '../host/ports.ts';

const OPEN: OpenDialogOptions = {
  title: 'Open a document',
  properties: ['openFile', 'multiSelections'],
  filters: [
    { name: 'Documents', extensions: [...DOCUMENT_ENDINGS] },
    { name: 'All files', extensions: ['*'] },
  ],
};

const FOLDER: OpenDialogOptions = {
  title: 'Where the audiobook goes',
  buttonLabel: 'Export here',
  properties: ['openDirectory', 'createDirectory'],
};

/**
 * The system's dialogs and browser.
 * @param window The one that a dialog belongs to, if any is open.
 * @param status How the program lives in the desktop.
 */
export function createDesktop(
  window: () => BrowserWindow | null,
  status: NonNullable<Desktop['status']>,
): Desktop {
  const choose = async (options: OpenDialogOptions): Promise<readonly string[]> => {
    const owner = window();
    const { canceled, filePaths } = await (owner
      ? dialog.showOpenDialog(owner, options)
      : dialog.showOpenDialog(options));
    return canceled ? [] : filePaths;
  };
  return {
    status,
    async chooseFiles() {
      const paths = await choose(OPEN);
      for (const path of paths) app.addRecentDocument(path);
      return paths;
    },
    chooseFolder: async () => (await choose(FOLDER))[0] ?? null,
    async showInFolder(path) {
      shell.showItemInFolder(path);
    },
    openLink: (url) => shell.openExternal(url),
  };
}
