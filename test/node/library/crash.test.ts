import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { openLibrary } from '../../../electron/node/library/library.ts';
import { createFakeReader } from '../../fakes/document-reader.ts';
import { inPieces, temporaryFolder } from '../../support/temporary.ts';

it('keeps every position and mark that was said to be saved, through kill -9', async () => {
  const directory = await temporaryFolder();
  const open = () => openLibrary({ directory, reader: createFakeReader() });
  const before = await open();
  const { entry } = await before.add('a.txt', inPieces('A'));
  before.close();

  let last = 0;
  let most = 0;
  for (const enough of [20, 60, 100]) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'crash-child.ts'), directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    for await (const line of createInterface({ input: child.stdout })) {
      last = Number(line);
      if (last === enough) child.kill('SIGKILL'); // what it had still said comes after
    }
    if (child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    expect(last).toBeGreaterThanOrEqual(enough);

    const after = await open();
    const saved = (await after.get(entry.id))?.position?.offset ?? 0;
    const marks = (await after.marks(entry.id)).map(({ position }) => position.offset);
    after.close();
    // It may have been killed between the write and the word.
    expect(saved === last || saved === last + 1).toBe(true);
    most = Math.max(most, last);
    expect(marks.slice(0, most)).toEqual(Array.from({ length: most }, (_, index) => index + 1));
  }
});
