import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameCopied, type Copied } from '../../../electron/core/clipping/copied.ts';
import { decide, MOST_COPIED } from '../../../electron/core/clipping/decide.ts';

const copied = (given: Partial<Copied>): Copied => ({
  ...{ source: 'clipboard', text: '', html: '', files: [], types: [], secret: false },
  ...given,
});

const refusal = (given: Partial<Copied>) => {
  const decision = decide(copied(given));
  return decision.do === 'refuse' ? decision.sentence : null;
};

describe('what was copied', () => {
  it.each<readonly [string, Partial<Copied>, RegExp]>([
    ['nothing', {}, /^The clipboard is empty\. Copy some text, then press again\.$/],
    ['white space', { text: ' \n\t', types: ['text/plain'] }, /is empty/],
    ['nothing selected', { source: 'selection' }, /^The selection is empty\. Select some text/],
    ['a picture', { types: ['image/png'] }, /holds a picture/],
    ['a picture with an empty text', { text: '', types: ['text/html', 'image/png'] }, /holds a picture/],
    ['an unknown format', { types: ['application/x-drawing'] }, /holds data, not text/],
    ['data as text', { text: 'PK\u0003\u0004\0\0' }, /holds data, not text/],
    ['text read with the wrong encoding', { text: '\ufffd\ufffd a \ufffd' }, /holds data, not text/],
    ['signs', { text: '— * —' }, /signs but no words/],
    ['a password', { text: 'hunter2', secret: true }, /holds a secret/],
    ['a library', { text: 'word '.repeat(MOST_COPIED / 5 + 1) }, /more text than can be read at once/],
  ])('is refused with a sentence: %s', (_what, given, sentence) => {
    expect(refusal(given)).toMatch(sentence);
  });

  it('is read with its title', () => {
    expect(decide(copied({ text: '\n Call me  Ishmael.\nSome years ago' }))).toEqual({
      do: 'read',
      clip: { form: 'text', body: '\n Call me  Ishmael.\nSome years ago', title: 'Call me Ishmael.' },
      sentence: null,
    });
  });

  it('is read as markup where that says more than lines', () => {
    const form = (html: string, text = 'Words') => {
      const decision = decide(copied({ html, text }));
      return decision.do === 'read' ? decision.clip.form : decision.do;
    };
    expect(form('<h1>Title</h1><p>Words</p>')).toBe('html');
    expect(form('<ul><li>Words</ul>')).toBe('html');
    expect(form('<div><span style="color:red">Words</span></div>')).toBe('text');
    expect(form('<pre>let x = 1</pre>')).toBe('text');
    expect(form('<b>Words</b>', '')).toBe('html'); // there is nothing else
    expect(form(`<p>${'x'.repeat(MOST_COPIED)}</p>`)).toBe('text');
  });

  it('opens files before anything else that came with them', () => {
    expect(decide(copied({ files: ['/a.epub'], text: '/a.epub', types: ['image/png'] }))).toEqual({
      do: 'open',
      files: ['/a.epub'],
    });
  });

  it('offers what is at a web address, where it stands alone', () => {
    expect(decide(copied({ text: ' https://example.org/essay\n' }))).toMatchObject({
      do: 'offer',
      address: 'https://example.org/essay',
    });
    for (const text of ['see https://example.org', 'https://', 'file:///etc/passwd', 'javascript:alert(1)'])
      expect(decide(copied({ text })).do).toBe('read');
  });

  it('says how much it is, where it is much', () => {
    const decision = decide(copied({ text: 'five words of a text '.repeat(10_000) }));
    expect(decision).toMatchObject({ do: 'read', sentence: 'A long text, about 35,000 words.' });
  });

  it('always gets an answer, and the same one again', () => {
    const any = fc.record({
      source: fc.constantFrom('clipboard' as const, 'selection' as const),
      text: fc.string({ unit: 'binary' }),
      html: fc.string(),
      files: fc.array(fc.string(), { maxLength: 2 }),
      types: fc.array(fc.constantFrom('text/plain', 'text/html', 'image/png', 'application/x'), {
        maxLength: 3,
      }),
      secret: fc.boolean(),
    });
    fc.assert(
      fc.property(any, (given) => {
        const decision = decide(given);
        expect(decide(given)).toEqual(decision);
        expect(sameCopied(given, { ...given })).toBe(true);
        if (decision.do === 'refuse') expect(decision.sentence).toMatch(/^The (clipboard|selection) .*\.$/);
        if (decision.do === 'read') expect(decision.clip.title.length).toBeGreaterThan(0);
        if (given.secret) expect(decision.do).toBe('refuse');
      }),
    );
  });
});

describe('the same again', () => {
  it('is the same words of the same kind from the same place', () => {
    const one = copied({ text: 'a', files: ['/x'] });
    expect(sameCopied(one, copied({ text: 'a', files: ['/x'], types: ['text/plain'] }))).toBe(true);
    expect(sameCopied(one, copied({ text: 'a', files: ['/y'] }))).toBe(false);
    expect(sameCopied(one, copied({ text: 'a', files: [] }))).toBe(false);
    expect(sameCopied(one, { ...one, source: 'selection' })).toBe(false);
    expect(sameCopied(one, { ...one, html: '<b>a</b>' })).toBe(false);
  });
});
