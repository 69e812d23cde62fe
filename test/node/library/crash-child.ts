/** Saves one position and one mark after the other and says when both are durable, until it is killed. */
import { openLibrary } from '../../../electron/node/library/library.ts';
import { createFakeReader } from '../../fakes/document-reader.ts';

const library = await openLibrary({ directory: process.argv[2]!, reader: createFakeReader() });
const [entry] = await library.list();
for (let offset = 1; ; offset++) {
  const position = { section: 0, block: 0, offset, quote: 'q' };
  await library.savePosition(entry!.id, position, 0.5);
  await library.addMark(entry!.id, { kind: 'sentence', position, text: 'q', chapter: null });
  process.stdout.write(`${offset}\n`);
  if (offset % 50 === 0) await new Promise((next) => setImmediate(next));
}
