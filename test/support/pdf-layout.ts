import { bodyTypeOf } from '../../electron/core/pdf/body.ts';
import { vocabularyOf } from '../../electron/core/pdf/hyphens.ts';
import type { PlacedBlock } from '../../electron/core/pdf/blocks.ts';
import { layoutPages } from '../../electron/core/pdf/layout.ts';
import type { LayoutStyle, PreparedPage } from '../../electron/core/pdf/page-layout.ts';
import { segmentsOf } from '../../electron/core/pdf/segments.ts';
import type { PageText, TextRun } from '../../electron/core/pdf/types.ts';
import { upright } from '../../electron/core/pdf/upright.ts';

/** A run of text by hand, its letters half as wide as its size. */
export function run(x: number, y: number, text: string, differing: Partial<TextRun> = {}): TextRun {
  const size = differing.size ?? 10;
  return {
    text,
    x,
    y,
    width: 0.5 * size * text.length,
    size,
    angle: 0,
    font: 'Serif',
    rightToLeft: false,
    ink: 'dark',
    artifact: false,
    order: null,
    part: null,
    endsLine: true,
    ...differing,
  };
}

export const pageOf = (
  index: number,
  runs: readonly TextRun[],
  differing: Partial<PageText> = {},
): PageText => ({
  index,
  width: 400,
  height: 600,
  runs,
  fonts: new Map(),
  turn: 0,
  ...differing,
});

/** Lines of a column with a leading of 12. @param lines Two spaces before one indent it. */
export const column = (
  x: number,
  top: number,
  lines: readonly string[],
  differing: Partial<TextRun> = {},
): readonly TextRun[] =>
  lines.map((text, i) => run(text.startsWith('  ') ? x + 12 : x, top + 12 * i, text.trim(), differing));

/** Lays out pages as a document of their own. */
export function layOut(
  pages: readonly PageText[],
  differing: Partial<LayoutStyle> = {},
): readonly PlacedBlock[] {
  const prepared = pages.map((page): PreparedPage => {
    const straight = upright(page);
    return { page: straight, ...segmentsOf(straight) };
  });
  const segments = prepared.map((page) => page.segments);
  const style: LayoutStyle = {
    body: bodyTypeOf(segments),
    monoBody: false,
    vocabulary: vocabularyOf(segments.flat().map(({ text }) => text)),
    margins: null,
    furniture: true,
    titles: new Map(),
    ...differing,
  };
  return layoutPages(prepared, 0, pages.length, style);
}
