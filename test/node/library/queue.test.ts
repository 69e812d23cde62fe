import { describe, expect, it, onTestFinished } from 'vitest';
import { withAdded } from '../../../electron/core/queue.ts';
import { openLibrary } from '../../../electron/node/library/library.ts';
import { createFakeReader } from '../../fakes/document-reader.ts';
import { inPieces, temporaryFolder } from '../../support/temporary.ts';

async function setUp(directory?: string) {
  const folder = directory ?? (await temporaryFolder());
  const library = await openLibrary({ directory: folder, reader: createFakeReader() });
  onTestFinished(() => library.close());
  const add = async (text: string) => (await library.add('a.txt', inPieces(text))).entry.id;
  const queued = async () => (await library.queue()).map(({ id }) => id);
  return { folder, library, add, queued };
}

describe('the queue of the library', () => {
  it('outlives the program, in its order', async () => {
    const { folder, library, add } = await setUp();
    const [a, b, c] = [await add('A'), await add('B'), await add('C')];
    await library.changeQueue(() => [c, a]);
    await library.changeQueue((queue) => withAdded(queue, [b], 1));
    library.close();
    expect(await (await setUp(folder)).queued()).toEqual([c, b, a]);
  });

  it('has only documents that are there', async () => {
    const { library, add, queued } = await setUp();
    const [a, b] = [await add('A'), await add('B')];
    await library.changeQueue(() => [a, 'f'.repeat(64), b]);
    expect(await queued()).toEqual([a, b]);
    await library.remove(a);
    expect(await queued()).toEqual([b]);
  });

  it('stays as it was where the change fails', async () => {
    const { library, add, queued } = await setUp();
    const a = await add('A');
    await library.changeQueue(() => [a]);
    await expect(
      library.changeQueue(() => {
        throw new Error('no');
      }),
    ).rejects.toThrow();
    await expect(library.changeQueue(() => [a, a])).rejects.toThrow(); // each once, or not at all
    expect(await queued()).toEqual([a]);
  });
});
