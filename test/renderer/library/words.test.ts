import { describe, expect, it } from 'vitest';
import { agoText, progressText } from '../../../renderer/library/words.ts';

describe('words about a document', () => {
  it.each([
    [0, null, 'New'],
    [0, 1, 'Just begun'],
    [0.126, 1, '12 % read'],
    [0.994, 1, '99 % read'],
    [0.996, 1, 'Finished'],
  ])('progress %d, opened %o: %s', (progress, openedAt, text) => {
    expect(progressText({ progress, openedAt })).toBe(text);
  });

  it.each([
    [30_000, 'just now'],
    [61_000, '1 minute ago'],
    [7_300_000, '2 hours ago'],
    [86_400_000, 'yesterday'],
    [86_400_000 * 8, 'last week'],
    [86_400_000 * 800, '2 years ago'],
  ])('%d ms ago is %s', (past, text) => {
    expect(agoText(1e12 - past, 1e12)).toBe(text);
  });
});
