import { describe, expect, it, vi } from 'vitest';
import type { Block, DocumentSummary, LineBox, Section } from '../../../../electron/core/document/model.ts';
import type { Margins } from '../../../../electron/core/document/plan.ts';
import { MarginDrawing } from '../../../../renderer/reader/pages/margin-drawing.svelte.ts';
import {
  chosenMargins,
  keyedMargin,
  marginAt,
  NO_MARGINS,
  withMargin,
} from '../../../../renderer/reader/pages/margins.ts';
import { blocksOnPage } from '../../../../renderer/reader/pages/page-blocks.ts';
import { GAP, pageAt, pagesNear, stackOf } from '../../../../renderer/reader/pages/page-stack.ts';
import { nextView, viewFor } from '../../../../renderer/reader/pages/page-views.ts';
import { block } from '../../../support/blocks.ts';

const size = (width: number, height: number) => ({ width, height, label: '1' });

describe('the stack of pages', () => {
  it('has one scale, by which the widest fits the view', () => {
    const stack = stackOf([size(400, 600), size(200, 300)], 200 + 2 * GAP);
    expect(stack.scale).toBe(0.5);
    expect(stack.tops).toEqual([GAP, 300 + 2 * GAP]);
    expect(stack.height).toBe(300 + 150 + 3 * GAP);
  });

  it('never grows a page beyond what an eye follows, nor to nothing', () => {
    expect(stackOf([size(400, 600)], 5000).scale).toBe(2.3);
    expect(stackOf([size(400, 600)], 0).scale).toBeGreaterThan(0);
    expect(stackOf([], 800)).toMatchObject({ tops: [], height: GAP });
  });

  it('keeps few pages of a long document alive', () => {
    const stack = stackOf(
      Array.from({ length: 2249 }, () => size(400, 600)),
      400 + 2 * GAP,
    );
    expect(pageAt(stack, 0)).toBe(0);
    expect(pageAt(stack, 616 * 1000 + 20)).toBe(1000);
    expect(pagesNear(stack, 616 * 1000 + 20, 800)).toEqual({ from: 999, to: 1003 });
    expect(pagesNear(stack, 0, 800)).toEqual({ from: 0, to: 3 });
    expect(pagesNear(stack, stack.height - 800, 800).to).toBe(2249);
  });
});

describe('the view of pages', () => {
  it('shows both where both fit', () => {
    expect(viewFor('both', 1000)).toBe('both');
    expect(viewFor('both', 999)).toBe('page');
    expect(viewFor('text', 1400)).toBe('text');
  });

  it('goes round through what fits', () => {
    expect([nextView('text', 1200), nextView('page', 1200), nextView('both', 1200)]).toEqual([
      'page',
      'both',
      'text',
    ]);
    expect(nextView('page', 800)).toBe('text');
  });
});

describe('margins on the page', () => {
  it('are rounded to half a per cent and kept within bounds', () => {
    expect(withMargin(NO_MARGINS, 'top', 0.1234)).toEqual({ ...NO_MARGINS, top: 0.125 });
    expect(withMargin(NO_MARGINS, 'left', 0.9).left).toBe(0.4);
    expect(withMargin(NO_MARGINS, 'left', -1).left).toBe(0);
  });

  it('follow a point of the page', () => {
    expect(marginAt('top', 0.3, 0.1)).toBe(0.1);
    expect(marginAt('right', 0.75, 0.1)).toBe(0.25);
    expect(marginAt('bottom', 0.3, 0.75)).toBe(0.25);
    expect(marginAt('left', 0.3, 0.1)).toBe(0.3);
  });

  it('move by keys the way the arrows point', () => {
    expect(keyedMargin(NO_MARGINS, 'top', 'ArrowDown')?.top).toBe(0.005);
    expect(keyedMargin(NO_MARGINS, 'bottom', 'ArrowUp')?.bottom).toBe(0.005);
    expect(keyedMargin({ ...NO_MARGINS, right: 0.1 }, 'right', 'ArrowRight')?.right).toBe(0.095);
    expect(keyedMargin(NO_MARGINS, 'left', 'PageUp')?.left).toBe(0.05);
    expect(keyedMargin(NO_MARGINS, 'left', 'End')?.left).toBe(0.4);
    expect(keyedMargin(NO_MARGINS, 'top', 'ArrowLeft')).toBeNull();
    expect(keyedMargin(NO_MARGINS, 'top', 'Tab')).toBeNull();
  });

  it('are no choice where none is drawn', () => {
    expect(chosenMargins(NO_MARGINS)).toBeNull();
    expect(chosenMargins({ ...NO_MARGINS, left: 0.1 })).toEqual({ ...NO_MARGINS, left: 0.1 });
  });

  it('are kept once, when the hand has come to rest, or at the end', () => {
    vi.useFakeTimers();
    const kept: (Margins | null)[] = [];
    const drawing = new MarginDrawing((margins) => kept.push(margins));
    drawing.begin(null);
    expect(drawing.drawn).toEqual(NO_MARGINS);
    const first = { ...NO_MARGINS, top: 0.1 };
    const second = { ...NO_MARGINS, top: 0.2 };
    drawing.move(first);
    drawing.move(second);
    drawing.follow(null); // not while the hand is on it
    expect(drawing.drawn).toEqual(second);
    vi.runAllTimers();
    expect(kept).toEqual([second]);
    drawing.follow(first);
    expect(drawing.drawn).toEqual(first);
    drawing.move(NO_MARGINS);
    drawing.end();
    drawing.end();
    vi.runAllTimers();
    expect(kept).toEqual([second, null]);
    expect(drawing.drawn).toBeNull();
    vi.useRealTimers();
  });
});

describe('the blocks of a page', () => {
  const on = (...pages: number[]): Block => ({
    ...block('Words.'),
    lines: pages.map((page): LineBox => ({ page, from: 0, to: 6, x: 0, y: 0, width: 50, height: 10 })),
  });
  const sections: readonly Section[] = [
    { index: 0, blocks: [on(0), on(7, 8)] },
    { index: 1, blocks: [on(8), on(9), on(12)] },
  ];
  const summary = {
    sections: [
      { title: null, weight: 1, pages: [0, 8] },
      { title: null, weight: 1, pages: [8, 16] },
    ],
  } as unknown as DocumentSummary;

  const asked: number[] = [];
  const document = {
    summary: summary as Parameters<typeof blocksOnPage>[0]['summary'],
    section: async (index: number) => {
      asked.push(index);
      return sections[index] ?? { index, blocks: [] };
    },
  };

  it('are those of its section, and what runs over from the one before', async () => {
    const found = await blocksOnPage(document, 8);
    expect(found.map(({ section, index }) => [section.index, index])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(found[0]?.lines).toHaveLength(1);
  });

  it('ask for no other section', async () => {
    asked.length = 0;
    expect(await blocksOnPage(document, 12)).toHaveLength(1);
    expect(asked).toEqual([1]);
    expect(await blocksOnPage(document, 99)).toEqual([]);
  });
});
