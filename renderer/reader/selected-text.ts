/** What of the text is selected, and where a button for it may stand. */
import type { Passage } from '../player/types.ts';
import { selectedPassages } from './places.ts';

export interface SelectedText {
  readonly passages: readonly Passage[];
  readonly text: string;
  /** The selection's box in the window. */
  readonly box: DOMRect;
}

/** Reads the present selection within an element; null where nothing of the text is selected. */
export function selectedText(root: Element): SelectedText | null {
  const selection = getSelection();
  const passages = selectedPassages(root, selection);
  if (!selection || passages.length === 0) return null;
  const box = selection.getRangeAt(0).getBoundingClientRect();
  return { passages, text: selection.toString(), box };
}
