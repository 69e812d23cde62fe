import { describe, expect, it } from 'vitest';
import type { Block, Section } from '../../../electron/core/document/model.ts';
import { decodeHtml } from '../../../electron/node/documents/html/decode.ts';
import { openHtml } from '../../../electron/node/documents/html/document.ts';
import { readMhtml } from '../../../electron/node/documents/html/mhtml.ts';
import { openDocument } from '../../../electron/node/documents/open.ts';
import { faultsOf } from '../../support/blocks.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const file = temporaryFiles();
const LONG =
  'It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, it was the epoch of belief.';
const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, index) => `<p>Paragraph ${index + 1}. ${LONG}</p>`).join('\n');

async function blocksOf(source: string, name = 'page.html'): Promise<readonly Block[]> {
  const document = openHtml(source, name);
  const sections: Section[] = [];
  for (let index = 0; index < document.summary.sections.length; index++) {
    sections.push(await document.section(index));
  }
  expect(sections.flatMap(faultsOf)).toEqual([]);
  return sections.flatMap(({ blocks }) => blocks);
}
const spokenOf = async (source: string, name?: string) =>
  (await blocksOf(source, name)).filter((block) => block.spoken).map((block) => block.text);
const metadataOf = (source: string, name = 'page.html') => openHtml(source, name).summary.metadata;

/** A page as news sites write them. */
const news = (body: string, head = '') => `<!doctype html>
<html lang="en-GB"><head><title>The Long Headline of the Day | The Daily Reader</title>
<meta property="og:site_name" content="The Daily Reader"><meta property="og:type" content="article">${head}</head>
<body class="has-cookie-banner">
<div id="cookie-consent"><p>We value your privacy and use cookies on this site to make it better for you and for us all.</p><button>Accept</button></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>The Long Headline of the Day</h1>
<p class="byline">By <a rel="author" href="/jane">Jane Doe</a></p><time datetime="2026-05-31T08:00:00Z">31 May 2026</time>
<div class="share-bar"><a href="#">Share on Facebook</a> <a href="#">Tweet</a></div>
${body}</article>
<aside><h2>Most read</h2><ul><li><a href="/1">One thing that happened elsewhere</a></li></ul></aside></main>
<section id="comments"><h2>12 comments</h2><p>${LONG} says a reader who does not agree with any of it.</p></section>
<footer><p>© 2026 The Daily Reader. All rights reserved.</p></footer></body></html>`;

