/** What the names of Word's built-in styles say; they are the English ones in files of every language. */

export type ParagraphRole = 'title' | 'contents' | 'quote' | 'caption' | 'code' | 'verse';

const CODE =
  /^(?:html (?:preformatted|code|typewriter|sample|keyboard)|(?:source ?|program ?)?code(?: ?block)?|verbatim(?: ?char)?|preformatted(?: text)?|macro text|(?:program)?listing)$/i;

export const isCodeStyle = (name: string): boolean => CODE.test(name);

export function roleOfStyle(name: string): ParagraphRole | null {
  if (/^title$/i.test(name)) return 'title';
  if (
    /^(?:toc (?:\d|heading)|table of (?:figures|authorities)|toa heading|index (?:\d|heading))$/i.test(name)
  )
    return 'contents';
  if (/^(?:intense )?quote$|^(?:block ?quote|block ?text|quotations?|block quotation|epigraph)$/i.test(name))
    return 'quote';
  if (/^(?:(?:table|image|figure) ?)?caption$/i.test(name)) return 'caption';
  if (/^(?:verse|poem|poetry|stanza|lyrics)$/i.test(name)) return 'verse';
  return isCodeStyle(name) ? 'code' : null;
}

/** The outline level, from 0, of "heading 1" to "heading 9"; null for other styles. */
export function outlineOfStyle(name: string): number | null {
  const level = /^heading ([1-9])$/i.exec(name)?.[1];
  return level === undefined ? null : Number(level) - 1;
}
