import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createDocumentReader } from '../../../electron/node/documents/reader.ts';
import { epubOf } from '../../support/epub.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';
import { until } from '../../support/until.ts';

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

describe('a worker that waits', () => {
  /** Notes every start of a worker, and is then like the real one. */
  const noting = () => {
    const notes = file('starts.txt', '');
    const source = `import { appendFileSync } from 'node:fs'; appendFileSync(${JSON.stringify(notes)}, 'x'); await import(${JSON.stringify(worker.href)});`;
    const starts = () => readFileSync(notes, 'utf8').length;
    return { entry: pathToFileURL(file('noting.mjs', source)), starts };
  };

  it('has started before it is wanted, and reads like any other', async () => {
    const { entry, starts } = noting();
    const warmed = createDocumentReader({ worker: entry, limits: { spareAfter: 2 ** 31 - 1 } });
    warmed.keepSpare();
    await until(() => starts() === 1);
    const document = await warmed.open(file('a.txt', 'One.'), 'a.txt');
    expect((await document.section(0)).blocks[0]?.text).toBe('One.');
    expect(starts()).toBe(1);
    const other = await warmed.open(file('b.txt', 'Two.'), 'b.txt');
    expect(starts()).toBe(2);
    await Promise.all([document.close(), other.close(), warmed.close()]);
  });

  it('costs nothing where it dies waiting', async () => {
    const dying = pathToFileURL(file('dying.mjs', 'process.exit(3)'));
    const warmed = createDocumentReader({ worker: dying, limits: { openTimeout: 20_000 } });
    warmed.keepSpare();
    await expect(warmed.open('path', 'name')).rejects.toMatchObject({ kind: 'corrupt-document' });
    await warmed.close();
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
