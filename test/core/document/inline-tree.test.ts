import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SPAN_KINDS, type Span } from '../../../electron/core/document/model.ts';
import { inlineTree, type InlineNode } from '../../../electron/core/document/inline-tree.ts';

const textOf = (nodes: readonly InlineNode[]): string =>
  nodes.map((node) => ('text' in node ? node.text : textOf(node.children))).join('');

describe('inline markup as a tree', () => {
  it('nests what is nested', () => {
    const text = 'see the very note1.';
    const tree = inlineTree(text, [
      { kind: 'link', from: 4, to: 18, href: '#2/n1' },
      { kind: 'emphasis', from: 8, to: 12 },
      { kind: 'sup', from: 17, to: 18 },
    ]);
    expect(tree).toEqual([
      { text: 'see ' },
      {
        kind: 'link',
        href: '#2/n1',
        children: [
          { text: 'the ' },
          { kind: 'emphasis', href: null, children: [{ text: 'very' }] },
          { text: ' note' },
          { kind: 'sup', href: null, children: [{ text: '1' }] },
        ],
      },
      { text: '.' },
    ]);
  });

  it('is one text where there are no spans, and nothing where there is no text', () => {
    expect(inlineTree('Plain.', [])).toEqual([{ text: 'Plain.' }]);
    expect(inlineTree('', [])).toEqual([]);
  });

  it('keeps the text whatever the spans are', () => {
    const span = fc
      .tuple(fc.constantFrom(...SPAN_KINDS), fc.nat(40), fc.nat(40))
      .map(([kind, a, b]): Span => ({ kind, from: Math.min(a, b), to: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.array(span, { maxLength: 8 }), (text, spans) => {
        const ordered = spans.toSorted((a, b) => a.from - b.from || b.to - a.to);
        expect(textOf(inlineTree(text, ordered))).toBe(text);
      }),
    );
  });
});
