// How markup of real books and pages sounds: what is said, what is left out and why. Each case names who writes so.
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../electron/core/document/model.ts';
import { markupBlocks } from '../../../electron/node/documents/markup/blocks.ts';
import { faultsOf } from '../../support/blocks.ts';

function blocksOf(body: string, language = 'en'): readonly Block[] {
  const blocks = markupBlocks(body, {
    language,
    link: (href) =>
      /^https?:/.test(href) ? href : href.includes('#') ? `#0/${href.replace(/^.*#/, '')}` : null,
    image: (source) => source || null,
  });
  expect(faultsOf({ index: 0, blocks })).toEqual([]);
  return blocks;
}
const brief = (body: string) => blocksOf(body).map((b) => [b.kind, b.text, b.reason]);
const texts = (body: string) => blocksOf(body).map((b) => b.text);
const said = (body: string) => blocksOf(body).flatMap((b) => (b.spoken ? [b.text] : []));
const references = (block: Block | undefined) =>
  block?.spans
    .filter(({ kind }) => kind === 'noteref')
    .map(({ from, href }) => [block.text.slice(0, from), href]);

describe('references to notes', () => {
  it.each([
    ['EPUB 3', '<p>Word<a epub:type="noteref" href="n.xhtml#n1">1</a>, more.</p>', 'Word, more.'],
    ['ARIA', '<p>Word<a role="doc-noteref" href="#n1">a</a>, more.</p>', 'Word, more.'],
    ['a raised link', '<p>Word<sup><a href="#n1">12</a></sup>, more.</p>', 'Word, more.'],
    ['a link with a raised number', '<p>Word<a href="#n1"><sup>12</sup></a>, more.</p>', 'Word, more.'],
    [
      'the type on the raised element',
      '<p>Word<sup epub:type="noteref"><a href="#n1">12</a></sup>, more.</p>',
      'Word, more.',
    ],
    [
      'Project Gutenberg',
      '<p>Word<a id="FNanchor_1" href="#Footnote_1" class="fnanchor">[1]</a>, more.</p>',
      'Word, more.',
    ],
    [
      'Wikipedia',
      '<p>Word<sup class="reference" id="cite_ref-1"><a href="#cite_note-1"><span>[</span>1<span>]</span></a></sup>, more.</p>',
      'Word, more.',
    ],
    [
      'Wikipedia’s notes',
      '<p>Word<sup class="reference"><a href="#cite_note-a">[note 3]</a></sup>, more.</p>',
      'Word, more.',
    ],
    ['Word', '<p>Word<a href="#_ftn1" name="_ftnref1">[1]</a>, more.</p>', 'Word, more.'],
    [
      'Calibre and InDesign',
      '<p>Word<a class="calibre5" href="notes.html#fn7" id="fn-7">7</a>, more.</p>',
      'Word, more.',
    ],
    ['an asterisk', '<p>Word<a href="#n1">*</a>, more.</p>', 'Word, more.'],
    ['a dagger', '<p>Word<sup><a href="#n1">††</a></sup>, more.</p>', 'Word, more.'],
  ])('are no part of the text, as %s writes them', (_, body, text) => {
    const [block] = blocksOf(body);
    expect(block?.text).toBe(text);
    expect(references(block)).toEqual([['Word', expect.stringMatching(/^#0\//)]]);
  });

  it('are left out where their link was lost, after a word, a sentence or a year', () => {
    const [block] = blocksOf(
      '<p>He said so.<sup>3</sup> The others<sup>4</sup> came in 1999<sup>5</sup>.</p>',
    );
    expect(block?.text).toBe('He said so. The others came in 1999.');
    expect(references(block)).toHaveLength(3);
  });

  it('keep the words of the sentence that carry them', () => {
    const [block] = blocksOf(
      '<p>It happens when clicking on <a epub:type="noteref" href="#n">this link</a>.</p>',
    );
    expect(block?.text).toBe('It happens when clicking on this link.');
    expect(references(block)).toEqual([['It happens when clicking on this link', '#0/n']]);
  });

  it('are not seen in links that only look like them', () => {
    expect(
      texts('<p>See <a href="#c12">12</a> and <a href="#p4">page 4</a>; cats, <a href="#page7">7</a>.</p>'),
    ).toEqual(['See 12 and page 4; cats, 7.']);
    expect(
      brief('<h2 id="c1"><a href="#toc">1</a> The Start</h2><p id="t1"><a href="#c1">1</a> The Start</p>'),
    ).toEqual([
      ['heading', '1 The Start', null],
      ['paragraph', '1 The Start', null],
    ]);
  });
});

describe('notes', () => {
  it.each([
    [
      'EPUB 3',
      '<aside epub:type="footnote" id="n1"><p>The note. <a href="#r1" epub:type="backlink">Back</a></p></aside>',
      null,
    ],
    [
      'Standard Ebooks',
      '<section epub:type="endnotes"><ol><li id="note-1" epub:type="endnote"><p>The note. <a href="x.xhtml#noteref-1" epub:type="backlink">↩</a></p></li></ol></section>',
      '1.',
    ],
    [
      'Pandoc before roles',
      '<div class="footnotes"><hr/><ol><li id="fn1"><p>The note.<a href="#fnref1" class="footnote-back">↩︎</a></p></li></ol></div>',
      '1.',
    ],
    ['nobody but by its way back', '<ol><li id="fn1">The note. <a href="#fnref1">↩</a></li></ol>', '1.'],
    [
      'Project Gutenberg',
      '<div id="Footnote_1"><p><a href="#FNanchor_1"><span class="label">[1]</span></a> The note.</p></div>',
      '[1]',
    ],
    ['Word', '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> The note.</p></div>', '[1]'],
    ['Calibre and InDesign', '<p class="x"><a id="fn7" href="chapter.html#fnref7">7</a>. The note.</p>', '7'],
    ['an asterisk', '<p id="a1"><a href="#b1">*</a> The note.</p>', '*'],
    [
      'Wikipedia',
      '<ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><b><a href="#cite_ref-1">^</a></b></span> <span class="reference-text">The note.</span></li></ol>',
      '1.',
    ],
  ])('are known and their mark is no part of the text, as %s writes them', (_, body, marker) => {
    const notes = blocksOf(`<p>Text.</p>${body}`).filter(({ kind }) => kind === 'note');
    expect(notes.map((b) => [b.text, b.reason, b.marker])).toEqual([['The note.', 'note', marker]]);
    expect(said(`<p>Text.</p>${body}<p>More.</p>`)).toEqual(['Text.', 'More.']);
  });

  it('are known by the reference that led to them', () => {
    const body = '<p>Word<sup><a id="b" href="#a">1</a></sup>.</p><p id="a"><a href="#b">1</a> The note.</p>';
    expect(brief(body)).toEqual([
      ['paragraph', 'Word.', null],
      ['note', 'The note.', 'note'],
    ]);
  });

  it('of several paragraphs are notes to their end, and from their beginning', () => {
    const body = '<ol><li id="fn1"><p>One.</p><p>Two. <a href="#fnref1">↩</a></p></li></ol><p>After.</p>';
    expect(brief(body).map(([kind]) => kind)).toEqual(['note', 'note', 'paragraph']);
    const first = '<div id="fn1"><p><a href="#fnref1">1</a> One.</p><p>Two.</p></div><p>After.</p>';
    expect(brief(first).map(([kind]) => kind)).toEqual(['note', 'note', 'paragraph']);
  });

  it('are not made of what only leads to the top of the page', () => {
    expect(brief('<div id="content"><p>Story.</p><p>End. <a href="#top">↑</a></p></div>')).toEqual([
      ['paragraph', 'Story.', null],
      ['paragraph', 'End.', null],
    ]);
  });
});

describe('raised and lowered text', () => {
  it.each([
    ['x<sup>2</sup> + y<sup>2</sup>', 'x² + y²'],
    ['πr<sup>2</sup>', 'πr²'],
    ['(a + b)<sup>2</sup>', '(a + b)²'],
    ['10<sup>6</sup> and 10<sup>−3</sup>', '10⁶ and 10⁻³'],
    ['2<sup>n</sup>', '2ⁿ'],
    ['5 km<sup>2</sup>, 9.81 m s<sup>-2</sup>', '5 km², 9.81 m s⁻²'],
    ['sin<sup>2</sup> x', 'sin² x'],
    ['Ca<sup>2+</sup> and Na<sup>+</sup>', 'Ca²⁺ and Na⁺'],
    ['H<sub>2</sub>O and CO<sub>2</sub>', 'H2O and CO2'],
    ['x<sub>1</sub>, log<sub>10</sub> 5', 'x1, log10 5'],
    ['the 1<sup>st</sup> and the 22<sup>nd</sup>', 'the 1st and the 22nd'],
    ['M<sup>lle</sup> and M<sup>r</sup>', 'Mlle and Mr'],
    ['<sup>14</sup>C', '14C'],
    ['x<sup><i>2</i></sup>', 'x²'],
    ['E = mc<sup>2</sup>.', 'E = mc².'],
  ])('%s is said as %s', (body, text) => expect(texts(`<p>${body}</p>`)).toEqual([text]));
});

describe('formulas', () => {
  const mathml =
    '<mrow><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mfrac><mi>a</mi><mrow><mi>b</mi><mo>-</mo><mn>1</mn></mrow></mfrac><mo>=</mo><mo>-</mo><mi>c</mi></mrow>';

  it('are said as their author says', () => {
    expect(texts(`<p>So <math alttext="x squared">${mathml}</math>.</p>`)).toEqual(['So x squared.']);
    expect(brief(`<math display="block" alttext="x squared">${mathml}</math>`)).toEqual([
      ['formula', 'x squared', null],
    ]);
  });

  it('are read as a line inside a sentence, and skipped where they stand alone', () => {
    const line = 'x² + a/(b - 1) = -c';
    expect(texts(`<p>So <math>${mathml}</math> holds.</p>`)).toEqual([`So ${line} holds.`]);
    expect(brief(`<p>So</p><math display="block">${mathml}</math><p>holds.</p>`)).toEqual([
      ['paragraph', 'So', null],
      ['formula', line, 'formula'],
      ['paragraph', 'holds.', null],
    ]);
  });

  it('are never said in TeX', () => {
    const wikipedia = `<p>where <span class="mwe-math-element"><span class="mwe-math-mathml-inline mwe-math-mathml-a11y" style="display: none;"><math alttext="{\\displaystyle x^{2}}"><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow><annotation encoding="application/x-tex">{\\displaystyle x^{2}}</annotation></semantics></math></span><img src="x.svg" class="mwe-math-fallback-image-inline" aria-hidden="true" alt="{\\displaystyle x^{2}}"/></span> is</p>`;
    expect(texts(wikipedia)).toEqual(['where x² is']);
  });

  it.each([
    ['<msqrt><mi>x</mi></msqrt>', '√x'],
    ['<mroot><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>3</mn></mroot>', '³√(a + b)'],
    ['<msup><mi>e</mi><mrow><mi>i</mi><mi>π</mi></mrow></msup>', 'e^iπ'],
    [
      '<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msub><mi>x</mi><mi>i</mi></msub>',
      '∑ (i = 1 … n) xi',
    ],
    ['<mfenced><mi>a</mi><mi>b</mi></mfenced>', '(a, b)'],
    ['<mi>f</mi><mo>\u2061</mo><mo>(</mo><mi>x</mi><mo>)</mo>', 'f(x)'],
    [
      '<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable>',
      '1, 0; 0, 1',
    ],
    ['<m:mn xmlns:m="x">5</m:mn>', '5'],
  ])('%s reads %s', (content, line) => expect(texts(`<p><math>${content}</math></p>`)).toEqual([line]));
});

describe('tables', () => {
  it('are read row by row, the cells apart', () => {
    const body = `<table><thead><tr><th>Letter</th><th><b>Word</b></th></tr></thead>
      <tbody><tr><td>gas </td><td><b>gas masks</b></td></tr><tr><td>Mr. X.</td><td>9</td></tr></tbody></table>`;
    expect(brief(body)).toEqual([
      ['table', 'Letter, Word', null],
      ['table', 'gas, gas masks', null],
      ['table', 'Mr. X. 9', null],
    ]);
    const [, row] = blocksOf(body);
    expect(row?.spans.map(({ from, to }) => row.text.slice(from, to))).toEqual(['gas masks']);
  });

  it.each([
    ['one column', '<table><tr><td><p>A story.</p></td></tr><tr><td><p>It goes on.</p></td></tr></table>'],
    ['its role', '<table role="presentation"><tr><td>A story.</td><td>It goes on.</td></tr></table>'],
    [
      'another inside',
      '<table><tr><td>A story.</td><td><table><tr><td>It goes on.</td></tr></table></td></tr></table>',
    ],
    ['paragraphs in a cell', '<table><tr><td><p>A story.</p><p>It goes on.</p></td><td></td></tr></table>'],
  ])('are none where they only set paragraphs: by %s', (_, body) => {
    expect(brief(body)).toEqual([
      ['paragraph', 'A story.', null],
      ['paragraph', 'It goes on.', null],
    ]);
  });

  it('are judged each for itself, one in another', () => {
    const inner = '<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>';
    expect(brief(`<table><tr><td><h2>Head</h2></td><td>${inner}</td></tr></table>`)).toEqual([
      ['heading', 'Head', null],
      ['table', '1, 2', null],
      ['table', '3, 4', null],
    ]);
  });
});

describe('code and preformatted text', () => {
  it('is shown and not said; a word of it in a sentence is said', () => {
    expect(
      brief(
        '<p>Call <code>run()</code> now.</p><pre><code>run();\nstop();</code></pre><pre>$ npm start\n> ok</pre>',
      ),
    ).toEqual([
      ['paragraph', 'Call run() now.', null],
      ['code', 'run();\nstop();', 'code'],
      ['code', '$ npm start\n> ok', 'code'],
    ]);
  });

  it('that is prose or verse is read', () => {
    const prose =
      'It was a bright cold day in April, and the clocks were striking\nthirteen. He slipped quickly through the glass doors of the house.';
    expect(brief(`<pre>${prose}\n\n${prose}</pre>`)).toEqual([
      ['paragraph', prose.replaceAll('\n', ' '), null],
      ['paragraph', prose.replaceAll('\n', ' '), null],
    ]);
    const verse =
      'The curfew tolls the knell of parting day,\nThe lowing herd wind slowly o’er the lea,\nThe plowman homeward plods his weary way,';
    expect(brief(`<pre>${verse}</pre>`)).toEqual([['verse', verse, null]]);
  });
});

describe('figures', () => {
  it('have what describes them, skipped, and their caption, said', () => {
    expect(
      brief(
        '<figure><img src="a.png" alt="A hill at dawn"/><figcaption>Fig. 1. The hill.</figcaption></figure>',
      ),
    ).toEqual([
      ['figure', 'A hill at dawn', 'image'],
      ['caption', 'Fig. 1. The hill.', null],
    ]);
  });

  it.each(['image', 'IMG_0042.JPG', 'figure 3', 'cover.jpeg', ''])('are not described by %j', (alt) => {
    expect(brief(`<img src="a.png" alt="${alt}"/>`)).toEqual([['figure', '', 'image']]);
  });

  it('that stand for a character are that character', () => {
    expect(
      texts(
        '<p>若い<img class="gaiji-line" src="g.png" alt="鐸"/>の音 <img class="emoji" alt="😀" src="e.png"/></p>',
      ),
    ).toEqual(['若い鐸の音 😀']);
  });

  it('never break a sentence', () => {
    expect(brief('<p>One <img src="a.png" alt="A dog"/>sentence.</p>')).toEqual([
      ['paragraph', 'One sentence.', null],
      ['figure', 'A dog', 'image'],
    ]);
  });
});

describe('words', () => {
  it.each([
    ['<span class="dropcap">T</span>he end', 'The end'],
    ['<span class="big">T</span><small>HE</small> end', 'THE end'],
    ['T<span class="smallcaps">he</span> end', 'The end'],
    ['Donau\u00addampf\u200bschiff<wbr/>fahrt', 'Donaudampfschifffahrt'],
    ['un<i>believ</i>able', 'unbelievable'],
    ['<ruby>東<rb></rb><rt>とう</rt>京<rp>(</rp><rt>きょう</rt><rp>)</rp></ruby>へ', '東京へ'],
    ['<ruby><rb>漢</rb><rb>字</rb><rtc><rt>kan</rt><rt>ji</rt></rtc></ruby>', '漢字'],
    ['caf&eacute;&nbsp;&ndash; &ldquo;so&rdquo;&hellip;', 'café – “so”…'],
    ['one<br/>two', 'one two'],
  ])('are whole in %s', (body, text) => expect(texts(`<p>${body}</p>`)).toEqual([text]));

  it('are those that are shown', () => {
    expect(
      texts(
        '<p>Seen<span hidden="">no</span><span style="display:none">no</span><span epub:type="pagebreak">12</span><span class="pagenum">[Pg 12]</span>.</p>',
      ),
    ).toEqual(['Seen.']);
  });

  it('are not lost where the class of a page number stands on a page', () => {
    expect(
      brief(
        '<div class="pagebreak"><h1>One</h1><p>The story begins.</p></div><div class="pagebreak">12</div>',
      ),
    ).toEqual([
      ['heading', 'One', null],
      ['paragraph', 'The story begins.', null],
    ]);
  });

  it('of paragraphs that only breaks part, of lists of terms and of poems are apart', () => {
    expect(brief('<p>One.<br/><br/>Two.</p><dl><dt>Term</dt><dd>Its meaning</dd></dl>')).toEqual([
      ['paragraph', 'One.', null],
      ['paragraph', 'Two.', null],
      ['paragraph', 'Term', null],
      ['listItem', 'Its meaning', null],
    ]);
    expect(
      brief(
        '<blockquote epub:type="z3998:poem"><p><span>One line,</span><br/><span class="i1">another.</span></p></blockquote>',
      ),
    ).toEqual([['verse', 'One line,\nanother.', null]]);
  });
});

describe('languages', () => {
  const languages = (body: string) => blocksOf(body).map((b) => [b.text, b.language]);
  const french = 'Je ne sais pas ce que vous voulez dire, monsieur.';

  it('of a phrase do not change the voice of its sentence', () => {
    expect(languages('<p>He had a certain <i xml:lang="fr">je ne sais quoi</i> about him.</p>')).toEqual([
      ['He had a certain je ne sais quoi about him.', null],
    ]);
  });

  it('of whole sentences make passages of their own', () => {
    expect(languages(`<p id="x">She sighed. <i lang="fr">${french}</i> And she left.</p>`)).toEqual([
      ['She sighed.', null],
      [french, 'fr'],
      ['And she left.', null],
    ]);
    expect(languages(`<p>He said: “<span lang="fr">${french}</span>”</p>`)).toEqual([
      ['He said:', null],
      [`“${french}”`, 'fr'],
    ]);
  });

  it('of most of a paragraph are the paragraph’s', () => {
    expect(languages(`<p>(<i lang="fr">Je ne sais pas ce que vous voulez dire</i>, he said)</p>`)).toEqual([
      ['(Je ne sais pas ce que vous voulez dire, he said)', 'fr'],
    ]);
  });
});
