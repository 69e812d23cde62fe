/** Lectern needs the Node that Electron embeds. This file runs on older ones: it uses nothing that they lack. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export const LEAST_NODE = 24;

/**
 * V8's own nursery grows to three times 32 MB while thousands of messages with sound pass through: memory that holds
 * nothing. With 4 MB an export of 10,000 sentences peaks where one of 1,000 does, and nothing was measured to be slower.
 */
export const NODE_FLAGS: readonly string[] = ['--max-semi-space-size=4'];

export function nodeIsNewEnough(version: string): boolean {
  return Number.parseInt(version, 10) >= LEAST_NODE;
}

/** The Node that npm installed beside Lectern, as an optional dependency for this platform; or null. */
export function bundledNode(from: string, platform: string, arch: string): string | null {
  const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
  try {
    const folder = dirname(createRequire(from).resolve(`${name}/package.json`));
    const program = join(folder, 'bin', platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(program) ? program : null;
  } catch {
    return null; // npm has none for this platform, or was told to leave optional packages out
  }
}

export function nodeTooOld(version: string): string {
  return (
    `Lectern needs Node ${LEAST_NODE} or newer, and this is ${version}. ` +
    `Run "npm ci" without leaving out optional packages, or install Node ${LEAST_NODE}.`
  );
}

/** Runs the same command on another Node and answers with its exit code. Signals go on to it. */
export function runOn(node: string, args: readonly string[]): Promise<number> {
  const child = spawn(node, [...NODE_FLAGS, ...args], { stdio: 'inherit' });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal ? 130 : 1)));
  });
}
