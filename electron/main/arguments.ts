import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMANDS } from '../cli/help.ts';
import { actionOf, isLink, type Action } from '../core/clipping/actions.ts';
import { isAddress } from '../core/web-address.ts';

/** What the program without a command takes, and needs no window for. */
const WITHOUT_WINDOW: readonly string[] = ['--help', '-h', '--version', '--web'];

const isSwitch = (argument: string) => argument.startsWith('-');

/**
 * The document on a command line, as an absolute path or a web address, or null.
 *
 * Chromium puts switches of its own anywhere between the arguments, so everything that begins with a dash is passed over.
 * Linux desktops give files as `file:` addresses to a program that takes links too; links are no documents.
 * @param packaged Otherwise the first plain argument is the application's own folder.
 */
export function documentArgument(
  argv: readonly string[],
  workingDirectory: string,
  packaged: boolean,
): string | null {
  const file = given(argv, packaged).find((argument) => !isSwitch(argument) && !isLink(argument));
  if (file === undefined || isAddress(file)) return file ?? null;
  return pathOfAddress(file) ?? resolve(workingDirectory, file);
}

/**
 * The arguments of the command line's own program, as in `lectern export book.epub -o book.mp3`; null where a window is
 * meant. A file with the name of a command is opened as ./NAME.
 * @param packaged Otherwise the first plain argument is the application's own folder.
 */
export function commandArguments(argv: readonly string[], packaged: boolean): readonly string[] | null {
  const all = given(argv, packaged);
  const at = all.findIndex((argument) => !isSwitch(argument));
  const name = all[at] ?? '';
  if (name !== 'open' && COMMANDS.some((command) => command === name)) return all.slice(at); // before it: Chromium's
  if (!all.some((argument) => WITHOUT_WINDOW.includes(argument))) return null;
  return all.filter((argument) => !isSwitch(argument) || WITHOUT_WINDOW.includes(argument));
}

/** What was given to the application, Chromium's switches too. */
function given(argv: readonly string[], packaged: boolean): readonly string[] {
  const all = argv.slice(1);
  return packaged ? all : all.slice(all.findIndex((argument) => !isSwitch(argument)) + 1);
}

/** Of a file of this machine (`file:///home/ada/book.epub`, never `file://elsewhere/…`); null for anything else. */
function pathOfAddress(argument: string): string | null {
  if (!/^file:\/\/\//i.test(argument)) return null;
  try {
    return fileURLToPath(argument);
  } catch {
    return null; // such as an escaped slash, which no path has
  }
}

/** What a command line asks the running program to do, as `--pause` or `lectern://pause`; null: nothing of the kind. */
export function actionArgument(argv: readonly string[]): Action | null {
  for (const argument of argv.slice(1)) {
    const action = actionOf(argument);
    if (action) return action;
  }
  return null;
}
