import { describe, expect, it } from 'vitest';
import { placeInWindow } from '../../../renderer/ui/menu.ts';

const menu = { width: 100, height: 200 };
const window = { width: 800, height: 600 };

describe('the place of a menu', () => {
  it('is the point that was pressed', () => {
    expect(placeInWindow(menu, { x: 300, y: 200 }, window)).toEqual({ left: 300, top: 200 });
  });

  it('is inside the window, whatever was pressed', () => {
    expect(placeInWindow(menu, { x: 790, y: 590 }, window)).toEqual({ left: 692, top: 392 });
    expect(placeInWindow(menu, { x: -5, y: -5 }, window)).toEqual({ left: 8, top: 8 });
  });
});
