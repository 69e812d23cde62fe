import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createTextBuffer,
  type SegmentRules,
} from '../../../../electron/node/speech/embedded/text-buffer.ts';

const rules = (segment: SegmentRules['segment'], maxPartialLength = 250): SegmentRules => ({
  segment,
  language: 'en',
  maxPartialLength,
});

describe('the text of a context', () => {
  it('is spoken sentence by sentence, once what follows can no longer change it', () => {
    const buffer = createTextBuffer();
    const sentence = rules('sentence');
    expect(buffer.append('It costs 3.', sentence)).toEqual([]);
    expect(buffer.append('50. Dr. ', sentence)).toEqual(['It costs 3.50.']);
    expect(buffer.append('Smith paid. ', sentence)).toEqual(['Dr. Smith paid.']);
    expect(buffer.append('Then', sentence)).toEqual([]);
    expect(buffer.length).toBe(4);
    expect(buffer.commit(sentence)).toEqual(['Then']);
    expect(buffer.commit(sentence)).toEqual([]);
  });

  it('is spoken at a space before it grows beyond the most, and never through a surrogate pair', () => {
    expect(createTextBuffer().append('one two three four', rules('sentence', 9))).toEqual([
      'one two',
      'three',
    ]);
    const smile = '😀';
    expect(createTextBuffer().append(smile.repeat(3), rules('sentence', 3))).toEqual([smile.repeat(2)]);
  });

  it('is spoken as it comes, or not before it is committed', () => {
    const buffer = createTextBuffer();
    expect(buffer.append('One. Two', rules('immediate'))).toEqual(['One. Two']);
    expect(buffer.append('One. Two', rules('never'))).toEqual([]);
    buffer.clear();
    expect(buffer.append('Three. ', rules('never'))).toEqual([]);
    expect(buffer.commit(rules('never'))).toEqual(['Three.']);
  });

  it('answers a commit of white space with one empty segment, and an empty one with none', () => {
    for (const segment of ['sentence', 'never'] as const) {
      const buffer = createTextBuffer();
      expect(buffer.commit(rules(segment))).toEqual([]);
      expect(buffer.append(' \n', rules(segment))).toEqual([]);
      expect(buffer.commit(rules(segment))).toEqual(['']);
    }
  });

  it('loses and doubles nothing, whatever the pieces and the mode', () => {
    const piece = fc.constantFrom('One. ', 'Dr. ', 'two', ' ', 'three?', '!', '\n', '3.', '50 ', '😀');
    const mode = fc.constantFrom('sentence', 'immediate', 'never');
    fc.assert(
      fc.property(fc.array(piece), mode, fc.integer({ min: 1, max: 30 }), (pieces, segment, most) => {
        const buffer = createTextBuffer();
        const spoken = pieces.flatMap((text) => buffer.append(text, rules(segment, most)));
        spoken.push(...buffer.commit(rules(segment, most)));
        const visible = (text: string) => text.replaceAll(/\s/g, '');
        expect(visible(spoken.join(''))).toBe(visible(pieces.join('')));
        expect(buffer.length).toBe(0);
      }),
    );
  });
});
