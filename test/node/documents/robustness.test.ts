// Every file of the corpus, and thousands of damaged ones: each opens, or is refused with a sentence. None hangs, none
// takes the program with it.
import { readFileSync, statSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createDocumentReader } from '../../../electron/node/documents/reader.ts';
import { LecternError } from '../../../electron/core/errors.ts';
import { corpusFiles, corpusFolder } from '../../support/corpus.ts';
import { CORPUS_PARTS, type CorpusPart } from '../../support/corpus-formats.ts';
import { faultOf, openAll, type Outcome } from '../../support/document-pool.ts';
import { epubOf } from '../../support/epub.ts';
import { mutate } from '../../support/mutations.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const WORKERS = 2;
const file = temporaryFiles();
const folder = corpusFolder();

interface CorpusFile {
  readonly path: string;
  readonly name: string;
  readonly part: CorpusPart | null;
}

/** The files of the corpus, those that lie there packed as they were before. */
function filesOfCorpus(): readonly CorpusFile[] {
  if (folder === null) return [];
  const known = new Map<string, CorpusPart>();
  for (const part of CORPUS_PARTS) {
    for (const path of corpusFiles(part.part, ...part.endings)) known.set(path, part);
  }
  return corpusFiles('', '').map((path) => {
    const part = known.get(path) ?? null;
    const name = basename(path);
    if (!part || !name.endsWith('.gz')) return { path, name, part };
    const unpacked = name.replace(/\.gz$/, '');
    return { path: file(unpacked, gunzipSync(readFileSync(path))), name: unpacked, part };
  });
}

describe.skipIf(folder === null)('every file of the corpus', () => {
  it('opens as what it is, or is refused for the right reason', async () => {
    const files = filesOfCorpus();
    const wrong: string[] = [];
    const refusals = new Map<CorpusPart, string[]>();
    const counts = { opened: 0, refused: 0 };
    await openAll(files, WORKERS, ({ path, part }, outcome) => {
      const what = relative(folder ?? '', path);
      const fault = faultOf(outcome);
      if (fault !== null) wrong.push(`${what}: ${fault}`);
      else if (outcome.type === 'opened') {
        counts.opened++;
        if (part?.reads && outcome.format !== part.format) wrong.push(`${what}: read as ${outcome.format}`);
      } else if (outcome.type === 'refused') {
        counts.refused++;
        const { kind, message } = outcome;
        const allowed =
          !part || (part.reads ? part.refused?.kinds.includes(kind) : kind === 'unsupported-format');
        if (!allowed) wrong.push(`${what}: ${kind}: ${message}`);
        else if (part?.reads) refusals.set(part, [...(refusals.get(part) ?? []), what]);
      }
    });
    for (const [part, names] of refusals) {
      if (names.length > (part.refused?.most ?? 0)) wrong.push(`too many refused: ${names.join(', ')}`);
    }
    console.log(`corpus: ${files.length} files, ${counts.opened} opened, ${counts.refused} refused`);
    expect(wrong).toEqual([]);
  }, 300_000);
});

/** Bytes. Larger ones take longer to damage and to read, and teach nothing else. */
const SMALL = 60_000;
const MUTATIONS = Number(process.env['LECTERN_MUTATIONS'] ?? 2000);
const SEED = Number(process.env['LECTERN_SEED'] ?? 20_261_126);
/** Files of one part of the corpus that are damaged. */
const SAMPLE = 8;

interface Sample {
  readonly name: string;
  readonly bytes: Buffer;
}

