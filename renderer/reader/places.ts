/** Between the document's places and the page: which element shows a block, and what is under a point or a selection. */
import type { Place } from '../document/progress.ts';
import type { Passage } from '../player/types.ts';
import { pageRange, textOffset } from './offsets.ts';

/** The attribute that every block's text element bears. */
export const placeKey = (section: number, block: number) => `${section}:${block}`;

export function textElement(root: Element, section: number, block: number): HTMLElement | null {
  return root.querySelector<HTMLElement>(`[data-place="${placeKey(section, block)}"]`);
}

export function placeOf(node: Node, offset: number): Place | null {
  const element = (node instanceof Element ? node : node.parentElement)?.closest('[data-place]');
  const [section, block] = element?.getAttribute('data-place')?.split(':').map(Number) ?? [];
  if (!element || section === undefined || block === undefined) return null;
  return { section, block, offset: textOffset(element, node, offset) };
}

/** The place of the text under a point of the window, or null where there is none. */
export function placeAtPoint(root: Element, x: number, y: number): Place | null {
  const caret = document.caretPositionFromPoint(x, y);
  if (!caret || !root.contains(caret.offsetNode)) return null;
  return placeOf(caret.offsetNode, caret.offset);
}

/** Box of one character of a block, in the window. */
export function characterBox(element: Element, offset: number): DOMRect {
  const place = pageRange(element, offset, offset + 1);
  if (!place) return element.getBoundingClientRect();
  const range = document.createRange();
  range.setStart(place.startContainer, place.startOffset);
  range.setEnd(place.endContainer, place.endOffset);
  return range.getClientRects()[0] ?? range.getBoundingClientRect();
}

/** The first line of text in view: where reading starts if nothing else says so. */
export function firstVisible(scroller: Element): Place | null {
  const view = scroller.getBoundingClientRect();
  for (const element of scroller.querySelectorAll('[data-place]')) {
    const box = element.getBoundingClientRect();
    if (box.bottom <= view.top + 8 || element.textContent === '') continue;
    const y = Math.max(box.top, view.top) + 12;
    return placeAtPoint(scroller, box.left + 4, y) ?? placeOf(element, 0);
  }
  return null;
}

/** What is selected, block by block. Empty where nothing of the text is. */
export function selectedPassages(root: Element, selection: Selection | null): Passage[] {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return [];
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(root)) return [];
  return [...root.querySelectorAll('[data-place]')].flatMap((element) => {
    if (!range.intersectsNode(element)) return [];
    const place = placeOf(element, 0);
    const length = element.textContent.length;
    const from = element.contains(range.startContainer)
      ? textOffset(element, range.startContainer, range.startOffset)
      : 0;
    const to = element.contains(range.endContainer)
      ? textOffset(element, range.endContainer, range.endOffset)
      : length;
    if (!place || element.textContent.slice(from, to).trim() === '') return [];
    return [{ section: place.section, block: place.block, range: [from, to] as const }];
  });
}
