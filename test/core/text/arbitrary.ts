import fc from 'fast-check';

const PIECES = [
  'word',
  'Word',
  'Dr.',
  'e.g.',
  'U.S.',
  'A.',
  '12.',
  '3,50',
  '½',
  'mc²',
  'naïve',
  'naïve', // decomposed
  'well-known',
  'don’t',
  '“',
  '”',
  '(',
  ')',
  '[1]',
  '. . .',
  '…',
  '?!',
  '.',
  '!',
  ',',
  ';',
  '—',
  '•',
  '1)',
  'これは山です。',
  '「はい」',
  'Привет',
  'ماذا؟',
  '👩‍👩‍👧',
  '👍🏽',
  '🇫🇷',
  '\u{20BB7}',
  '\u0301',
  '\u200d',
  '\n',
  '\n\n',
  '  ',
  '\u00a0',
  'x'.repeat(90),
];

/** Text that looks like prose gone wrong: words, stops, brackets, scripts, emoji and white space in any order. */
export function prose(maxPieces = 60): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...PIECES) },
    { weight: 3, arbitrary: fc.constant(' ') },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
  );
  // No mark alone after white space: Unicode makes one cluster of the two, and white space is no part of a word.
  const lone = /(^|\s)[\p{M}\u200c\u200d\p{Emoji_Modifier}]+/gu;
  return fc.array(piece, { maxLength: maxPieces }).map((pieces) => pieces.join('').replace(lone, '$1'));
}

/** Offsets at which a grapheme cluster begins, and the end. */
export function graphemeBoundaries(text: string): ReadonlySet<number> {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  return new Set([...Array.from(segmenter.segment(text), (cluster) => cluster.index), text.length]);
}
