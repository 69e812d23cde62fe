// How right the sentences are: golden rules language by language, and treebanks of real prose, each beside Intl.Segmenter
// alone on the same text.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { sentenceRanges } from '../../../electron/core/text/sentences.ts';
import { corpusFiles, corpusFolder } from '../../support/corpus.ts';
import { score, type GoldCase } from '../../support/sentence-score.ts';
import type { Row } from '../table.ts';

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

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as GoldCase[];

/** Rules that must hold: of the best library that was tried, or more. */
const ALL_RULES = 140;

function goldenRules(): readonly Row[] {
  const cases = corpusFiles('seg-golden', 'golden.json').flatMap(read);
  const row = (what: string, some: readonly GoldCase[], least: number, why: string): Row => {
    const { exact } = score(some, ours);
    return {
      what: `golden rules, ${what}: exactly right`,
      measured: `${exact} of ${some.length}`,
      against: `≥ ${least}${why}; Intl.Segmenter alone ${score(some, alone).exact}`,
      reached: exact >= least,
    };
  };
  const languages = [...new Set(cases.map(({ lang }) => lang))];
  const of = (language: string) => cases.filter(({ lang }) => lang === language);
  const english = of('en');
  return [
    row('English', english, english.length, ', all; the best library that was tried 46'),
    ...languages
      .filter((language) => language !== 'en')
      .map((language) => row(language, of(language), score(of(language), alone).exact, '')),
    row(`all ${languages.length} languages`, cases, ALL_RULES, '; the best library that was tried 126'),
  ];
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

export async function rows(): Promise<readonly Row[]> {
  if (corpusFolder() === null) {
    console.log('no corpus here: sentences are not scored');
    return [];
  }
  return [...goldenRules(), ...treebanks()];
}
