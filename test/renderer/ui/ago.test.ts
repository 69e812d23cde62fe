import { expect, it } from 'vitest';
import { agoText } from '../../../renderer/ui/ago.ts';

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
