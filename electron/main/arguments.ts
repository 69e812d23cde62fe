import { resolve } from 'node:path';
import { COMMANDS } from '../cli/help.ts';

/** What the program without a command takes, and needs no window for. */
const WITHOUT_WINDOW: readonly string[] = ['--help', '-h', '--version', '--web'];

const isSwitch = (argument: string) => argument.startsWith('-');

/**
 * The document on a command line, as an absolute path, or null.
 *
 * Chromium puts switches of its own anywhere between the arguments, so everything that begins with a dash is passed over.
 * @param packaged Otherwise the first plain argument is the application's own folder.
 */
export function documentArgument(
  argv: readonly string[],
  workingDirectory: string,
  packaged: boolean,
): string | null {
  const file = given(argv, packaged).find((argument) => !isSwitch(argument));
  return file === undefined ? null : resolve(workingDirectory, file);
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