const MADE: readonly Sample[] = [
  {
    name: 'made.epub',
    bytes: epubOf({
      pages: {
        'a.xhtml':
          '<h1>One</h1><p>Words<a epub:type="noteref" href="#n">1</a>.</p><aside epub:type="footnote" id="n">Note.</aside><table><tr><th>a</th><td>b</td></tr></table>',
        'b.xhtml': `<h1>Two</h1>${'<p>More <i>words</i>: <math><msup><mi>x</mi><mn>2</mn></msup></math>.</p>'.repeat(20)}`,
      },
      toc: '<li><a href="a.xhtml">One</a></li><li><a href="b.xhtml">Two</a></li>',
    }),
  },
  {
    name: 'made.md',
    bytes: Buffer.from(
      '# One\n\nWords[^1] and *more*.\n\n[^1]: A note.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n',
    ),
  },
  {
    name: 'made.txt',
    bytes: Buffer.from('CHAPTER I\n\nIt was a dark night.\n\n* * *\n\nThe end.\n'.repeat(40)),
  },
];

function samples(): readonly Sample[] {
  if (folder === null) return MADE;
  const found = CORPUS_PARTS.flatMap(({ part, endings }) => {
    const small = corpusFiles(part, ...endings).filter((path) => {
      const { size } = statSync(path);
      return size > 0 && size <= SMALL;
    });
    const step = Math.max(1, Math.floor(small.length / SAMPLE));
    return small.filter((_, index) => index % step === 0).slice(0, SAMPLE);
  });
  return [
    ...MADE,
    ...found.map((path) => {
      const packed = path.endsWith('.gz');
      const bytes = readFileSync(path);
      return { name: basename(path).replace(/\.gz$/, ''), bytes: packed ? gunzipSync(bytes) : bytes };
    }),
  ];
}

interface Damaged {
  readonly path: string;
  readonly name: string;
  readonly seed: number;
  readonly how: string;
}

function* damaged(from: number, count: number): Generator<Damaged> {
  const whole = samples();
  for (let seed = from; seed < from + count; seed++) {
    const sample = whole[seed % whole.length]!;
    const other = whole[(seed * 7 + 3) % whole.length]!;
    const { bytes, how } = mutate(sample.bytes, other.bytes, seed);
    yield { path: file(sample.name, bytes), name: sample.name, seed, how };
  }
}

describe('damaged documents', () => {
  it(`open or are refused, ${MUTATIONS} of them`, async () => {
    const wrong: string[] = [];
    const counts = { opened: 0, refused: 0, other: 0 };
    let slowest = { took: 0, what: '' };
    const from = performance.now();
    await openAll(damaged(SEED, MUTATIONS), WORKERS, ({ name, seed, how }, outcome: Outcome, took) => {
      const what = `${name}, ${how}, LECTERN_SEED=${seed} LECTERN_MUTATIONS=1`;
      const fault = faultOf(outcome);
      if (fault !== null) wrong.push(`${what}: ${fault}`);
      if (outcome.type === 'opened' || outcome.type === 'refused') counts[outcome.type]++;
      else counts.other++;
      if (took > slowest.took) slowest = { took, what };
    });
    const seconds = (performance.now() - from) / 1000;
    console.log(
      `mutations from seed ${SEED}: ${counts.opened} opened, ${counts.refused} refused, ${counts.other} neither, in ${seconds.toFixed(1)} s; the slowest ${slowest.took.toFixed(0)} ms: ${slowest.what}`,
    );
    expect(wrong).toEqual([]);
  }, 300_000);

  it('do so in the worker that the program gives to each of them', async () => {
    const reader = createDocumentReader({
      worker: new URL('../../../electron/node/documents/worker.ts', import.meta.url),
    });
    for (const { path, name, seed, how } of damaged(SEED + MUTATIONS, 24)) {
      const outcome = await reader.open(path, name).catch((error: unknown) => error);
      const what = `${name}, ${how}, seed ${seed}`;
      if (outcome instanceof Error) {
        expect(outcome, what).toBeInstanceOf(LecternError);
        expect(outcome, what).not.toMatchObject({
          kind: expect.stringMatching(/^(internal|document-timeout)$/),
        });
      } else {
        const document = outcome as Awaited<ReturnType<typeof reader.open>>;
        expect((await document.section(0)).index, what).toBe(0);
        await document.close();
      }
    }
  }, 120_000);
});
