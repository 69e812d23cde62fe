/** Answers `document/<id>/file`: the bytes of a document whose pages the window draws itself. */
import { RESOURCE_SECURITY_POLICY } from '../contract/csp.ts';
import type { DocumentFormat } from '../core/document/model.ts';
import type { Library } from '../core/library.ts';
import type { Ports } from './ports.ts';

/** Of all others the window gets blocks and images, and never the file. */
const DRAWN: readonly DocumentFormat[] = ['pdf'];

const HEADERS = {
  // Never shown by the browser itself: books are hostile input.
  'content-type': 'application/octet-stream',
  'content-disposition': 'attachment',
  'content-security-policy': RESOURCE_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'accept-ranges': 'bytes',
};

interface Needs {
  readonly library: Pick<Library, 'get' | 'file'>;
  readonly readFilePart: Ports['readFilePart'];
}

/**
 * @param range The request's header, or null. One range of bytes is understood; anything else gets the whole file, as
 * RFC 9110, 14.2 allows.
 * @returns null where there is no such document, it is none that is drawn, or its file is gone.
 */
export async function originalFile(
  id: string,
  range: string | null,
  { library, readFilePart }: Needs,
): Promise<Response | null> {
  const entry = await library.get(id);
  if (!entry || !DRAWN.includes(entry.format)) return null;
  const wanted = parseRange(range);
  const part = await readFilePart((await library.file(id)).path, wanted?.from ?? 0, wanted?.end ?? Infinity);
  if (!part) return null;
  const { size, body } = part;
  if (!wanted) return new Response(body, { headers: { ...HEADERS, 'content-length': String(size) } });
  if (wanted.from >= size) {
    await body.cancel();
    return new Response(null, { status: 416, headers: { ...HEADERS, 'content-range': `bytes */${size}` } });
  }
  const end = Math.min(wanted.end, size);
  return new Response(body, {
    status: 206,
    headers: {
      ...HEADERS,
      'content-length': String(end - wanted.from),
      'content-range': `bytes ${wanted.from}-${end - 1}/${size}`,
    },
  });
}

/** `bytes=0-99` → from 0 to before 100. */
function parseRange(header: string | null): { readonly from: number; readonly end: number } | null {
  const [, first, last] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined) return null;
  const from = Number(first);
  const end = last === '' ? Infinity : Number(last) + 1;
  return end > from ? { from, end } : null;
}
