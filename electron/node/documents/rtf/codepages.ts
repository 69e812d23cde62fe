/** The encodings that RTF names by numbers. */
import iconv from 'iconv-lite';

/** `\fcharset` of a font → Windows code page (RTF 1.9.1, "Font Table"). 2 is the charset of symbol fonts. */
const CHARSETS: Readonly<Record<number, number>> = {
  0: 1252,
  77: 10000,
  78: 932,
  79: 949,
  80: 936,
  81: 950,
  83: 1255,
  84: 1256,
  85: 1253,
  86: 1254,
  87: 874,
  88: 1250,
  89: 1251,
  128: 932,
  129: 949,
  130: 1361,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
  254: 437,
  255: 850,
};

export const codepageOfCharset = (charset: number): number | null => CHARSETS[charset] ?? null;

const NAMES: Readonly<Record<number, string>> = {
  708: 'iso-8859-6',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'cp949',
  950: 'big5',
  10000: 'macroman',
  10007: 'maccyrillic',
  65001: 'utf-8',
};

const DOUBLE_BYTE = new Set([932, 936, 949, 950, 1361]);

const isLead = (codepage: number, byte: number): boolean =>
  codepage === 932
    ? (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc)
    : byte >= 0x81 && byte <= 0xfe;

/** Whether the last of the bytes is the first half of a character. */
export function endsInLead(bytes: readonly number[], codepage: number): boolean {
  if (!DOUBLE_BYTE.has(codepage)) return false;
  let at = 0;
  while (at < bytes.length) at += isLead(codepage, bytes[at] ?? 0) ? 2 : 1;
  return at > bytes.length;
}

/** Bytes as text; those of an unknown code page as Western ones. */
export function decodeBytes(bytes: readonly number[], codepage: number): string {
  const name = NAMES[codepage] ?? `cp${codepage}`;
  return iconv.decode(Buffer.from(bytes), iconv.encodingExists(name) ? name : 'cp1252');
}