describe('an article', () => {
  it('is its headline once, then its text, without what stands around it', async () => {
    const spoken = await spokenOf(news(paragraphs(6)));
    expect(spoken[0]).toBe('The Long Headline of the Day');
    expect(spoken.slice(1).map((text) => text.slice(0, 12))).toEqual(
      Array.from({ length: 6 }, (_, index) => `Paragraph ${index + 1}.`),
    );
  });

  it('says who wrote it, where, when, in which language, and what it is about', () => {
    expect(
      metadataOf(news(paragraphs(4), '<meta name="description" content="About &amp; around.">')),
    ).toMatchObject({
      format: 'html',
      title: 'The Long Headline of the Day',
      authors: ['Jane Doe'],
      publisher: 'The Daily Reader',
      language: 'en-GB',
      date: '2026-05-31',
      description: 'About & around.',
    });
  });

  it('takes the same from JSON-LD', () => {
    const data = JSON.stringify({
      '@graph': [
        { '@type': 'WebSite', name: 'No' },
        {
          '@type': 'NewsArticle',
          headline: 'A Headline',
          author: [{ name: 'By Ann Lee' }, { name: 'Bob Ray' }],
          datePublished: '2025-01-02T03:04:05+01:00',
          publisher: { name: 'The Press' },
        },
      ],
    });
    const page = `<html><head><script type="application/ld+json">${data}</script></head><body>${paragraphs(3)}</body></html>`;
    expect(metadataOf(page)).toMatchObject({
      title: 'A Headline',
      authors: ['Ann Lee', 'Bob Ray'],
      date: '2025-01-02',
      publisher: 'The Press',
    });
  });

  it.each([
    [
      'a list of other pages',
      '<h3>You may also like</h3><ul><li><a href="/x">Another page</a></li><li><a href="/y">And one more</a></li></ul>',
    ],
    [
      'a line to another page',
      '<p>READ MORE: <a href="/x">What happened in the other town last week</a></p>',
    ],
    [
      'a line to another page, in German',
      '<p>Lesen Sie auch: <a href="/x">Was in der anderen Stadt geschah</a></p>',
    ],
    ['a wish for readers', '<p><a href="/s">Subscribe to our newsletter</a> for more like this.</p>'],
    [
      'a form for letters',
      '<form class="newsletter-signup"><p>Get the day’s news in your inbox, every morning.</p><input type="email"><button>Go</button></form>',
    ],
    [
      'about its author',
      '<h3>About the author</h3><p>Jane Doe has written for us since 2010 and lives by the sea.</p>',
    ],
    ['who holds the rights', '<p>Copyright 2026 The Daily Reader. All rights reserved.</p>'],
    ['an advertisement', '<div class="advertisement">Buy this now, it is cheap!</div>'],
    ['words to search engines', '<div hidden>Hidden words that nobody sees on the page.</div>'],
  ])('has no %s', async (_, extra) => {
    const plain = await spokenOf(news(paragraphs(6)));
    expect(await spokenOf(news(`${paragraphs(6)}${extra}`))).toEqual(plain);
  });

  it.each([
    [
      'a heading',
      '<h2>Related work in the field</h2><p>Long ago others wrote about it, too, and what they wrote was read by many people who then wrote more.</p>',
    ],
    [
      'a paragraph with a link',
      '<p>He had read more <a href="/b">books</a> than anybody else in that town, as far as we know.</p>',
    ],
    [
      'a list',
      '<ul><li>First you take the bread out of its bag.</li><li>Then you cut it with a good knife.</li></ul>',
    ],
    [
      'a quotation',
      '<blockquote><p>“We shall see,” she said, and closed the door behind her.</p></blockquote>',
    ],
  ])('keeps %s', async (_, extra) => {
    const plain = await spokenOf(news(paragraphs(6)));
    const more = await spokenOf(news(`${paragraphs(3)}${extra}${paragraphs(3)}`));
    expect(more.length).toBeGreaterThan(plain.length);
  });

  it.each([
    [
      'that begins like a line to another page',
      '<p>Read more carefully, he told us, and you will find it.</p>',
    ],
    ['that begins like a wish', '<p>Support for the plan is growing, and so is what is said against it.</p>'],
    [
      'under a heading that begins like one that leads away',
      '<h2>More on sizes</h2><p>There are three of them.</p>',
    ],
  ])('keeps a last paragraph %s', async (_, extra) => {
    const plain = await spokenOf(news(paragraphs(6)));
    const more = await spokenOf(news(`${paragraphs(6)}${extra}`));
    expect(more.length).toBeGreaterThan(plain.length);
  });

  it('shows what is said of its pictures, and does not speak it', async () => {
    const blocks = await blocksOf(
      news(
        `${paragraphs(3)}<figure><img src="a.jpg" alt="A house"><figcaption>The house. Photo: A. Smith</figcaption></figure>
        <div class="wp-caption"><img src="b.jpg"><p class="wp-caption-text">The garden behind it.</p></div>${paragraphs(3)}`,
      ),
    );
    const captions = blocks.filter((block) => block.kind === 'caption');
    expect(captions.map(({ text, reason }) => [text, reason])).toEqual([
      ['The house. Photo: A. Smith', 'caption'],
      ['The garden behind it.', 'caption'],
    ]);
    expect(
      blocks.filter((block) => block.kind === 'figure').map(({ text, image }) => [text, image]),
    ).toContainEqual(['A house', null]);
  });

  it('shows its notes, and does not speak them', async () => {
    const blocks = await blocksOf(
      news(
        `<p>A claim<sup><a href="#fn1">1</a></sup> in the first sentence. ${LONG}</p>${paragraphs(4)}
        <h2>Notes</h2><ol><li id="fn1">Where it was found. <a href="#r1">↩</a></li></ol>`,
      ),
    );
    const note = blocks.find((block) => block.kind === 'note');
    expect(note).toMatchObject({ text: 'Where it was found.', spoken: false, reason: 'note' });
    expect(blocks.find((block) => block.text === 'Notes')).toMatchObject({ spoken: false });
    expect(blocks.find((block) => block.text.startsWith('A claim'))?.text).toMatch(/^A claim in the first/);
  });

  it('has its headings, whatever they are called and whatever buttons stand in them', async () => {
    const heading = (attributes: string, text: string, more = '') =>
      `<h2 ${attributes}>${text}${more}</h2>${paragraphs(2)}`;
    const spoken = await spokenOf(
      news(
        heading('class="header-anchor-post"', 'The hum', '<div><button>Copy link</button></div>') +
          heading('id="comments-and-footers"', 'Comments and footers in CSS') +
          `<div class="markdown-heading">${heading('', 'Installation')}<a class="anchor" href="#i"><svg></svg></a></div>`,
      ),
    );
    expect(spoken).toEqual(
      expect.arrayContaining(['The hum', 'Comments and footers in CSS', 'Installation']),
    );
  });

  it('goes on behind a button', async () => {
    const share = '<p class="button-wrapper"><a href="/s"><span>Share</span></a></p>';
    const spoken = await spokenOf(news(`${paragraphs(3)}${share}<p>The last words. ${LONG}</p>`));
    expect(spoken).not.toContain('Share');
    expect(spoken.at(-1)).toContain('The last words.');
  });

  it('has its headings for contents', () => {
    const { toc } = openHtml(
      news(
        `<h2>One</h2>${paragraphs(3)}<h2>Two <a class="headerlink" href="#two">¶</a></h2>${paragraphs(3)}`,
      ),
      'page.html',
    ).summary;
    expect(toc).toMatchObject([
      { title: 'The Long Headline of the Day', children: [{ title: 'One' }, { title: 'Two' }] },
    ]);
  });
});

