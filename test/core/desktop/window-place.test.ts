import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOnDisplays } from '../../../electron/core/desktop/window-place.ts';

const primary = { x: 0, y: 24, width: 1920, height: 1056 };
const left = { x: -1280, y: 0, width: 1280, height: 1024 };
const kept = { x: 100, y: 100, width: 1180, height: 820 };

describe('the place of a window', () => {
  it.each([
    { name: 'stays as it was', kept, areas: [primary], placed: kept },
    {
      name: 'stays on another display',
      kept: { ...kept, x: -1250, y: 80 },
      areas: [primary, left],
      placed: { ...kept, x: -1250, y: 80 },
    },
    {
      name: 'is the middle of the primary display where its own is gone',
      kept: { ...kept, x: -1250, y: 80 },
      areas: [primary],
      placed: { x: 370, y: 142, width: 1180, height: 820 },
    },
    {
      name: 'is not above the panel, where nobody can take hold of it',
      kept: { ...kept, y: -10 },
      areas: [primary],
      placed: { x: 370, y: 142, width: 1180, height: 820 },
    },
    {
      name: 'is as large as the display at most',
      kept: { x: 0, y: 24, width: 2560, height: 1400 },
      areas: [primary],
      placed: primary,
    },
    {
      name: 'may hang over the edge, as a person put it',
      kept: { ...kept, x: 1500 },
      areas: [primary],
      placed: { ...kept, x: 1500 },
    },
  ])('$name', ({ kept, areas, placed }) => {
    expect(placeOnDisplays(kept, areas)).toEqual(placed);
  });

  it('can always be taken hold of', () => {
    const coordinate = fc.integer({ min: -5000, max: 5000 });
    const length = fc.integer({ min: 480, max: 4000 });
    const rectangle = fc.record({ x: coordinate, y: coordinate, width: length, height: length });
    fc.assert(
      fc.property(rectangle, fc.array(rectangle, { minLength: 1, maxLength: 3 }), (kept, areas) => {
        const { x, y, width, height } = placeOnDisplays(kept, areas);
        const inReach = areas.some(
          (area) =>
            Math.min(x + width, area.x + area.width) - Math.max(x, area.x) >= 120 &&
            y >= area.y &&
            y + 32 <= area.y + area.height &&
            width <= area.width &&
            height <= area.height,
        );
        expect(inReach).toBe(true);
      }),
    );
  });
});
