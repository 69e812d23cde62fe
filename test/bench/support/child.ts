import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/**
 * Runs a module in a Node of its own, so that its memory is its own, and gives what it printed as JSON.
 * @throws Error where it failed; what it said went to standard error.
 */
export async function runAlone(
  module: string,
  args: readonly string[],
  ...flags: string[]
): Promise<unknown> {
  const child = spawn(process.execPath, [...flags, module, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed, [code]] = await Promise.all([
    text(child.stdout),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  if (code !== 0) throw new Error(`${module} ${args.join(' ')} failed.`);
  return JSON.parse(printed) as unknown;
}