describe('a page that is no article', () => {
  it('is read whole where it was written by hand', async () => {
    const poem = `<html><head><title>A poem</title></head><body><h1>The Tyger</h1>
      <p>Tyger Tyger, burning bright,<br>In the forests of the night;<br>What immortal hand or eye,<br>Could frame thy fearful symmetry?</p>
      <p>W. B.</p></body></html>`;
    const blocks = await blocksOf(poem);
    expect(blocks.map(({ kind, text }) => [kind, text.split('\n').length])).toEqual([
      ['heading', 1],
      ['verse', 4],
      ['paragraph', 1],
    ]);
  });

  it('is read whole, without menus, where it is short', async () => {
    const page = `<html><body><nav><a href="/a">A</a> <a href="/b">B</a></nav><main><h1>Opening hours</h1>
      <p>Monday to Friday, 9 to 5.</p><p>Closed on Sunday.</p></main><footer>Impressum</footer></body></html>`;
    expect(await spokenOf(page)).toEqual(['Opening hours', 'Monday to Friday, 9 to 5.', 'Closed on Sunday.']);
  });

  it('is read whole where it is a page of a manual, with its code shown', async () => {
    const page = `<html><body><header><a href="/">Docs</a></header><nav>Contents</nav><main><h1>open()</h1>
      <p>Opens a file.</p><pre><code>open("a.txt")</code></pre><h2>Returns</h2><p>A handle.</p>
      <h2>Throws</h2><p>What the system says.</p></main></body></html>`;
    const blocks = await blocksOf(page);
    expect(blocks.filter((block) => block.spoken).map((block) => block.text)).toEqual([
      'open()',
      'Opens a file.',
      'Returns',
      'A handle.',
      'Throws',
      'What the system says.',
    ]);
    expect(blocks.find((block) => block.kind === 'code')).toMatchObject({ spoken: false });
  });

  it('is read as text where tables only place it', async () => {
    const page = `<html><body><table><tr><td><font>Menu</font></td><td><p>${LONG}</p><p>${LONG}</p></td></tr></table></body></html>`;
    const blocks = await blocksOf(page);
    expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'paragraph', 'paragraph']);
  });

  it('is read without its rows of links, where it is as old as such tables', async () => {
    const menu = '<td><a href="/">Home</a> <a href="/n">News</a> <a href="/l">Links</a></td>';
    const links = `See <a href="/1">this</a>, <a href="/2">that</a> and <a href="/3">those</a> things. ${LONG}`;
    const source = `<table><tr>${menu}</tr><tr><td><h2>Old hens</h2>${LONG}<br><br>${links}<br>${LONG}</td></tr></table>`;
    const text = (await spokenOf(source)).join(' ');
    expect(text).not.toContain('Home');
    expect(text).toContain('See this, that and those things.');
  });

  it('is a thread of posts without what stands beside and below each', async () => {
    const post = (
      at: number,
    ) => `<div class="post"><div class="postprofile"><a href="/u">hen${at}</a> Posts: ${at}</div>
      <p class="when">Mon May ${at}, 2023 1:0${at} pm</p><div class="content">Post ${at}. ${LONG}</div>
      <div class="signature">Hens are people too</div></div>`;
    const source = `<html><body><div id="header"><a href="/">Forum</a></div>${[1, 2, 3, 4, 5].map(post).join('')}</body></html>`;
    expect(await spokenOf(source)).toEqual([1, 2, 3, 4, 5].map((at) => `Post ${at}. ${LONG}`));
  });

  it('is a question and its answers without their votes, tabs and the form for one more', async () => {
    const post = (votes: number, text: string) =>
      `<div class="answer"><div class="votecell"><div class="js-vote-count">${votes}</div></div><div class="s-prose"><p>${text} ${LONG}</p></div></div>`;
    const form =
      '<div id="post-form"><h2>Your Answer</h2><p>Please be sure to answer the question.</p></div>';
    const tabs = '<ul role="tablist"><li role="tab">npm</li><li role="tab">Yarn</li></ul>';
    const spoken = await spokenOf(
      `<html><head><title>How loud is it? - Questions</title></head><body><main><h1>How loud is it?</h1>${post(42, 'It hums.')}${tabs}${post(77, 'So does mine.')}${form}</main></body></html>`,
    );
    expect(spoken.map((text) => text.slice(0, 13))).toEqual([
      'How loud is i',
      'It hums. It w',
      'So does mine.',
    ]);
  });

  it('is the hidden part where the page shows itself by a script', async () => {
    const page = `<html><body><div>Loading…</div><div hidden id="S:0"><article><h1>There it is</h1>${paragraphs(4)}</article></div></body></html>`;
    expect((await spokenOf(page)).length).toBeGreaterThanOrEqual(5);
  });
});

