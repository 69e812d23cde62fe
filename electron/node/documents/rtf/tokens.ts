/** The tokens of Rich Text Format (RTF 1.9.1). */

export type RtfToken =
  | { readonly type: 'open' }
  | { readonly type: 'close' }
  /** `\name`, `\name12`, `\name-1` */
  | { readonly type: 'word'; readonly name: string; readonly parameter: number | null }
  /** `\` and a character that is no letter: `\~`, `\*`, `\{` */
  | { readonly type: 'symbol'; readonly symbol: string }
  /** `\'e9`, or a byte above 127 that stands there as it is. */
  | { readonly type: 'byte'; readonly value: number }
  /** ASCII. */
  | { readonly type: 'text'; readonly text: string };

const OPEN: RtfToken = { type: 'open' };
const CLOSE: RtfToken = { type: 'close' };
const LONGEST_NAME = 32;
const WORD = /([a-zA-Z]{1,32})(-?\d{1,10})? ?/y;
const TEXT = /[^\\{}\r\n\x80-\xff]+/y;
const HEX = /[0-9a-f]{2}/iy;

/**
 * Cuts a file into tokens; any bytes give some. Line ends mean nothing and are left out, as are the raw bytes that
 * `\bin` announces.
 * @param source The file's bytes as Latin-1.
 */
export function* rtfTokens(source: string): Generator<RtfToken> {
  let at = 0;
  while (at < source.length) {
    const code = source.charCodeAt(at);
    switch (code) {
      case 0x7b:
        at++;
        yield OPEN;
        break;
      case 0x7d:
        at++;
        yield CLOSE;
        break;
      case 0x0d:
      case 0x0a:
        at++;
        break;
      case 0x5c: {
        const [token, end] = control(source, at + 1);
        at = end;
        if (token) yield token;
        break;
      }
      default:
        if (code >= 0x80) {
          at++;
          yield { type: 'byte', value: code & 0xff };
          break;
        }
        TEXT.lastIndex = at;
        TEXT.test(source);
        yield { type: 'text', text: source.slice(at, TEXT.lastIndex) };
        at = TEXT.lastIndex;
    }
  }
}

/** What follows a backslash. @returns the token, and where it ends. */
function control(source: string, at: number): readonly [RtfToken | null, number] {
  const symbol = source.charAt(at);
  if (symbol === '') return [null, at];
  if (symbol === "'") {
    HEX.lastIndex = at + 1;
    const hex = HEX.exec(source)?.[0];
    return hex === undefined ? [null, at + 1] : [{ type: 'byte', value: Number.parseInt(hex, 16) }, at + 3];
  }
  if (!/[a-zA-Z]/.test(symbol)) {
    // A line end behind a backslash is a paragraph's end.
    if (symbol === '\r' || symbol === '\n') {
      return [{ type: 'word', name: 'par', parameter: null }, at + (source.startsWith('\r\n', at) ? 2 : 1)];
    }
    return [{ type: 'symbol', symbol }, at + 1];
  }
  WORD.lastIndex = at;
  const [all = '', name = '', digits] = WORD.exec(source) ?? [];
  const end = at + all.length;
  const parameter = digits === undefined ? null : Number(digits);
  // A name that is too long is cut; its rest would be read aloud otherwise.
  if (name.length === LONGEST_NAME && digits === undefined) {
    const rest = /^[a-zA-Z]*(?:-?\d{1,10})? ?/.exec(source.slice(end, end + 1000))?.[0].length ?? 0;
    return [null, end + rest];
  }
  if (name === 'bin') return [null, end + Math.max(0, parameter ?? 0)];
  return [{ type: 'word', name, parameter }, end];
}
