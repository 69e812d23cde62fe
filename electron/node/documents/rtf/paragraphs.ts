import type { BlockStyle } from '../../../core/document/builder.ts';
import { bullet } from '../office/numerals.ts';
import type { FoundStyle } from './header.ts';

export interface ParagraphPlace {
  /** The paragraph's own outline level, from 0. */
  readonly outline: number | null;
  /** Its level in a list, from 0; null outside lists. */
  readonly list: number | null;
  /** What the file shows before it. */
  readonly marker: string | null;
  readonly note: boolean;
  readonly contents: boolean;
}

/** What a paragraph is. */
export function paragraphStyle(style: FoundStyle, place: ParagraphPlace): BlockStyle {
  if (place.note) return { kind: 'note', skip: 'note' };
  if (place.contents || style.role === 'contents') return { kind: 'paragraph', skip: 'contents' };
  const outline = style.role === 'title' ? 0 : (place.outline ?? style.outline ?? 9);
  if (outline >= 0 && outline < 9) return { kind: 'heading', level: Math.min(6, outline + 1) };
  if (place.list !== null) {
    const shown = place.marker?.trim() ?? '';
    // Letters and digits are a number; a lone "o" is the bullet of Courier New.
    const text = /[\p{L}\p{N}]/u.test(shown) && shown !== 'o' ? shown : bullet(shown);
    return { kind: 'listItem', level: place.list + 1, marker: { text } };
  }
  switch (style.role) {
    case 'quote':
    case 'caption':
    case 'verse':
      return { kind: style.role };
    case 'code':
      return { kind: 'code', skip: 'code' };
    default:
      return { kind: 'paragraph' };
  }
}
