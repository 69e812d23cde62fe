import type { SpanKind } from '../../../core/document/model.ts';
import type { RunLanguages } from './language.ts';

/** Formatting of text as far as it matters for reading; undefined where it is not set. */
export interface TextProperties {
  bold?: boolean;
  italic?: boolean;
  strike?: boolean;
  smallCaps?: boolean;
  hidden?: boolean;
  position?: 'sub' | 'sup' | null;
  font?: string;
  languages?: RunLanguages;
}

type Look = Pick<TextProperties, 'bold' | 'italic' | 'strike' | 'smallCaps' | 'position'>;

/** @param code Whether a style says that the text is code. */
export function spanKinds(look: Look, code = false): readonly SpanKind[] {
  const kinds: SpanKind[] = [];
  if (look.bold) kinds.push('strong');
  if (look.italic) kinds.push('emphasis');
  if (code) kinds.push('code');
  if (look.smallCaps) kinds.push('smallCaps');
  if (look.strike) kinds.push('strike');
  if (look.position) kinds.push(look.position);
  return kinds;
}
