/** Addresses of the web as people type and paste them, and the seam through which one of them is fetched. */

/** Characters of an address that is taken for one. */
const LONGEST = 4096;

/** What was at an address. */
export interface FetchedAddress {
  /** Where it was found in the end, without a fragment, a name or a password: what the document is called. */
  readonly address: string;
  readonly bytes: Uint8Array;
}

/**
 * Fetches what a person asked for, within bounds.
 * @throws LecternError `refused`, `network`, `document-missing`, `document-protected`, `document-too-large`,
 * `document-timeout`, `unsupported-format`, or `cancelled` where the signal says so.
 */
export type FetchAddress = (address: string, signal: AbortSignal) => Promise<FetchedAddress>;

/** Whether what a person named is a web address, and not a file. */
export const isAddress = (named: string): boolean => /^https?:\/\//i.test(named);

/**
 * The address that a text is, if it is nothing else: `https://…`, or a host with a dot such as `example.org/page`.
 * @returns the address with its scheme; null for any other text, also for several addresses.
 */
export function loneAddress(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > LONGEST || /\s/.test(trimmed)) return null;
  return /^https?:\/\/[^/\s]/i.test(trimmed) ? trimmed : bareAddress(trimmed);
}

/** The same for what was typed where an address is asked for: there a host alone is one, too. */
export function typedAddress(text: string): string | null {
  const trimmed = text.trim();
  const lone = loneAddress(trimmed);
  if (lone !== null) return lone;
  return /^(?:localhost|[a-z\d-]+(?:\.[a-z\d-]+)*|\[[\da-f:.]+\])(?::\d{1,5})?(?:[/?#]\S*)?$/i.test(trimmed)
    ? `http://${trimmed}`
    : null;
}

/** `www.example.org`, or a host and a path: "e.g." and "3.5" are no addresses, nor are names of files. */
function bareAddress(text: string): string | null {
  const host = /^([a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,24}(?::\d{1,5})?(?=$|[/?#])/i.exec(text)?.[0];
  if (host === undefined) return null;
  return host.length < text.length || /^www\./i.test(host) ? `https://${text}` : null;
}
