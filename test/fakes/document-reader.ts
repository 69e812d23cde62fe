import { readFile } from 'node:fs/promises';
import type { DocumentSummary } from '../../electron/core/document/model.ts';
import type { DocumentReader, OpenDocument, Resource } from '../../electron/core/document/reader.ts';
import { LecternError } from '../../electron/core/errors.ts';
import { block } from '../support/blocks.ts';

export interface FakeReader extends DocumentReader {
  /** Names of what is open now. */
  readonly openNow: ReadonlySet<string>;
  /** How often a document was opened. */
  readonly opened: number;
}

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
export const IMAGES: Readonly<Record<string, Resource>> = {
  'cover.png': { mediaType: 'image/png', bytes: PNG },
  'evil.html': { mediaType: 'text/html', bytes: new TextEncoder().encode('<script>') },
};

/** Reads a file as paragraphs of one section. A file that begins with "corrupt" cannot be read; one with "cover" has one. */
export function createFakeReader(): FakeReader {
  const openNow = new Set<string>();
  let opened = 0;
  return {
    openNow,
    get opened() {
      return opened;
    },
    async open(path, name): Promise<OpenDocument> {
      const text = await readFile(path, 'utf8');
      if (text.startsWith('corrupt')) throw new LecternError('corrupt-document', `${name} is damaged.`);
      opened += 1;
      openNow.add(name);
      const blocks = text.split('\n').map((line) => block(line));
      return {
        summary: summary(name, text),
        async section(index) {
          if (!openNow.has(name)) throw new LecternError('cancelled', 'It was closed.');
          if (index !== 0) throw new LecternError('bad-request', 'There is no such section.');
          return { index, blocks };
        },
        resource: async (resource) => IMAGES[resource] ?? null,
        close: async () => void openNow.delete(name),
      };
    },
  };
}

const summary = (name: string, text: string): DocumentSummary => ({
  metadata: {
    format: 'text',
    title: name.replace(/\.\w+$/, ''),
    authors: ['A. Nonymous'],
    language: 'en',
    publisher: null,
    date: null,
    description: null,
    identifier: null,
    cover: text.startsWith('cover') ? 'cover.png' : null,
  },
  toc: [],
  sections: [{ title: null, weight: text.length }],
  warnings: [],
});
