/** Runs the real command line as a child process, from its sources, with a data folder of its own. */
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const entry = resolve(import.meta.dirname, '../../electron/cli/lectern.ts');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A new folder under the system's temporary one. */
export const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'lectern-cli-'));

/** An environment without a key, a display or a proxy: nothing of the machine's own decides a test. */
export function plainEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { TOGETHER_API_KEY: _key, DISPLAY: _x, WAYLAND_DISPLAY: _w, ...others } = process.env;
  const rest = Object.fromEntries(Object.entries(others).filter(([name]) => !/_proxy$/i.test(name)));
  return { ...rest, LECTERN_HOME: temporaryFolder(), ...extra };
}

/** @param node The program that runs it as Node would. */
export function start(
  args: readonly string[],
  env: NodeJS.ProcessEnv = plainEnvironment(),
  node: string = process.execPath,
) {
  const child = spawn(node, [entry, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<Ended>((done) => child.once('close', (code) => done({ code, out, err })));
  return { child, ended };
}

export const lectern = (args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended> =>
  start(args, env).ended;
