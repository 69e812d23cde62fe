/** Saves one position after the other and says each one that is durable, until it is killed. */
import { openLibrary } from '../../../electron/node/library/library.ts';
import { createFakeReader } from '../../fakes/document-reader.ts';

const library = await openLibrary({ directory: process.argv[2]!, reader: createFakeReader() });
const [entry] = await library.list();
for (let offset = 1; ; offset++) {
  await library.savePosition(entry!.id, { section: 0, block: 0, offset, quote: 'q' }, 0.5);
  process.stdout.write(`${offset}\n`);
  if (offset % 50 === 0) await new Promise((next) => setImmediate(next));
}
