import { describe, expect, it } from 'vitest';
import { progressText } from '../../../renderer/library/words.ts';

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
});
