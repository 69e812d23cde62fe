import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { ACTIONS, type Action } from '../core/clipping/actions.ts';
import { LecternError } from '../core/errors.ts';
import { readArguments, usage } from './arguments.ts';
import { fileOrAddress } from './existing-file.ts';
import { electronPackage, fetchElectron, findElectron } from './electron-binary.ts';
import { helpPage } from './help.ts';
import type { Terminal } from './terminal.ts';
import { sandboxObstacle, windowObstacle } from './window-obstacle.ts';

const ACTION_OPTIONS = Object.fromEntries(ACTIONS.map((action) => [action, { type: 'boolean' }])) as Record<
  Action,
  { readonly type: 'boolean' }
>;

export interface OpenPorts {
  /** The folder that holds package.json: what Electron is started with. */
  readonly root: string;
  readonly version: string;
  /** Serves the window until the signal; prints its address. */
  serve(file: string | null): Promise<void>;
}

/**
 * `lectern [FILE]`: the application in Electron, or else, saying why, for the browser. With an action such as
 * `--read-clipboard` the program that runs already does it, and this one ends.
 */
export async function openCommand(
  args: readonly string[],
  terminal: Terminal,
  ports: OpenPorts,
): Promise<void> {
  const { values, positionals } = readArguments('open', args, {
    web: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean' },
    ...ACTION_OPTIONS,
  });
  if (values.help) return terminal.out(helpPage('open'));
  if (values.version) return terminal.out(`${ports.version}\n`);
  const [name, ...more] = positionals;
  if (more.length > 0) throw usage('Name one document: lectern FILE. "lectern --help" lists the commands.');
  const asked = ACTIONS.filter((action) => values[action]).map((action) => `--${action}`);
  if (asked.length > 1 || (asked.length > 0 && (name !== undefined || values.web)))
    throw usage(`Name one thing to do: lectern ${asked[0] ?? ''}. "lectern --help" lists them.`);
  const file = name === undefined ? null : fileOrAddress(name);
  const given = file === null ? asked : [file];

  const obstacle = values.web ? 'as you asked' : await openInElectron(given, terminal, ports.root);
  if (obstacle !== null && asked.length > 0)
    throw new LecternError('refused', `${asked.join('')} needs Lectern’s own window: ${obstacle}.`);
  if (obstacle === null) return;
  terminal.say(`Lectern opens in your browser: ${obstacle}.`);
  await ports.serve(file);
}

/** @returns null once Electron has run and ended; why it could not, as half a sentence. */
async function openInElectron(
  given: readonly string[],
  terminal: Terminal,
  root: string,
): Promise<string | null> {
  const { env } = terminal;
  const obstacle = windowObstacle({ platform: process.platform, env, user: process.geteuid?.() ?? null });
  if (obstacle) return obstacle;
  const folder = electronPackage(resolve(root, 'package.json'));
  if (folder === null) return 'Electron was not installed';
  const program = findElectron(folder, env) ?? (await fetched(folder, terminal));
  if (program === null) return 'Electron’s program is not here and could not be fetched';
  return sandboxObstacle(program, process.platform) ?? run(program, given, terminal, root);
}

async function fetched(folder: string, terminal: Terminal): Promise<string | null> {
  terminal.say('Fetching Electron, once …');
  const show = (part: number) => terminal.progress(`Electron: ${Math.floor(100 * part)} %`, part);
  try {
    await fetchElectron(folder, show);
  } catch {
    return null; // no network, or none to there: the window opens in the browser
  }
  return findElectron(folder, terminal.env);
}

/** Exit codes of a program that the system could not load. */
const NOT_LOADED = [126, 127];

async function run(
  program: string,
  given: readonly string[],
  { env, signal }: Terminal,
  root: string,
): Promise<string | null> {
  const child = spawn(program, [root, ...given], {
    stdio: 'inherit',
    env: { ...env, ELECTRON_RUN_AS_NODE: undefined },
  });
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  const code = await new Promise<number>((done) => {
    child.once('error', () => done(NOT_LOADED[0] ?? 126));
    child.once('close', (status) => done(status ?? 0));
  });
  signal.removeEventListener('abort', stop);
  if (NOT_LOADED.includes(code)) return 'Electron’s program could not be loaded here';
  if (code !== 0) throw new LecternError('internal', `Lectern’s window ended with an error (${code}).`);
  return null;
}
