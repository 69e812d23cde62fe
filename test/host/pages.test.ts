/** Documents with pages: the file for the window that draws them, and the margins that a person put. */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { bulkPath } from '../../electron/contract/bulk.ts';
import { createApi } from '../../electron/contract/client.ts';
import type { CallInput } from '../../electron/contract/table.ts';
import { NO_CHOICES, type Margins } from '../../electron/core/document/plan.ts';
import type { DocumentReader } from '../../electron/core/document/reader.ts';
import { createHost, type Host } from '../../electron/host/host.ts';
import { openDocument } from '../../electron/node/documents/open.ts';
import { openLibrary } from '../../electron/node/library/library.ts';
import { createFakePorts } from '../fakes/host-ports.ts';
import { temporaryFiles } from '../support/temporary-files.ts';
import { columnOf, pdfOf } from '../support/pdf.ts';

const write = temporaryFiles();
const LINES = ['The lamp stood by the window.', 'Nobody had lit it for years.'];
const PDF = pdfOf({
  pages: [
    { texts: [{ x: 60, y: 40, text: 'A head of its own kind.', size: 9 }, ...columnOf(60, 120, LINES)] },
  ],
});

async function setUp() {
  const fakes = await createFakePorts();
  const opened: (Margins | null | undefined)[] = [];
  const reader: DocumentReader = {
    open(path, name, options) {
      opened.push(options?.margins);
      return openDocument(path, name, options);
    },
  };
  const library = await openLibrary({ directory: `${fakes.folder}/books`, reader });
  onTestFinished(() => library.close());
  const host = createHost({ ...fakes, library, reader });
  onTestFinished(() => host.close());
  const api = createApi({
    call: (name, input) => host.dispatch('trusted', name, input),
    on: () => () => undefined,
  });
  const added = await library.addFile(write('lamp.pdf', PDF));
  return { host, api, library, opened, id: added.entry.id };
}

const get = (host: Host, path: string, range?: string) =>
  host.bulk(new Request(`http://host/${path}`, range === undefined ? {} : { headers: { range } }));
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe('the file of a document', () => {
  let parts: Awaited<ReturnType<typeof setUp>>;
  beforeEach(async () => {
    parts = await setUp();
  });

  it('is given whole, never to be shown by the browser itself', async () => {
    const { host, id } = parts;
    const whole = await get(host, bulkPath.file(id));
    expect(whole.status).toBe(200);
    expect(whole.headers.get('content-length')).toBe(String(PDF.length));
    expect(whole.headers.get('content-type')).toBe('application/octet-stream');
    expect(whole.headers.get('content-disposition')).toBe('attachment');
    expect(whole.headers.get('content-security-policy')).toContain('sandbox');
    expect(await bytesOf(whole)).toEqual(PDF);
  });

  it('is given by ranges', async () => {
    const { host, id } = parts;
    const middle = await get(host, bulkPath.file(id), 'bytes=5-14');
    expect(middle.status).toBe(206);
    expect(middle.headers.get('content-range')).toBe(`bytes 5-14/${PDF.length}`);
    expect(await bytesOf(middle)).toEqual(PDF.slice(5, 15));
    const rest = await get(host, bulkPath.file(id), `bytes=${PDF.length - 3}-9999999`);
    expect(await bytesOf(rest)).toEqual(PDF.slice(-3));
    const beyond = await get(host, bulkPath.file(id), `bytes=${PDF.length}-`);
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${PDF.length}`]);
    expect((await get(host, bulkPath.file(id), 'bytes=9-2')).status).toBe(200);
  });

  it('is not given of other formats, nor of what is not there', async () => {
    const { host, library } = parts;
    const { entry } = await library.addFile(write('a.txt', Buffer.from('A text of words.')));
    expect((await get(host, bulkPath.file(entry.id))).status).toBe(404);
    expect((await get(host, bulkPath.file('0'.repeat(64)))).status).toBe(404);
  });
});

describe('the margins of a document', () => {
  it('are where its file is read by, anew when they change, and kept', async () => {
    const { api, id, opened } = await setUp();
    opened.length = 0;
    const spoken = async () =>
      (await api.call('document.section', { id, index: 0 })).blocks
        .filter((block) => block.spoken)
        .map(({ text }) => text);
    const set = (margins: Margins | null) =>
      api.call('document.setPlan', {
        id,
        choices: { ...NO_CHOICES, margins },
      } as CallInput<'document.setPlan'>);
    expect((await spoken()).join(' ')).toContain('A head of its own kind.');

    const margins = { top: 0.1, right: 0, bottom: 0, left: 0 };
    await set(margins);
    expect(await spoken()).toEqual([LINES.join(' ')]);
    const { blocks } = await api.call('document.section', { id, index: 0 });
    expect(blocks[0]).toMatchObject({ kind: 'header', reason: 'header', text: 'A head of its own kind.' });

    await set(margins); // nothing changed: nothing is read anew
    await spoken();
    await set(null);
    expect((await spoken()).join(' ')).toContain('A head of its own kind.');
    expect(opened).toEqual([null, margins, null]);
  });

  it('may leave nothing to read, and the document still opens', async () => {
    const { api, id } = await setUp();
    const choices = { ...NO_CHOICES, margins: { top: 0.4, right: 0.4, bottom: 0.4, left: 0.4 } };
    await api.call('document.setPlan', { id, choices } as CallInput<'document.setPlan'>);
    const { summary } = await api.call('document.open', { id });
    expect(summary.pages).toHaveLength(1);
    expect(summary.sections[0]?.pages).toEqual([0, 1]);
  });
});
