/**
 * What is read of a web page against what people marked as its article, beside Readability alone in the same run.
 * The score is that of the corpus's own benchmark (scrapinghub/article-extraction-benchmark, `evaluate.py`): shingles of
 * four words, precision and recall as means over the pages, F1 of these means.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Readability } from '@mozilla/readability';
import { decodeHtml } from '../../../electron/node/documents/html/decode.ts';
import { openHtml } from '../../../electron/node/documents/html/document.ts';
import { parsePage } from '../../../electron/node/documents/html/dom.ts';
import { corpusFiles, corpusFolder } from '../../support/corpus.ts';
import { milliseconds, percentile, type Row } from '../table.ts';

const SHINGLE = 4;
/** Per cent, F1: what the plan asks for. */
const WANTED = 94.8;

interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Milliseconds for each page. */
  readonly times: readonly number[];
}

export async function rows(): Promise<readonly Row[]> {
  if (corpusFolder() === null) {
    console.log('no corpus here: articles are left out');
    return [];
  }
  const truth = JSON.parse(
    readFileSync(join(corpusFolder() ?? '', 'html-articles/ground-truth.json'), 'utf8'),
  ) as Readonly<Record<string, { readonly articleBody: string; readonly url: string }>>;
  const pages = corpusFiles('html-articles/html', '.html.gz').map((path) => {
    const id = path.replace(/^.*[\\/]|\.html\.gz$/g, '');
    return { source: decodeHtml(gunzipSync(readFileSync(path))), ...truth[id]! };
  });
  const ours = await score(pages, ({ source, url }) => read(source, url));
  const headed = await score(pages, ({ source, url }) => read(source, url, true));
  const plain = await score(pages, ({ source }) =>
    Promise.resolve(new Readability(parsePage(source) as never).parse()?.textContent ?? ''),
  );
  return [
    {
      what: `${pages.length} articles: F1 of what is read below the headline (precision, recall)`,
      measured: told(ours),
      against: `≥ ${WANTED} %; Readability alone ${told(plain)}`,
      reached: ours.f1 * 100 >= WANTED,
    },
    {
      what: 'the same with the headline, which is no part of what was marked',
      measured: told(headed),
      against: 'as it is heard',
      reached: null,
    },
    {
      what: 'a page: from its text to its blocks, median and p95',
      measured: `${milliseconds(percentile(ours.times, 0.5))}, ${milliseconds(percentile(ours.times, 0.95))}`,
      against: `Readability alone ${milliseconds(percentile(plain.times, 0.5))}, ${milliseconds(percentile(plain.times, 0.95))}`,
      reached: null,
    },
  ];
}

async function read(source: string, url: string, headline = false): Promise<string> {
  const document = openHtml(source, url);
  const { title } = document.summary.metadata;
  const texts: string[] = [];
  for (let index = 0; index < document.summary.sections.length; index++) {
    for (const block of (await document.section(index)).blocks) if (block.spoken) texts.push(block.text);
  }
  return texts.slice(!headline && texts[0] === title ? 1 : 0).join('\n');
}

async function score<Page extends { readonly articleBody: string }>(
  pages: readonly Page[],
  read: (page: Page) => Promise<string>,
): Promise<Score> {
  let [precision, recall] = [0, 0];
  const times: number[] = [];
  for (const page of pages) {
    const start = performance.now();
    const text = await read(page);
    times.push(performance.now() - start);
    const [marked, found] = [shingles(page.articleBody), shingles(text)];
    let same = 0;
    for (const [shingle, count] of found) same += Math.min(count, marked.get(shingle) ?? 0);
    precision += same / sum(found) / pages.length;
    recall += same / sum(marked) / pages.length;
  }
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall), times };
}

const sum = (counts: ReadonlyMap<string, number>): number => {
  let all = 0;
  for (const count of counts.values()) all += count;
  return all;
};

/** Python's `\w+`, in fours; a text of fewer words is one shingle. */
function shingles(text: string): ReadonlyMap<string, number> {
  const words = text.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
  const counts = new Map<string, number>();
  for (let at = 0; at < Math.max(1, words.length - SHINGLE + 1); at++) {
    const shingle = words.slice(at, at + SHINGLE).join(' ');
    counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  }
  return counts;
}

const percent = (value: number) => (value * 100).toFixed(1);
const told = ({ f1, precision, recall }: Score) =>
  `${percent(f1)} % (${percent(precision)}, ${percent(recall)})`;
