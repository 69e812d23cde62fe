import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pillPlace, type DisplayArea } from '../../../electron/core/clipping/pill-place.ts';

const SIZE = { width: 460, height: 148 };
const left: DisplayArea = { id: 'left', workArea: { x: -1920, y: 0, width: 1920, height: 1040 } };
const right: DisplayArea = { id: 'right', workArea: { x: 0, y: 25, width: 2560, height: 1400 } };
const nowhere = { places: {}, last: null };

describe('where the pill comes up', () => {
  it('is low in the middle of the display on which the person is', () => {
    expect(pillPlace(nowhere, [left, right], 'left', SIZE)).toEqual({ x: -1190, y: 844 });
    expect(pillPlace(nowhere, [left, right], 'right', SIZE)).toEqual({ x: 1050, y: 1229 });
  });

  it('is where it was left, as long as there is that display', () => {
    const kept = { places: { left: { x: -1900, y: 10 }, right: { x: 5, y: 30 } }, last: 'left' };
    expect(pillPlace(kept, [left, right], 'right', SIZE)).toEqual({ x: -1900, y: 10 });
    expect(pillPlace(kept, [right], 'right', SIZE)).toEqual({ x: 5, y: 30 });
  });

  it('is whole on a display, whatever was kept', () => {
    const spot = fc.record({ x: fc.integer(), y: fc.integer() });
    fc.assert(
      fc.property(spot, fc.constantFrom(left, right), (kept, display) => {
        const places = { places: { [display.id]: kept }, last: display.id };
        const { x, y } = pillPlace(places, [left, right], 'left', SIZE);
        const { workArea } = display;
        expect(x).toBeGreaterThanOrEqual(workArea.x);
        expect(y).toBeGreaterThanOrEqual(workArea.y);
        expect(x + SIZE.width).toBeLessThanOrEqual(workArea.x + workArea.width);
        expect(y + SIZE.height).toBeLessThanOrEqual(workArea.y + workArea.height);
      }),
    );
  });
});
