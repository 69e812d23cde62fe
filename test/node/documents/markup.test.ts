import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownBlocks } from '../../../electron/node/documents/markdown/blocks.ts';
import { markupBlocks } from '../../../electron/node/documents/markup/blocks.ts';
import { markupMode, parseMarkup } from '../../../electron/node/documents/markup/sax.ts';
import { plainTextBlocks } from '../../../electron/node/documents/text/blocks.ts';
import { faultsOf } from '../../support/blocks.ts';

const surroundings = {
  language: 'en',
  link: (href: string) => (href === '' ? null : '#0/x'),
  image: (source: string) => (source === '' ? null : source),
};

const tags =
  'p div h1 h2 section ul ol li table tr td th blockquote pre em b sup sub a span img br hr nav aside dl dt dd svg text q hgroup figure figcaption script'.split(
    ' ',
  );
const attributes = fc.constantFrom(
  '',
  ' id="x"',
  ' href="#x"',
  ' class="stanza poem"',
  ' epub:type="noteref"',
  ' epub:type="footnote"',
  ' lang="fr"',
  ' hidden="hidden"',
  ' alt="T" src="i"',
  ' class="smallcaps"',
);
const token = fc.oneof(
  fc.tuple(fc.constantFrom(...tags), attributes).map(([tag, extra]) => `<${tag}${extra}>`),
  fc.constantFrom(...tags).map((tag) => `</${tag}>`),
  fc.constantFrom(...tags).map((tag) => `<${tag}/>`),
  fc.constantFrom(
    'word',
    ' ',
    'two words',
    '12',
    '* * *',
    'e',
    '\u0301',
    '\u00ad',
    '&nbsp;',
    '&amp;',
    '\n',
    'ﬁ',
    '.',
    '<![CDATA[ x ]]>',
    '<!-- y -->',
    '<',
    '&',
    '<?pi?>',
  ),
);

describe('any soup of tags', () => {
  it.each(['xml', 'html'] as const)('makes sound blocks (%s)', (mode) => {
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), (tokens) => {
        expect(faultsOf({ index: 0, blocks: markupBlocks(tokens.join(''), surroundings, mode) })).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

describe('any text', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '',
      '# H',
      'CHAPTER I',
      '- a',
      '1. b',
      '> q',
      '    code',
      '```',
      '| a | b |',
      '|---|---|',
      '***',
      '[^1]: n',
      'x[^1]',
      '_e_ **s**',
      '<b>x</b>',
      '<div>',
      '![i](u)',
      '[l](#h)',
      '=====',
      'A long line of words that may well have been wrapped by some program or other,',
    ),
    fc.string({ maxLength: 30 }),
  );
  it.each([
    ['Markdown', (source: string) => markdownBlocks(source, null)],
    ['plain text', plainTextBlocks],
  ])('makes sound blocks (%s)', (_, blocksOf) => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), (lines) => {
        const blocks = blocksOf(lines.join('\n')).map((block) => ({
          ...block,
          // Links inside a Markdown file are led to their sections later.
          spans: block.spans.map(({ href: _href, ...span }) => span),
        }));
        expect(faultsOf({ index: 0, blocks })).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

describe('parsing', () => {
  const seen = (source: string) => {
    let text = '';
    const whole = parseMarkup(
      source,
      { open: () => undefined, text: (piece) => (text += piece), close: () => undefined },
      markupMode(source),
    );
    return { text, whole };
  };

  it('chooses HTML only for what XML cannot be', () => {
    expect(markupMode('<p>a<br/>b<img src="x" /></p><br></br>')).toBe('xml');
    expect(markupMode('<p>a<br>b</p>')).toBe('html');
    expect(markupMode('<title/><p>x</p>')).toBe('xml');
  });

  it('does not let an empty title swallow the rest, nor a document type leak', () => {
    expect(seen('<!DOCTYPE html [<!ENTITY x "y">]><html><title/><p>Text &x;</p></html>').text).toBe('Text y');
  });

  it('says where it gave up', () => {
    expect(seen('<b>'.repeat(1000)).whole).toBe(true);
    expect(seen('<b>'.repeat(3000)).whole).toBe(false);
  });
});