describe('a link', () => {
  const linked = (href: string) =>
    news(`<p id="top">${LONG} <a href="${href}">there</a></p>${paragraphs(5)}`);
  const hrefOf = async (href: string, name: string) =>
    (await blocksOf(linked(href), name)).flatMap(({ spans }) => spans).find((span) => span.kind === 'link')
      ?.href;
  const address = 'https://news.example.org/2026/page?x=1';

  it.each([
    ['../other', 'https://news.example.org/other'],
    ['//cdn.example.org/a', 'https://cdn.example.org/a'],
    ['https://example.com/b', 'https://example.com/b'],
    ['#top', '#0/top'],
    [`${address}#top`, '#0/top'],
    ['javascript:alert(1)', undefined],
    ['file:///etc/passwd', undefined],
  ])('to %s leads to %s', async (href, expected) => {
    expect(await hrefOf(href, address)).toBe(expected);
  });

  it('that is relative is none where nobody knows the page’s address', async () => {
    expect(await hrefOf('../other', 'page.html')).toBeUndefined();
    const saved = `<!-- saved from url=(0035)https://saved.example.org/x/page.html -->\n${linked('other')}`;
    const spans = (await blocksOf(saved)).flatMap((block) => block.spans);
    expect(spans.find((span) => span.kind === 'link')?.href).toBe('https://saved.example.org/x/other');
  });
});

describe('letters', () => {
  const page = (charset: string, text: string) =>
    `<html><head><meta charset="${charset}"></head><body><p>${text}</p></body></html>`;
  const latin = (text: string) => Buffer.from(text, 'latin1');

  it.each([
    ['a declaration', latin(page('iso-8859-1', 'Gr\xfc\xdfe')), 'Grüße'],
    ['UTF-8 that is declared as something else', Buffer.from(page('iso-8859-1', 'Grüße')), 'Grüße'],
    [
      'another encoding that is declared as UTF-8',
      latin(page('utf-8', 'Le caf\xe9 \xe9tait ferm\xe9 \xe0 cause de la f\xeate.')),
      'café était',
    ],
    ['a mark', Buffer.from(`\ufeff${page('iso-8859-1', 'Grüße')}`, 'utf16le'), 'Grüße'],
    [
      'ISO-2022-JP',
      Buffer.concat([
        latin('<meta charset="iso-2022-jp">\x1b$B'),
        Buffer.from([0x46, 0x7c, 0x4b, 0x5c]),
        latin('\x1b(B'),
      ]),
      '日本',
    ],
  ])('are read by %s', (_, bytes, expected) => expect(decodeHtml(bytes)).toContain(expected));
});

