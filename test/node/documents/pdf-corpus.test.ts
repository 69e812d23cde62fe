import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Section } from '../../../electron/core/document/model.ts';
import { LecternError } from '../../../electron/core/errors.ts';
import { openDocument } from '../../../electron/node/documents/open.ts';
import type { OpenDocument } from '../../../electron/core/document/reader.ts';
import { createDocumentReader } from '../../../electron/node/documents/reader.ts';
import { scoreParagraphs, scoreWords } from '../../bench/support/word-score.ts';
import { faultsOf } from '../../support/blocks.ts';
import { corpusFiles } from '../../support/corpus.ts';
import { columnOf, pdfOf } from '../../support/pdf.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

async function readAll(path: string): Promise<readonly Section[]> {
  const document = await openDocument(path, basename(path));
  try {
    const sections: Section[] = [];
    for (let index = 0; index < document.summary.sections.length; index++)
      sections.push(await document.section(index));
    return sections;
  } finally {
    await document.close();
  }
}

const typeset = corpusFiles('pdf-typeset-gt', '.pdf');

describe.skipIf(typeset.length === 0)('the typeset PDFs', () => {
  it.each(typeset.map((path) => [basename(path), path]))('%s is read as it was printed', async (_, path) => {
    const printed = JSON.parse(readFileSync(path.replace(/\.pdf$/, '.gt.json'), 'utf8')) as {
      k: string;
      t: string;
    }[];
    const textsOf = (kinds: readonly string[]) =>
      printed.filter(({ k }) => kinds.includes(k)).map(({ t }) => t);
    const blocks = (await readAll(path)).flatMap((section) => section.blocks);
    const spoken = blocks.filter((block) => block.spoken).map(({ text }) => text);
    const body = textsOf(['h', 'p']);
    const { recall, precision } = scoreWords(spoken.join('\n'), body.join('\n'));
    expect(recall).toBeGreaterThanOrEqual(0.995);
    expect(precision).toBeGreaterThanOrEqual(0.993);
    expect(scoreParagraphs(spoken, body)).toBeGreaterThanOrEqual(0.93);
    const notes = blocks.filter(({ kind }) => kind === 'note').map(({ text }) => text);
    expect(notes).toHaveLength(textsOf(['fn']).length);
    if (notes.length > 0)
      expect(scoreWords(notes.join('\n'), textsOf(['fn']).join('\n')).recall).toBeGreaterThan(0.99);
  });
});

const file = temporaryFiles();

// In a worker, as everywhere: pdf.js leaves rejections behind in damaged files.
describe('damaged PDFs', () => {
  const reader = createDocumentReader({
    worker: new URL('../../../electron/node/documents/worker.ts', import.meta.url),
  });

  const whole = pdfOf({
    pages: [0, 1, 2].map((page) => ({
      texts: columnOf(50, 100, [
        `  Page ${page} says something of no weight, but says`,
        'it in whole sentences that can be read aloud.',
      ]),
    })),
    outline: [{ title: 'Start', page: 0, y: 80 }],
  });

  /** Numbers that look random and are the same in every run (Park and Miller's generator). */
  function random(seed: number): (below: number) => number {
    let state = seed;
    return (below) => (state = (state * 16_807) % 2_147_483_647) % below;
  }

  it(
    'are read as far as they can be, or refused with a sentence: bits turned, ends cut off, parts repeated',
    { timeout: 300_000 },
    async () => {
      const outcomes = new Map<string, number>();
      for (let seed = 1; seed <= 18; seed++) {
        const next = random(seed);
        let bytes = Uint8Array.from(whole);
        if (seed % 3 === 0) bytes = bytes.slice(0, 10 + next(bytes.length - 10));
        else if (seed % 3 === 1)
          for (let i = 0; i < 12; i++) bytes[9 + next(bytes.length - 9)]! ^= 1 << next(8);
        else
          bytes = Uint8Array.from([
            ...bytes.slice(0, next(bytes.length)),
            ...bytes.slice(next(bytes.length)),
          ]);
        const outcome = await reader
          .open(file(`${seed}.pdf`, bytes), 'x.pdf')
          .catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome, `seed ${seed}`).toBeInstanceOf(LecternError);
        else {
          const document = outcome as OpenDocument;
          for (let index = 0; index < document.summary.sections.length; index++) {
            expect(faultsOf(await document.section(index)), `seed ${seed}`).toEqual([]);
          }
          await document.close();
        }
        const kind = outcome instanceof LecternError ? outcome.message : 'read';
        outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
      }
      console.log('damaged PDFs:', Object.fromEntries(outcomes));
      expect(outcomes.get('read')).toBeGreaterThan(6);
      // No damage may stop the reader itself.
      expect([...outcomes.keys()].filter((kind) => /stopped/.test(kind))).toEqual([]);
    },
  );
});
