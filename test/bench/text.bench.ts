// Sentences, chunks and text for the voice: how fast, beside Intl.Segmenter alone on the same text in the same run.
// How right they are is in the documents' bench (support/sentences.ts).
import { readFileSync } from 'node:fs';
import { normalise } from '../../electron/core/normalise/normalise.ts';
import { speechChunks } from '../../electron/core/text/chunks.ts';
import { sentenceRanges } from '../../electron/core/text/sentences.ts';
import { corpusFiles, corpusFolder } from '../support/corpus.ts';
import { percentile, type Bench, type Row } from './table.ts';

const FIXTURE = new URL('../fixtures/voice/ten-paragraphs.txt', import.meta.url);
const RUNS = 5;

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Paragraphs of a novel; where there is no corpus, of a short text, again and again. */
function prose(): readonly string[] {
  const files = corpusFolder() === null ? [] : corpusFiles('perf/big-office', '.md');
  const text =
    files[0] === undefined ? readFileSync(FIXTURE, 'utf8').repeat(300) : readFileSync(files[0], 'utf8');
  return text.split(/\n\s*\n/).map((paragraph) => paragraph.replace(/\s+/g, ' ').trim());
}

/** Megabytes of UTF-8 a second: the median of some runs over all paragraphs, each by each in turn. */
function paces(paragraphs: readonly string[], ways: readonly ((text: string) => unknown)[]): number[] {
  const bytes = paragraphs.reduce((sum, paragraph) => sum + Buffer.byteLength(paragraph), 0);
  const measured = ways.map((): number[] => []);
  for (let run = 0; run < RUNS; run++)
    for (const [index, way] of ways.entries()) {
      const from = performance.now();
      for (const paragraph of paragraphs) way(paragraph);
      measured[index]?.push(bytes / 1000 / (performance.now() - from));
    }
  return measured.map((runs) => percentile(runs, 0.5));
}

function speed(): readonly Row[] {
  const paragraphs = prose();
  const [sentences = 0, chunks = 0, segments = 0, voice = 0] = paces(paragraphs, [
    (text) => sentenceRanges(text, 'en'),
    (text) => speechChunks(text, 'en'),
    (text) => [...segmenter.segment(text)],
    (text) => speechChunks(text, 'en').map(({ spoken }) => normalise(text.slice(...spoken), 'en')),
  ]);
  const pace = (value: number) => `${value.toFixed(1)} MB/s`;
  const against = `Intl.Segmenter alone ${pace(segments)}`;
  return [
    { what: 'sentences of a novel', measured: pace(sentences), against, reached: null },
    { what: 'sentences and speech chunks of it', measured: pace(chunks), against, reached: null },
    { what: 'those, and text for the voice', measured: pace(voice), against, reached: null },
  ];
}

async function run(): Promise<readonly Row[]> {
  if (corpusFolder() === null) console.log('no corpus here: a short text is measured');
  return speed();
}

export const bench: Bench = { name: 'text', run };
