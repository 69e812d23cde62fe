/** Opens a library a line: each line of its input names the folder. Says how it went, one line each. */
import { createInterface } from 'node:readline';
import { openLibrary } from '../../../electron/node/library/library.ts';
import { createFakeReader } from '../../fakes/document-reader.ts';

process.stdout.write('ready\n');
for await (const directory of createInterface({ input: process.stdin })) {
  try {
    (await openLibrary({ directory, reader: createFakeReader() })).close();
    process.stdout.write('opened\n');
  } catch (error) {
    process.stdout.write(`${String(error)}\n`);
  }
}
