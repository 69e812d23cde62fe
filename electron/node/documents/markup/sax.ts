import { decodeHTMLStrict } from 'entities/decode';
import { Parser } from 'htmlparser2';

export type Attributes = Readonly<Record<string, string>>;

export interface MarkupHandler {
  /** Names come in lower case and without a namespace's prefix; attributes as written. */
  open(name: string, attributes: Attributes): void;
  text(text: string): void;
  close(name: string): void;
}

export type MarkupMode = 'xml' | 'html';

/** The parser's cost grows with the square of the depth, and no page is nested so deep for a reader's sake. */
const DEEPEST = 2000;
/** Elements that HTML never closes. In XML one of them, left open, would swallow all that follows. */
const UNCLOSED = /<(br|hr|img|meta|link|input|col|wbr)\b[^<>]*(?<!\/)>(?!\s*<\/\1)/i;
const XML_ENTITIES = new Set(['amp', 'lt', 'gt', 'quot', 'apos']);
const NAMED_ENTITY = /&([a-z][a-z0-9]{0,31});/gi;
const DOCTYPE = /<!DOCTYPE(?:[^[>"']|"[^"]*"|'[^']*')*(?:\[([^]*?)\]\s*)?>/i;
const ENTITY = /<!ENTITY\s+([\w.-]+)\s+(?:"([^"&<%]{0,200})"|'([^'&<%]{0,200})')\s*>/g;

/** XML, unless it holds what only HTML allows: there are books whose pages are HTML under an XHTML name. */
export const markupMode = (source: string): MarkupMode => (UNCLOSED.test(source) ? 'html' : 'xml');

/**
 * Parses leniently, never fails, resolves no external entity and expands none of its own more than once.
 * @returns whether all of it was read; false where the nesting was too deep to go on.
 */
export function parseMarkup(source: string, handler: MarkupHandler, mode: MarkupMode = 'xml'): boolean {
  let depth = 0;
  let open = true;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (++depth > DEEPEST) open = false;
        if (open) handler.open(localName(name), attributes);
      },
      ontext(text) {
        if (open) handler.text(text);
      },
      onclosetag(name) {
        depth--;
        if (open) handler.close(localName(name));
      },
    },
    { xmlMode: mode === 'xml', recognizeSelfClosing: true, recognizeCDATA: true },
  );
  const prepared = mode === 'xml' ? expandEntities(source) : source;
  // In pieces, so that parsing ends soon after it was given up.
  for (let from = 0; from < prepared.length && open; from += 65_536) {
    parser.write(prepared.slice(from, from + 65_536));
  }
  if (open) parser.end();
  return open;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return (colon < 0 ? name : name.slice(colon + 1)).toLowerCase();
}

/**
 * HTML's named entities, which XML parsers do not know, as characters; the document type goes, for the parser would
 * take the end of its inner declarations for text. Of entities declared there only plain short texts are kept, so
 * there is nothing to multiply.
 */
function expandEntities(source: string): string {
  const own = new Map<string, string>();
  const body = source.replace(DOCTYPE, (_, subset: string | undefined) => {
    for (const [, name = '', double, single] of (subset ?? '').slice(0, 20_000).matchAll(ENTITY)) {
      own.set(name, double ?? single ?? '');
    }
    return '';
  });
  return body.replace(NAMED_ENTITY, (entity, name: string) => {
    if (XML_ENTITIES.has(name)) return entity;
    const text = own.get(name) ?? decodeHTMLStrict(entity);
    return text === entity ? entity : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  });
}

/** The text of an XML or HTML file by its byte order mark, its own declaration, or UTF-8. */
export function decodeMarkup(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  const declared =
    /<\?xml[^>]*encoding=["']([\w.:-]+)/i.exec(head)?.[1] ??
    /<meta[^>]+charset=["']?([\w.:-]+)/i.exec(head)?.[1];
  // A file that could be read so far as to find "utf-16" is not written in it.
  const encoding = declared && !/^utf-?(16|32)/i.test(declared) ? declared : 'utf-8';
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
