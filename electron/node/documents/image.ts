export type ImageType =
  'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/svg+xml' | 'image/avif';

/** The media type of an image by its bytes, or null for anything else: a book's own claim decides nothing. */
export function imageType(bytes: Uint8Array): ImageType | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096));
  const latin = start.toString('latin1');
  if (latin.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (latin.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(latin)) return 'image/gif';
  if (latin.startsWith('RIFF') && latin.startsWith('WEBP', 8)) return 'image/webp';
  if (/^ftyp(?:avif|avis)/.test(latin.slice(4, 12))) return 'image/avif';
  const text = start.toString('utf8').replace(/^\ufeff/, '');
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<(?:svg:)?svg[\s>]/i.test(
    text,
  )
    ? 'image/svg+xml'
    : null;
}
