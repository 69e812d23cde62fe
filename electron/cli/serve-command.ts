import type { WebProgram } from '../web/server.ts';
import { numberArgument, readArguments, usage } from './arguments.ts';
import { fileOrAddress } from './existing-file.ts';
import { helpPage } from './help.ts';
import type { Terminal } from './terminal.ts';

export interface ServeOptions {
  readonly file: string | null;
  readonly port: number;
  readonly speechPort: number | null;
}
export type StartWebProgram = (options: ServeOptions) => Promise<WebProgram>;

const PORT = { min: 0, max: 65_535, whole: true };

/** `lectern serve`: the web program, until Ctrl-C. */
export async function serveCommand(
  args: readonly string[],
  terminal: Terminal,
  start: StartWebProgram,
): Promise<void> {
  const { values, positionals } = readArguments('serve', args, {
    port: { type: 'string' },
    'speech-port': { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return terminal.out(helpPage('serve'));
  const [name, ...more] = positionals;
  if (more.length > 0) throw usage('Name one document: lectern serve FILE.');
  const port = (option: 'port' | 'speech-port') => {
    const value = values[option];
    return value === undefined ? null : numberArgument(option, value, PORT);
  };
  const options = {
    port: port('port') ?? 0,
    speechPort: port('speech-port'),
    file: name === undefined ? null : fileOrAddress(name),
  };
  await serve(options, terminal, start, values.json ?? false);
}

/** Runs the web program until the signal. */
export async function serve(
  options: ServeOptions,
  terminal: Terminal,
  start: StartWebProgram,
  json = false,
): Promise<void> {
  const { url, speechUrl, speechKey, close } = await start(options);
  try {
    if (json) await terminal.out(`${JSON.stringify({ url, speechUrl, speechKey })}\n`);
    else {
      await terminal.out(`Lectern is at ${url}\n`);
      if (speechUrl) await terminal.out(`Its voice is at ${speechUrl}, with the key ${speechKey}\n`);
      terminal.say('Open the address in your browser. Ctrl-C ends Lectern.');
    }
    await untilAborted(terminal.signal);
  } finally {
    await close();
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
