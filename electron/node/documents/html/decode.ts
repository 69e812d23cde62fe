import { decodeText } from '../text/encoding.ts';

/** Bytes in which a page names its encoding; browsers look at the first thousand, pages put scripts before it. */
const DECLARATION = 4096;

/**
 * The text of a web page: by its byte order mark; as UTF-8 where it is that, whatever it says (pages are saved in another
 * encoding than they were made in); by what it declares; else by what its letters look like.
 * @param label What the server, or the archive around it, says of the encoding.
 */
export function decodeHtml(bytes: Uint8Array, label: string | null = null): string {
  const marked = bytes[0] === 0xef || bytes[0] === 0xfe || bytes[0] === 0xff;
  if (marked || isUtf8(bytes)) return decodeText(bytes);
  const declared = decoderFor(label) ?? decoderFor(declaredEncoding(bytes));
  return declared ? declared.decode(bytes) : decodeText(bytes);
}

/** Letters beyond ASCII that happen to be UTF-8 are UTF-8; ASCII alone may be ISO-2022-JP. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !bytes.includes(0x1b);
  } catch {
    return false;
  }
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARATION));
  return (
    /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1] ??
    /<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1] ??
    null
  );
}

/** Null also for UTF-8 and UTF-16: this is not the one, and one could not have read so far in the other. */
function decoderFor(label: string | null): InstanceType<typeof TextDecoder> | null {
  if (label === null || /^utf-?(?:8|16|32)|^ucs/i.test(label)) return null;
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}
