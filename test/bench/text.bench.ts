// Sentences and chunks: how fast, and how right, beside Intl.Segmenter alone on the same text in the same run.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { speechChunks } from '../../electron/core/text/chunks.ts';
import { sentenceRanges } from '../../electron/core/text/sentences.ts';
import { corpusFiles, corpusFolder } from '../support/corpus.ts';
import { score, type GoldCase } from '../support/sentence-score.ts';
import { percentile, type Bench, type Row } from './table.ts';

const FIXTURE = new URL('../fixtures/voice/ten-paragraphs.txt', import.meta.url);
const RUNS = 5;

type Cut = (text: string, language: string) => readonly string[];

const ours: Cut = (text, language) =>
  sentenceRanges(text, language).map(([from, to]) => text.slice(from, to));

const segmenters = new Map<string, Intl.Segmenter>();
function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'sentence' });
  segmenters.set(language, known);
  return known;
}
const alone: Cut = (text, language) =>
  Array.from(segmenterOf(language).segment(text), ({ segment }) => segment);

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
  const [sentences = 0, chunks = 0, segments = 0] = paces(paragraphs, [
    (text) => sentenceRanges(text, 'en'),
    (text) => speechChunks(text, 'en'),
    (text) => [...segmenterOf('en').segment(text)],
  ]);
  const pace = (value: number) => `${value.toFixed(1)} MB/s`;
  const against = `Intl.Segmenter alone ${pace(segments)}`;
  return [
    { what: 'sentences of a novel', measured: pace(sentences), against, reached: null },
    { what: 'sentences and speech chunks of it', measured: pace(chunks), against, reached: null },
  ];
}

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as GoldCase[];

function goldenRules(): readonly Row[] {
  const cases = corpusFiles('seg-golden', 'golden.json').flatMap(read);
  const row = (what: string, some: readonly GoldCase[], least: number): Row => {
    const { exact } = score(some, ours);
    return {
      what: `golden rules, ${what}: exactly right`,
      measured: `${exact} of ${some.length}`,
      against: `≥ ${least}, the best library that was tried; Intl.Segmenter alone ${score(some, alone).exact}`,
      reached: exact >= least,
    };
  };
  const english = cases.filter(({ lang }) => lang === 'en');
  return [row('English', english, 46), row('all 17 languages', cases, 126)];
}

/** Real prose with gold sentences; to be no worse in the mean than what FINDINGS measured. */
function treebanks(): readonly Row[] {
  const scored = corpusFiles('seg-ud', '.json').map((file) => {
    const cases = read(file);
    const name = basename(file, '.json').replace('ud_', '');
    return { name, ours: score(cases, ours), alone: score(cases, alone) };
  });
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const row = (
    name: string,
    f1: number,
    precision: number,
    against: string,
    reached: boolean | null,
  ): Row => ({
    what: `sentence boundaries, ${name}: F1 (precision)`,
    measured: `${f1.toFixed(1)} (${precision.toFixed(1)})`,
    against,
    reached,
  });
  const [f1, precision] = [mean(scored.map((s) => s.ours.f1)), mean(scored.map((s) => s.ours.precision))];
  const aloneMeans = `${mean(scored.map((s) => s.alone.f1)).toFixed(1)} (${mean(scored.map((s) => s.alone.precision)).toFixed(1)})`;
  return [
    ...scored.map((one) =>
      row(
        one.name,
        one.ours.f1,
        one.ours.precision,
        `Intl.Segmenter alone ${one.alone.f1.toFixed(1)} (${one.alone.precision.toFixed(1)})`,
        null,
      ),
    ),
    row(
      `mean of ${scored.length} treebanks`,
      f1,
      precision,
      `≥ 93.5 (98.7); Intl.Segmenter alone ${aloneMeans}`,
      f1 >= 93.5 && precision >= 98.7,
    ),
  ];
}

async function run(): Promise<readonly Row[]> {
  if (corpusFolder() !== null) return [...speed(), ...goldenRules(), ...treebanks()];
  console.log('no corpus here: speed alone is measured, on a short text');
  return speed();
}

export const bench: Bench = { name: 'text', run };
