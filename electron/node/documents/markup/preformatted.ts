/** Whether a `pre` is code, or a text whose lines the author broke: letters, poems, whole books of plain text. */
import { close, open, textOf, type MarkupEvent } from './events.ts';
import type { Attributes } from './sax.ts';

const CODE_CLASS =
  /(?:^|[\s_-])(?:code|lang(?:uage)?|highlight|hljs|brush|prettyprint|sourcecode|console|terminal|listing)(?:$|[\s_:-])/i;
/** What programs, commands and tables of signs are full of, and prose is not. */
const SIGNS = /[{}[\]<>=;|\\#$@`~^+*_/%&]|--|\)\s*$/gmu;
const MOST_SIGNS = 0.015;
/** A line of prose in a plain text is wrapped at 60 to 80; shorter lines were meant to end where they do. */
const WRAPPED = 50;
const FEWEST_WORDS = 8;

export function isCode(pre: Attributes, content: readonly MarkupEvent[]): boolean {
  if (CODE_CLASS.test(pre['class'] ?? '') || 'data-lang' in pre) return true;
  for (const event of content) {
    if (event.type !== 'open') continue;
    if (/^(?:code|samp|kbd|tt|output)$/.test(event.name)) return true;
  }
  const text = textOf(content);
  const words = text.match(/\p{L}{2,}/gu)?.length ?? 0;
  const sentences = /\p{Ll}[.!?,;:]["'”’]?(?:\s|$)/u.test(text);
  return words < FEWEST_WORDS || !sentences || (text.match(SIGNS)?.length ?? 0) > MOST_SIGNS * text.length;
}

/** The same content as paragraphs, which blank lines end; short lines keep their ends. */
export function asParagraphs(content: readonly MarkupEvent[]): readonly MarkupEvent[] {
  const lines = textOf(content)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const average = lines.reduce((sum, line) => sum + line.trim().length, 0) / Math.max(1, lines.length);
  const breaks = average < WRAPPED;
  let depth = 0;
  const paragraphs = content.flatMap((event): readonly MarkupEvent[] => {
    if (event.type === 'open') depth++;
    if (event.type === 'close') depth--;
    // Inside of something else a paragraph cannot end.
    if (event.type !== 'text' || depth > 0) return [event];
    return event.text
      .split(/\n[^\S\n]*\n\s*/u)
      .flatMap((part, index) => [
        ...(index > 0 ? [close('p'), open('p')] : []),
        ...(breaks ? linesOf(part) : [{ type: 'text', text: part } as const]),
      ]);
  });
  return [open('p'), ...paragraphs, close('p')];
}

const linesOf = (text: string): readonly MarkupEvent[] =>
  text
    .split('\n')
    .flatMap((line, index) => [
      ...(index > 0 ? [open('br'), close('br')] : []),
      { type: 'text', text: line } as const,
    ]);
