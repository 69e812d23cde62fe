import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../support/temporary.ts';

/** A program of its own that opens the libraries it is told to. */
function startProgram() {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'open-child.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    tell: (directory: string) => child.stdin.write(`${directory}\n`),
    answer: async () => String((await lines.next()).value),
  };
}

it('is opened by several programs at once, and made by one of them', async () => {
  const programs = [startProgram(), startProgram(), startProgram()];
  for (const program of programs) expect(await program.answer()).toBe('ready');
  for (let round = 0; round < 20; round++) {
    const directory = await temporaryFolder();
    for (const program of programs) program.tell(directory);
    for (const program of programs) expect(await program.answer()).toBe('opened');
  }
});
