// How often the language of a passage is right, on sentences and paragraphs of treebanks: what is believed of a passage in
// a document of another language, and what is wrongly believed of one in the document's own.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { primaryLanguage } from '../../../electron/core/language.ts';
import { lettersIn, passageLanguage } from '../../../electron/core/text/passage-language.ts';
import { loadDetector } from '../../../electron/node/documents/language/detector.ts';
import { corpusFiles, corpusFolder } from '../../support/corpus.ts';
import type { GoldCase } from '../../support/sentence-score.ts';
import type { Row } from '../table.ts';

/** Letters of a passage. */
const LENGTHS = [
  [20, 60],
  [60, 120],
  [120, 300],
  [300, 1_000],
] as const;
const EACH = 1_500;

interface Passage {
  readonly text: string;
  readonly language: string;
}

function passages(): readonly Passage[] {
  return corpusFiles('seg-ud', '.json').flatMap((file) => {
    const language = primaryLanguage(basename(file).slice('ud_'.length).split('-')[0] ?? '');
    const cases = JSON.parse(readFileSync(file, 'utf8')) as GoldCase[];
    const texts = cases.flatMap(({ expected }) =>
      expected.flatMap((sentence, at) => [sentence, expected.slice(at, at + 4).join(' ')]),
    );
    const step = Math.ceil(texts.length / EACH);
    return texts.filter((_, at) => at % step === 0).map((text) => ({ text, language }));
  });
}

const percent = (part: number, all: number) => `${((100 * part) / Math.max(1, all)).toFixed(2)} %`;

export async function rows(): Promise<readonly Row[]> {
  if (corpusFolder() === null) {
    console.log('no corpus here: the language of passages is not scored');
    return [];
  }
  const detector = await loadDetector();
  const all = passages();
  const languages = [...new Set(all.map(({ language }) => language))];
  return LENGTHS.map(([least, most]): Row => {
    const some = all.filter(({ text }) => lettersIn(text) >= least && lettersIn(text) < most);
    let [found, wrong, asked] = [0, 0, 0];
    for (const { text, language } of some) {
      const guess = detector.detect(text);
      for (const document of languages) {
        const believed = passageLanguage(text, guess, document) ?? document;
        if (document === language) wrong += Number(believed !== language);
        else {
          asked++;
          found += Number(believed === language);
        }
      }
    }
    return {
      what: `passages of ${least} to ${most} letters in another language than the document: found`,
      measured: percent(found, asked),
      against: `taken for another where they are not: ${percent(wrong, some.length)} of ${some.length}, ≤ 0.1 %`,
      reached: wrong <= some.length / 1_000,
    };
  });
}
