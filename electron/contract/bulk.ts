/**
 * The addresses of what goes beside the calls (see `table.ts`), made and read in one place.
 * They are relative to the page's own address, so that the same ones serve `app://` and loopback.
 */
export type BulkRoute =
  | { readonly kind: 'speech'; readonly ticket: string }
  | { readonly kind: 'upload'; readonly ticket: string }
  | { readonly kind: 'resource'; readonly id: string; readonly name: string }
  | { readonly kind: 'file'; readonly id: string }
  | { readonly kind: 'cover'; readonly id: string }
  | { readonly kind: 'export'; readonly id: string; readonly file: number };

export const bulkPath = {
  speech: (ticket: string) => `speech/${ticket}`,
  upload: (ticket: string) => `upload/${ticket}`,
  resource: (id: string, name: string) => `document/${id}/resource/${encodeURIComponent(name)}`,
  file: (id: string) => `document/${id}/file`,
  cover: (id: string) => `cover/${id}`,
  export: (id: string, file: number) => `export/${id}/${file}`,
} as const;

const TICKET = '([A-Za-z0-9_-]{22,})';
const ID = '([0-9a-f]{64})';
const speech = new RegExp(`^/speech/${TICKET}$`);
const upload = new RegExp(`^/upload/${TICKET}$`);
const resource = new RegExp(`^/document/${ID}/resource/([^/]+)$`);
const file = new RegExp(`^/document/${ID}/file$`);
const cover = new RegExp(`^/cover/${ID}$`);
const exported = /^\/export\/([A-Za-z0-9_-]{1,64})\/(\d{1,5})$/;

/** @param pathname Of the request's URL, as `URL` gives it. Null: none of ours. */
export function parseBulkPath(pathname: string): BulkRoute | null {
  const [, spoken] = speech.exec(pathname) ?? [];
  if (spoken !== undefined) return { kind: 'speech', ticket: spoken };
  const [, sent] = upload.exec(pathname) ?? [];
  if (sent !== undefined) return { kind: 'upload', ticket: sent };
  const [, id, encoded] = resource.exec(pathname) ?? [];
  if (id !== undefined && encoded !== undefined) {
    const name = decoded(encoded);
    return name === null ? null : { kind: 'resource', id, name };
  }
  const [, whole] = file.exec(pathname) ?? [];
  if (whole !== undefined) return { kind: 'file', id: whole };
  const [, made, index] = exported.exec(pathname) ?? [];
  if (made !== undefined && index !== undefined) return { kind: 'export', id: made, file: Number(index) };
  const [, covered] = cover.exec(pathname) ?? [];
  return covered === undefined ? null : { kind: 'cover', id: covered };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // a stray per cent sign
  }
}
