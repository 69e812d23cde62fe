/** What the blocks of a page are, by the elements that they stand in. */
import type { BlockStyle } from '../../../core/document/builder.ts';
import { languageTag } from '../../../core/language.ts';
import type { BlockKind, SkipReason } from '../../../core/document/model.ts';
import { headingLevel, isContentsList, isStanza, isVerse } from './elements.ts';
import { listCounter, type ListCounter } from './lists.ts';
import { isNote } from './notes.ts';
import type { Attributes } from './sax.ts';

/** What elements hand down to what is in them. */
export interface Context {
  readonly kind: BlockKind;
  readonly level: number;
  readonly marker: { text: string | null } | null;
  readonly skip: SkipReason | null;
  readonly language: string | null;
  readonly note: boolean;
  readonly listDepth: number;
  readonly list: ListCounter | null;
  readonly inCell: boolean;
  readonly inStanza: boolean;
  readonly inContents: boolean;
  readonly inReference: boolean;
  readonly inBacklink: boolean;
  readonly isRaised: boolean;
  /** A group of headings, and the level of the first of them; 0 before it. */
  readonly group: { level: number } | null;
}

export const OUTERMOST: Context = {
  kind: 'paragraph',
  level: 0,
  marker: null,
  skip: null,
  language: null,
  note: false,
  listDepth: 0,
  list: null,
  inCell: false,
  inStanza: false,
  inContents: false,
  inReference: false,
  inBacklink: false,
  isRaised: false,
  group: null,
};

/** Kinds that an enclosing note makes notes, and an enclosing poem verse. */
const PLAIN_KINDS: readonly BlockKind[] = ['paragraph', 'quote', 'listItem'];

/** What a block element makes of the context around it. */
export function contextOf(
  outer: Context,
  name: string,
  attributes: Attributes,
  types: readonly string[],
): Context {
  const note = outer.note || isNote(types, attributes);
  const inContents = outer.inContents || (name === 'nav' && isContentsList(types));
  const skip = outer.skip ?? (note ? 'note' : inContents ? 'contents' : null);
  const language = languageOf(attributes) ?? outer.language;
  const inner: Context = { ...outer, note, inContents, skip, language };
  if (isVerse(types, attributes) && [...PLAIN_KINDS, 'verse'].includes(inner.kind)) {
    return { ...inner, kind: 'verse', inStanza: isStanza(attributes) };
  }
  const level = headingLevel(name);
  if (level > 0) {
    if (outer.group) outer.group.level ||= level;
    return { ...inner, kind: 'heading', level, marker: null };
  }
  switch (name) {
    case 'hgroup':
      return { ...inner, group: { level: 0 } };
    case 'p':
      return outer.group && outer.group.level > 0
        ? { ...inner, kind: 'heading', level: Math.min(6, outer.group.level + 1) }
        : inner;
    case 'blockquote':
      return { ...inner, kind: inner.kind === 'verse' ? 'verse' : 'quote', level: 0 };
    case 'pre':
      return { ...inner, kind: 'code', level: 0, skip: inner.skip ?? 'code' };
    case 'ul':
    case 'ol':
    case 'menu':
    case 'dir':
      return {
        ...inner,
        listDepth: outer.listDepth + 1,
        list: listCounter(name, attributes),
        inCell: false,
      };
    case 'li': {
      const text = inContents ? null : (outer.list?.marker(attributes) ?? '•');
      return { ...inner, kind: 'listItem', level: Math.max(1, outer.listDepth), marker: { text } };
    }
    case 'dt':
      return { ...inner, kind: 'paragraph', level: 0, marker: null };
    case 'dd':
      return { ...inner, kind: 'listItem', level: Math.max(1, outer.listDepth), marker: null };
    case 'table':
      return { ...inner, kind: 'table', level: 0, inCell: false };
    case 'caption':
    case 'figcaption':
      return { ...inner, kind: 'caption', level: 0 };
    default:
      return inner;
  }
}

export function styleOf({ kind, level, marker, note, skip }: Context): BlockStyle {
  const shown = note && PLAIN_KINDS.includes(kind) ? 'note' : kind;
  const leveled = shown === 'heading' || shown === 'listItem';
  return { kind: shown, level: leveled ? level : 0, skip, ...(marker ? { marker } : {}) };
}

export const languageOf = (attributes: Attributes): string | null =>
  languageTag(attributes['xml:lang'] ?? attributes['lang']);
