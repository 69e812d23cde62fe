import { heaviest } from './numbers.ts';
import { rowsOf } from './rows.ts';
import type { BodyType, Segment } from './types.ts';

/** The size and font that most characters have, and their usual leading. @param pages The segments of some pages. */
export function bodyTypeOf(pages: readonly (readonly Segment[])[]): BodyType {
  const all = pages.flat();
  const size = heaviest(
    all.map(({ size, text }) => [size, text.length]),
    0.5,
  );
  if (size === null) return { size: 10, font: '', leading: 12.5 };
  const fonts = new Map<string, number>();
  for (const segment of all) {
    if (Math.abs(segment.size - size) < 0.6)
      fonts.set(segment.font, (fonts.get(segment.font) ?? 0) + segment.text.length);
  }
  const font = [...fonts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
  return { size, font, leading: leadingOf(pages, size) ?? 1.25 * size };
}

function leadingOf(pages: readonly (readonly Segment[])[], size: number): number | null {
  const steps: [number, number][] = [];
  for (const page of pages) {
    const rows = rowsOf(
      page.filter((segment) => Math.abs(segment.size - size) < 0.6 && segment.text.length > 15),
    );
    rows.forEach((row, index) => {
      const step = row.y - (rows[index - 1]?.y ?? row.y);
      if (step > 0.8 * size && step < 3 * size) steps.push([step, 1]);
    });
  }
  return heaviest(steps, 0.5);
}
