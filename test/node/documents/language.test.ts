import { describe, expect, it } from 'vitest';
import { createDocumentReader } from '../../../electron/node/documents/reader.ts';
import { epubOf } from '../../support/epub.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const file = temporaryFiles();
const worker = new URL('../../../electron/node/documents/worker.ts', import.meta.url);
const reader = createDocumentReader({ worker });

const ENGLISH =
  'It was the best of times, it was the worst of times, and nobody in the house had any idea what would become of them all.';
const FRENCH =
  'Longtemps, je me suis couché de bonne heure, et parfois, à peine ma bougie éteinte, mes yeux se fermaient si vite que je n’avais pas le temps de me dire que je m’endormais.';
const GERMAN =
  'Als Gregor Samsa eines Morgens aus unruhigen Träumen erwachte, fand er sich in seinem Bett zu einem ungeheueren Ungeziefer verwandelt.';

async function languages(name: string, bytes: Uint8Array | string) {
  const document = await reader.open(file(name, bytes), name);
  const { blocks } = await document.section(0);
  const { language } = document.summary.metadata;
  await document.close();
  return { language, blocks: blocks.filter(({ spoken }) => spoken).map((block) => block.language) };
}

describe('a document that declares no language', () => {
  it('has that of its text, and a paragraph in another has its own', async () => {
    const text = [ENGLISH, FRENCH, ENGLISH, GERMAN, 'Oui.'].join('\n\n');
    expect(await languages('a.md', text)).toEqual({
      language: 'en',
      blocks: [null, 'fr', null, 'de', null],
    });
    expect((await languages('b.txt', `${FRENCH}\n\n${FRENCH}`)).language).toBe('fr');
  });
  it('has none where the text is too short to tell', async () => {
    expect(await languages('a.md', 'Hm. 12.')).toEqual({ language: null, blocks: [null] });
  });
  it('has that of its script, however short it is', async () => {
    expect(await languages('a.txt', '你好，世界。')).toEqual({ language: 'zh', blocks: [null] });
  });
});

describe('a document that declares one', () => {
  const book = (html: string, language: string) =>
    epubOf({ pages: { 'a.xhtml': html }, metadata: `<dc:language>${language}</dc:language>` });
  it('keeps it, and its markup is never doubted', async () => {
    const html = `<p>${ENGLISH}</p><p xml:lang="la">${FRENCH}</p><p>${FRENCH}</p>`;
    expect(await languages('a.epub', book(html, 'en-GB'))).toEqual({
      language: 'en-GB',
      blocks: [null, 'la', 'fr'],
    });
  });
  it('keeps it for what is said in two languages at once, and for names', async () => {
    const html = `<p>“C’est la fable de tout Moscou,” he said to the count, and she was not amused by it.</p><p>Andrey Bolkonsky, Natasha Rostova, Pierre Bezukhov, Helene Kuragina, Nikolai Rostov.</p>`;
    expect((await languages('a.epub', book(html, 'en'))).blocks).toEqual([null, null]);
  });
  it('keeps it where nobody can tell that language from others', async () => {
    expect((await languages('a.epub', book(`<p>${FRENCH}</p>`, 'sa'))).blocks).toEqual([null]);
  });
});
