import { describe, expect, it } from 'vitest';
import { openCopiedMarkup } from '../../../electron/node/documents/clipping/document.ts';

const blocksOf = async (source: string) => {
  const { blocks } = await openCopiedMarkup(source, 'Clip.copied').section(0);
  return blocks.map(({ kind, text, spoken }) => [kind, text, spoken]);
};

describe('copied markup', () => {
  it('is read as its blocks, without the page that Windows programs put around it', async () => {
    const source =
      '<html><body>Version:0.9<!--StartFragment--><h2>Ships</h2><p>One <b>ship</b>.</p><ul><li>A rope</ul><!--EndFragment--></body></html>';
    expect(await blocksOf(source)).toEqual([
      ['heading', 'Ships', true],
      ['paragraph', 'One ship.', true],
      ['listItem', 'A rope', true],
    ]);
  });

  it('keeps what a saved page would lose: all of it was selected by hand', async () => {
    const texts = (await blocksOf('<nav><p>Home, about, contact</p></nav><p>Text.</p>')).map(
      ([, text]) => text,
    );
    expect(texts).toEqual(['Home, about, contact', 'Text.']);
  });

  it('skips code beside text, and speaks it where there is nothing else', async () => {
    expect(await blocksOf('<p>So:</p><pre>x = 1</pre>')).toEqual([
      ['paragraph', 'So:', true],
      ['code', 'x = 1', false],
    ]);
    expect(await blocksOf('<pre>x = 1</pre>')).toEqual([['code', 'x = 1', true]]);
  });

  it('runs and loads nothing', async () => {
    const source =
      '<p>Seen.</p><script>alert(1)</script><img src="https://x.org/p.png"><a href="javascript:1">Link</a>';
    const document = openCopiedMarkup(source, 'Clip.copied');
    const { blocks } = await document.section(0);
    expect(JSON.stringify(blocks)).not.toMatch(/alert|javascript|x\.org/);
    expect(await document.resource('https://x.org/p.png')).toBeNull();
  });
});