describe('a page saved as one file', () => {
  it('is read out of its archive, links relative to where it was', () => {
    const mail = [
      'From: <Saved by Blink>',
      'Snapshot-Content-Location: https://example.org/a/b',
      'MIME-Version: 1.0',
      'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----x----"',
      '',
      '------x----',
      'Content-Type: image/png',
      'Content-Transfer-Encoding: base64',
      '',
      'iVBORw0KGgo=',
      '------x----',
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      '<html><p>Gr=C3=BC=C3=9Fe aus =',
      'weiter Ferne=3D</p></html>',
      '------x------',
    ].join('\r\n');
    const { source, address } = readMhtml(Buffer.from(mail));
    expect(source).toContain('<p>Grüße aus weiter Ferne=</p>');
    expect(address).toBe('https://example.org/a/b');
    return expect(openDocument(file('page.mhtml', mail), 'page.mhtml')).resolves.toMatchObject({
      summary: { metadata: { format: 'html', identifier: 'https://example.org/a/b' } },
    });
  });

  it('is damaged where there is no page in it', () => {
    const mail =
      'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n\r\nnothing\r\n--x--';
    expect(() => readMhtml(Buffer.from(mail))).toThrow(expect.objectContaining({ kind: 'corrupt-document' }));
  });
});

describe('hostile pages', () => {
  it.each([
    ['nested 20,000 deep', `<html><body>${'<div>'.repeat(20_000)}<p>${LONG}</p>`],
    ['tags that are never closed', `<html><body>${`<font><b>${LONG}<br>`.repeat(3000)}`],
    ['a tag of a million characters', `<html><body><p title="${'x'.repeat(1e6)}">${LONG}</p>`],
    ['many comments', `<html><body>${'<!-- x -->'.repeat(50_000)}<p>${LONG}</p>`],
    ['half a tag', `<html><body><p>${LONG}</p><`],
    ['a thousand tables in each other', `<html><body>${'<table><tr><td>'.repeat(1000)}${LONG}`],
  ])('are read: %s', async (_, source) => {
    const spoken = await spokenOf(source);
    expect(spoken.join(' ')).toContain('It was the best of times');
  });

  it('run nothing and bring no markup along', async () => {
    const page = `<html><body><p>${LONG}</p><script>throw 1</script><p>&lt;script&gt;x&lt;/script&gt; <img src=x onerror=alert(1)></p></body></html>`;
    const blocks = await blocksOf(page);
    expect(blocks.map(({ text }) => text)).toContain('<script>x</script>');
  });

  it('are refused where there are no words', () => {
    expect(() => openHtml('<html><body><img src="a.png"></body></html>', 'a.html')).toThrow(
      expect.objectContaining({ kind: 'no-text' }),
    );
  });
});

describe('what is a web page', () => {
  it.each([
    ['page', '<!DOCTYPE html><p>Words.'],
    ['page', '\ufeff<!-- a comment -->\n<html><body>Words.</body></html>'],
    [
      'page',
      '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x" "y">\n<html xmlns="http://www.w3.org/1999/xhtml"><body>Words.</body></html>',
    ],
    ['fragment.txt', '<h1>Title</h1><p>Words.</p>'],
  ])('%s: %s', async (name, source) => {
    const { summary } = await openDocument(file(name, source), name);
    expect(summary.metadata.format).toBe('html');
  });

  it('is not Markdown that begins with a tag, nor a text about tags', async () => {
    const format = async (name: string, source: string) =>
      (await openDocument(file(name, source), name)).summary.metadata.format;
    expect(await format('README.md', '<p align="center">Logo</p>\n\n# Title\n')).toBe('markdown');
    expect(await format('a.txt', '<grin> said the cat.')).toBe('text');
  });
});
