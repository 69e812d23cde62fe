import { describe, expect, it } from 'vitest';
import { Heard } from '../../../renderer/player/heard.ts';

describe('what is heard', () => {
  const at = (frame: number, id: number, offset: number, speed = 1) =>
    ({ type: 'position', frame, id, offset, speed }) as const;

  it('is told by the last report whose frame has come, moved on by its speed', () => {
    const heard = new Heard();
    expect(heard.at(100)).toBeNull();
    heard.add(at(1000, 1, 0, 2));
    heard.add(at(1500, 1, 900, 2));
    heard.add(at(2000, 2, 10));
    expect(heard.at(999)).toBeNull();
    expect(heard.at(1100)).toEqual({ id: 1, offset: 200 });
    expect(heard.at(1499)).toEqual({ id: 1, offset: 900 });
    expect(heard.at(1600)).toEqual({ id: 1, offset: 1100 });
    expect(heard.at(2005)).toEqual({ id: 2, offset: 15 });
    heard.clear();
    expect(heard.at(3000)).toBeNull();
  });
});
