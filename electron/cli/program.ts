/** Finds the command, gives it what it needs, and turns what it throws into a sentence and an exit code. */
import { errorPayload } from '../core/errors.ts';
import { createDocumentReader } from '../node/documents/reader.ts';
import { usage } from './arguments.ts';
import { EXIT, exitCodeOf, type ExitCode } from './exit-codes.ts';
import { helpPage } from './help.ts';
import { placesOf, type Places } from './places.ts';
import { createTerminal, type Terminal } from './terminal.ts';
import { textCommand } from './text-command.ts';

/** @param entry The URL of the entry file. @param args What follows the program's name. */
export async function main(entry: string, args: readonly string[]): Promise<ExitCode> {
  const { signal, release } = interruption();
  const terminal = createTerminal({ out: process.stdout, err: process.stderr }, process.env, signal);
  try {
    await run(args, terminal, placesOf(entry));
    return signal.aborted ? EXIT.interrupted : EXIT.ok;
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    terminal.say(errorPayload(error).message);
    if (process.env['LECTERN_DEBUG']) console.error(error);
    return exitCodeOf(error);
  } finally {
    release();
  }
}

async function run(args: readonly string[], terminal: Terminal, places: Places): Promise<void> {
  const [command, ...rest] = args;
  const reader = () => createDocumentReader({ worker: places.documentWorker });
  switch (command) {
    case 'text':
      return textCommand(rest, terminal, reader);
    case '--help':
    case '-h':
      return terminal.out(helpPage('open'));
    default:
      throw usage('"lectern --help" lists the commands.');
  }
}

/** Ctrl-C and the signals that end a program: the command cleans up, and then it ends by itself. */
function interruption(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const stop = () => controller.abort();
  for (const name of signals) process.on(name, stop);
  return {
    signal: controller.signal,
    release: () => signals.forEach((name) => process.off(name, stop)),
  };
}
