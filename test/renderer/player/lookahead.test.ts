import { describe, expect, it } from 'vitest';
import { wantsMore } from '../../../renderer/player/lookahead.ts';

describe('looking ahead', () => {
  const ahead = { seconds: 5, characters: 100, chunks: 3, underWay: 1 };
  it('is bounded in seconds, characters, chunks and requests; the next one is always asked for', () => {
    expect(wantsMore(ahead, 1)).toBe(true);
    expect(wantsMore({ ...ahead, seconds: 31 }, 1)).toBe(false);
    expect(wantsMore({ ...ahead, seconds: 31 }, 2)).toBe(true);
    expect(wantsMore({ ...ahead, characters: 2000 }, 1)).toBe(false);
    expect(wantsMore({ ...ahead, chunks: 16 }, 1)).toBe(false);
    expect(wantsMore({ ...ahead, underWay: 3 }, 1)).toBe(false);
    expect(wantsMore({ seconds: 99, characters: 5000, chunks: 0, underWay: 1 }, 1)).toBe(true);
  });
});
