import { describe, expect, it } from 'vitest';
import { createDocumentReader } from '../../../electron/node/documents/reader.ts';
import { epubOf } from '../../support/epub.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const file = temporaryFiles();
const worker = new URL('../../../electron/node/documents/worker.ts', import.meta.url);
/** A worker that does what a test wants: it answers `open` like the real one, and then obeys the name of a resource. */
const faulty = new URL('../../fixtures/documents/faulty-worker.mjs', import.meta.url);
const reader = createDocumentReader({ worker });

describe('a document in its worker', () => {
  it('is read, by several requests at once, and closed', async () => {
    const book = epubOf({
      pages: {
        'a.xhtml': '<p>One</p>',
        'b.xhtml': '<p>Two</p>',
        'c.png': Buffer.from('89504e470d0a1a0a', 'hex'),
      },
    });
    const document = await reader.open(file('x.epub', book), 'x.epub');
    const [second, first, image, none] = await Promise.all([
      document.section(1),
      document.section(0),
      document.resource('OPS/c.png'),
      document.resource('nothing'),
    ]);
    expect([first.blocks[0]?.text, second.blocks[0]?.text]).toEqual(['One', 'Two']);
    expect(image?.mediaType).toBe('image/png');
    expect(image?.bytes).toBeInstanceOf(Uint8Array);
    expect(none).toBeNull();
    for (const index of [2, -1, 0.5])
      await expect(document.section(index)).rejects.toMatchObject({ kind: 'bad-request' });
    await document.close();
    await expect(document.section(0)).rejects.toMatchObject({ kind: 'cancelled' });
    await document.close();
  });

  it('passes on the sentence of a refusal', async () => {
    await expect(reader.open(file('x.mp3', 'ID3\x04\0'), 'x.mp3')).rejects.toMatchObject({
      kind: 'unsupported-format',
      retryable: false,
    });
    await expect(reader.open('/no/such/file', 'x')).rejects.toMatchObject({ kind: 'document-missing' });
  });
});

describe('a worker that fails', () => {
  const open = (limits = {}) =>
    createDocumentReader({ worker: faulty, limits: { heap: 32, ...limits } }).open('path', 'name');

  it('by an error becomes a sentence, and the next request is served by a new one', async () => {
    const document = await open();
    await expect(document.resource('throw')).rejects.toMatchObject({ kind: 'corrupt-document' });
    await expect(document.resource('exit')).rejects.toMatchObject({ kind: 'corrupt-document' });
    expect((await document.section(0)).index).toBe(0);
    await document.close();
  });

  it('by its memory becomes a sentence', async () => {
    const document = await open();
    await expect(document.resource('exhaust')).rejects.toMatchObject({ kind: 'document-too-large' });
    await document.close();
  });

  it('by never answering is ended', async () => {
    const document = await open({ requestTimeout: 50 });
    await expect(document.resource('loop')).rejects.toMatchObject({ kind: 'document-timeout' });
    expect((await document.section(0)).index).toBe(0);
    await document.close();
  });

  it('while it is opening is ended too', async () => {
    const slow = createDocumentReader({ worker: faulty, limits: { openTimeout: 50 } });
    await expect(slow.open('loop', 'name')).rejects.toMatchObject({ kind: 'document-timeout' });
  });

  it('rejects what is under way when the document is closed', async () => {
    const document = await open();
    const pending = document.resource('loop');
    const settled = expect(pending).rejects.toMatchObject({ kind: 'cancelled' });
    await document.close();
    await settled;
  });
});
