import { dialog, shell, type BrowserWindow, type OpenDialogOptions } from 'electron';
import type { Desktop } from '../host/ports.ts';

const OPEN: OpenDialogOptions = {
  title: 'Open a document',
  properties: ['openFile', 'multiSelections'],
  filters: [
    { name: 'Documents', extensions: ['epub', 'md', 'markdown', 'txt', 'text'] },
    { name: 'All files', extensions: ['*'] },
  ],
};

/** The system's dialogs and browser. @param window The one that a dialog belongs to, if any is open. */
export function createDesktop(window: () => BrowserWindow | null): Desktop {
  return {
    async chooseFiles() {
      const owner = window();
      const { canceled, filePaths } = await (owner
        ? dialog.showOpenDialog(owner, OPEN)
        : dialog.showOpenDialog(OPEN));
      return canceled ? [] : filePaths;
    },
    openLink: (url) => shell.openExternal(url),
  };
}
