import type { BlockStyle } from '../../../core/document/builder.ts';
import type { Numbering } from './numbering.ts';
import type { ParagraphProperties, Style } from './styles.ts';

export interface ParagraphPlace {
  readonly note: boolean;
  readonly contents: boolean;
}

export interface FoundStyle {
  readonly style: BlockStyle;
  /** What the numbering puts before a heading, with a space after it. */
  readonly prefix: string;
}

/**
 * What a paragraph is, by its own properties and its style's. Counts its list, so it is asked once for each.
 * A heading's bare number ("2.1") is left out, as it only orders; words of a number ("Chapter 2") belong to it.
 */
export function paragraphStyle(
  own: ParagraphProperties,
  style: Style | null,
  numbering: Numbering,
  { note, contents }: ParagraphPlace,
): FoundStyle {
  const list = own.list ?? style?.paragraph.list ?? 0;
  const levelOfStyle = own.list === undefined && style ? numbering.levelOfStyle(list, style.id) : null;
  const listLevel = own.listLevel ?? levelOfStyle ?? style?.paragraph.listLevel ?? 0;
  const marker = list > 0 ? numbering.marker(list, listLevel) : null;
  const plain = (found: BlockStyle): FoundStyle => ({ style: found, prefix: '' });

  if (note) return plain({ kind: 'note', skip: 'note' });
  if (contents || style?.role === 'contents') return plain({ kind: 'paragraph', skip: 'contents' });
  const outline = style?.role === 'title' ? 0 : (own.outline ?? style?.paragraph.outline ?? 9);
  if (outline < 9) {
    const prefix = marker !== null && /\p{L}{2}/u.test(marker) ? `${marker} ` : '';
    return { style: { kind: 'heading', level: Math.min(6, outline + 1) }, prefix };
  }
  if (list > 0) return plain({ kind: 'listItem', level: listLevel + 1, marker: { text: marker } });
  switch (style?.role) {
    case 'quote':
    case 'caption':
    case 'verse':
      return plain({ kind: style.role });
    case 'code':
      return plain({ kind: 'code', skip: 'code' });
    default:
      return plain({ kind: 'paragraph' });
  }
}
