import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lectern, temporaryFolder } from './run.ts';

const folder = temporaryFolder();
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const book = file(
  'book.md',
  '# One\n\nMr. Smith came. He left.\n\n```js\nlet x;\n```\n\n# Two\n\n## Inside\n\nThe end.\n',
);
const noted = file(
  'noted.md',
  'The text stands here.[^1] And then it goes on.\n\n```\nlet x;\n```\n\n[^1]: A note.\n',
);

describe('lectern text', () => {
  it('prints what would be read, and counts what would not on stderr', async () => {
    const { code, out, err } = await lectern(['text', book]);
    expect(code).toBe(0);
    expect(out).toBe('One\n\nMr. Smith came. He left.\n\nTwo\n\nInside\n\nThe end.\n\n');
    expect(err).toBe('5 blocks to be read, 1 skipped.\n');
  });

  it('reads the kinds that are asked for, and the notes where they are asked for', async () => {
    const text = async (...options: string[]) =>
      (await lectern(['text', noted, ...options])).out.trim().split('\n\n');
    const [usual, inline, after] = await Promise.all([
      text(),
      text('--notes', 'inline'),
      text('--notes', 'after', '--code'),
    ]);
    expect(usual).toEqual(['The text stands here. And then it goes on.']);
    expect(inline).toEqual(['The text stands here.', 'A note.', 'And then it goes on.']);
    expect(after).toEqual(['The text stands here. And then it goes on.', 'A note.', 'let x;']);
  });

  it('gives all of it as JSON, with the contents pointing at blocks', async () => {
    const { code, out } = await lectern(['text', book, '--json', '--language', 'en']);
    expect(code).toBe(0);
    const { metadata, toc, blocks } = JSON.parse(out);
    expect(metadata).toMatchObject({ format: 'markdown', title: 'One', language: 'en' });
    expect(toc).toMatchObject([
      { title: 'One', block: 0, children: [] },
      { title: 'Two', block: 3, children: [{ title: 'Inside', block: 4, children: [] }] },
    ]);
    expect(blocks[1]).toEqual({
      kind: 'paragraph',
      text: 'Mr. Smith came. He left.',
      spoken: true,
      reason: null,
      language: 'en',
      sentences: [
        [0, 16],
        [16, 24],
      ],
    });
    expect(blocks[2]).toMatchObject({ kind: 'code', spoken: false, reason: 'code' });
  });

  it.each([
    ['nothing there', join(folder, 'none.txt'), /^There is no file /],
    ['a folder', folder, /is not a file/],
    ['an empty file', file('empty.txt', ''), /\w/],
    ['a broken book', file('broken.epub', 'PK\u0003\u0004 and no more'), /\w/],
  ])('refuses %s with a sentence and exit code 3', async (_what, path, sentence) => {
    const { code, out, err } = await lectern(['text', path]);
    expect(code).toBe(3);
    expect(out).toBe('');
    expect(err).toMatch(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('says of a file of nothing but code that it is skipped, and how it is read', async () => {
    const code = file('code.md', '```\nx\n```\n');
    const [refused, read] = await Promise.all([lectern(['text', code]), lectern(['text', code, '--code'])]);
    expect(refused).toMatchObject({ code: 3, out: '' });
    expect(refused.err).toMatch(/nothing here but code\..*\n.*Try --code/);
    expect(read).toMatchObject({ code: 0, out: 'x\n\n' });
  });

  it.each([
    [['text'], /Name one file/],
    [['text', book, book], /Name one file/],
    [['text', book, '--shout'], /--shout.*lectern text --help/],
    [['text', book, '--language', 'x y'], /--language takes a tag/],
    [['text', noted, '--notes', 'twice'], /--notes takes skip, inline, after/],
    [['text', ''], /Name one file/],
  ])('answers %j with how it is used, and exit code 2', async (args, sentence) => {
    const { code, err } = await lectern(args);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});
