import { app } from 'electron';
import { startApp } from './app.ts';
import { commandArguments } from './arguments.ts';

/**
 * The program of an installed Lectern: a window, or with a command (`lectern export …`) the command line. There is no Node
 * beside it, and its fuses keep it from running as one.
 *
 * The entry must wait for this. Electron shows nothing, and asks for no display, until the entry's module has been
 * evaluated: a command has run and ended before that, as in plain Node.
 */
export async function start(entry: string): Promise<void> {
  const args = commandArguments(process.argv, app.isPackaged);
  if (args === null) return startApp();
  const { main } = await import('../cli/program.ts');
  app.exit(await main(entry, args));
}
