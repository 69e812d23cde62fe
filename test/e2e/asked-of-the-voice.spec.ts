/** Documents of many kinds, judged by what a service was asked to say of them: the text, in order, and nothing else. */
import type { Page } from '@playwright/test';
import { VoiceServer } from '../fakes/voice-server.ts';
import { docxOf, p, r } from '../support/office.ts';
import { pdfOf, type PlacedText } from '../support/pdf.ts';
import { expect, test as base } from './support/app.ts';
import { binaryFile, openFile, play, type TestFile } from './support/reader.ts';

const test = base.extend<{ server: VoiceServer }>({
  server: async ({}, use) => {
    const server = await VoiceServer.start();
    await use(server);
    await server.close();
  },
  environment: async ({ server }, use) =>
    use({ TOGETHER_API_KEY: 'a-key', TOGETHER_BASE_URL: server.baseUrl }),
});

/** All that is asked, from the document's first word to `last`. */
async function asked(page: Page, server: VoiceServer, file: TestFile, title: string, last: string) {
  await openFile(page, file, title);
  await play(page);
  await expect.poll(() => server.commits.map(({ text }) => text).join(' ')).toContain(last);
  return [...new Set(server.commits.map(({ text }) => text))].join(' ');
}

const LEADING = 12;
const column = (x: number, top: number, lines: readonly string[]): readonly PlacedText[] =>
  lines.map((text, line) => ({
    x: text.startsWith(' ') ? x + 10 : x,
    y: top + line * LEADING,
    text: text.trim(),
  }));

/** Two columns under a running head, over a footnote and the page's number. */
const paperPage = (number: number, noun: string): readonly PlacedText[] => [
  { x: 120, y: 30, text: 'Annals of Small Things', size: 8 },
  ...column(40, 110, [
    ` The ${noun} begins right here`,
    'and goes on for some lines so',
    'that it is a column, and not a',
    'heap of words that stand some-',
    `where near any ${noun}, which`,
    'would be hard to hear. It ends',
    'in the middle of what the next',
  ]),
  ...column(215, 110, [
    `takes up beside the ${noun}.`,
    ' A second paragraph stands',
    'below it, somewhere near the',
    'foot, and it says no more than',
    'that it is there. It ends now.',
  ]),
  ...column(215, 540, [`1 Of the ${noun}, in small print.`]).map((text) => ({ ...text, size: 8 })),
  { x: 195, y: 580, text: String(number), size: 8 },
];

test('a PDF of two columns: column after column, without heads, numbers and notes', async ({
  page,
  server,
}) => {
  const nouns = ['river', 'mountain', 'garden'];
  const pages = nouns.map((noun, index) => ({ texts: paperPage(index + 1, noun) }));
  const paper = binaryFile('paper.pdf', Buffer.from(pdfOf({ pages, info: { Title: 'Small Things' } })));
  const text = await asked(page, server, paper, 'Small Things', 'beside the mountain.');
  expect(text).toContain(
    'The river begins right here and goes on for some lines so that it is a column, and not a heap of words that stand somewhere near any river, which would be hard to hear.',
  );
  expect(text).toContain('It ends in the middle of what the next takes up beside the river.');
  expect(text.indexOf('second paragraph')).toBeGreaterThan(text.indexOf('beside the river'));
  expect(text).not.toMatch(/Annals|small print|some- where|\b[123]\b/);
});

test('a saved page: its article, without what stands around it', async ({ page, server }) => {
  const sentence = 'It was a bright cold day in April, and the clocks of the town were wound by hand.';
  const html = `<!doctype html><html lang="en"><head><title>The Clocks | The Herald</title></head><body>
    <div class="cookie-banner">We use cookies here.</div><nav><a href="/">Home</a> <a href="/n">News</a></nav>
    <article><h1>The Clocks</h1><div class="share">Share this page</div>
    <p>The first paragraph. ${sentence}</p><p>The second paragraph. ${sentence}</p>
    <table><tr><td>Tower</td><td>four hands</td></tr></table><p>The third paragraph. ${sentence}</p></article>
    <footer>All rights reserved.</footer></body></html>`;
  const saved = binaryFile('clocks.html', Buffer.from(html));
  const text = await asked(page, server, saved, 'The Clocks', 'The third paragraph.');
  expect(text.startsWith('The Clocks')).toBe(true);
  expect(text.indexOf('The second paragraph')).toBeGreaterThan(text.indexOf('The first paragraph'));
  expect(text).not.toMatch(/cookies|Home|News|Share this|rights reserved/);
});

test('a Word document: what it says now, without notes, changes and hidden text', async ({
  page,
  server,
}) => {
  const body = [
    p('The Lighthouse', '<w:pStyle w:val="Heading1"/>'),
    `<w:p>${r('The keeper wrote ')}<w:del><w:r><w:delText>nothing </w:delText></w:r></w:del><w:ins>${r('a long letter ')}</w:ins>${r('to the harbour')}<w:r><w:footnoteReference w:id="2"/></w:r>${r(' every evening.')}</w:p>`,
    p('Nobody sees this.', '', '<w:vanish/>'),
    p('In the morning the boat came and took it along.'),
  ].join('');
  const footnotes = `<w:footnote w:id="2">${p('It stands there no more.')}</w:footnote>`;
  const styles =
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>';
  const word = binaryFile('lighthouse.docx', docxOf({ body, styles, footnotes }));
  const text = await asked(page, server, word, 'lighthouse', 'took it along.');
  expect(text).toBe(
    'The Lighthouse The keeper wrote a long letter to the harbour every evening. In the morning the boat came and took it along.',
  );
});
