/** Playback rates: what the steps and the menu offer, and how they are written. */

export const SLOWEST = 0.5;
export const FASTEST = 4;
export const SPEEDS = [0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4] as const;

const STEP = 0.1;
/** Above this, a tenth is hardly heard. */
const FAST = 2;

/** One step up or down, on whole tenths (quarters when fast), never outside 0.5–4. */
export function stepRate(rate: number, direction: 1 | -1): number {
  const step = direction === 1 ? (rate >= FAST ? 0.25 : STEP) : rate > FAST ? 0.25 : STEP;
  // 1.25 + 0.1: to the next whole step in that direction, not off the grid for ever.
  const steps = direction === 1 ? Math.floor(rate / step + 1e-6) + 1 : Math.ceil(rate / step - 1e-6) - 1;
  return Math.max(SLOWEST, Math.min(FASTEST, Number((steps * step).toFixed(2))));
}

/** "1×", "1.25×". */
export const rateText = (rate: number) => `${Number(rate.toFixed(2))}×`;
