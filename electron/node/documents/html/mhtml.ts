/** Pages saved as one file (MHTML; RFC 2557): a mail whose first part in HTML is the page. */
import { LecternError } from '../../../core/errors.ts';
import { decodeHtml } from './decode.ts';

export interface ArchivedPage {
  readonly source: string;
  /** Where it was saved from. */
  readonly address: string | null;
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  /** As Latin-1. */
  readonly body: string;
}

const MOST_PARTS = 5000;

/** @throws LecternError `corrupt-document` where there is no page inside. */
export function readMhtml(bytes: Uint8Array): ArchivedPage {
  const mail = partOf(new TextDecoder('latin1').decode(bytes));
  const boundary = parameter(mail.headers.get('content-type'), 'boundary');
  const parts = boundary === null ? [mail] : splitParts(mail.body, boundary);
  const page = parts.find(({ headers }) =>
    /^(?:text\/html|application\/xhtml)/i.test(headers.get('content-type') ?? ''),
  );
  if (!page)
    throw new LecternError(
      'corrupt-document',
      'This saved page is damaged: there is no page inside it. Save it again from your browser.',
    );
  const address =
    mail.headers.get('snapshot-content-location') ?? page.headers.get('content-location') ?? null;
  return {
    source: decodeHtml(contentOf(page), parameter(page.headers.get('content-type'), 'charset')),
    address,
  };
}

function partOf(text: string): Part {
  const end = /\r?\n\r?\n/.exec(text);
  const head = text.slice(0, end?.index ?? text.length).replace(/\r?\n[ \t]+/g, ' ');
  const headers = new Map<string, string>();
  for (const [, name = '', value = ''] of head.matchAll(/^([\w-]+):[ \t]*(.*?)\r?$/gm)) {
    headers.set(name.toLowerCase(), value);
  }
  return { headers, body: end ? text.slice(end.index + end[0].length) : '' };
}

function splitParts(body: string, boundary: string): readonly Part[] {
  return body
    .split(`--${boundary}`)
    .slice(1, MOST_PARTS)
    .map((part) => partOf(part.replace(/^\r?\n/, '')));
}

const parameter = (header: string | undefined, name: string): string | null =>
  new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]+)"|([^\\s;]+))`, 'i')
    .exec(header ?? '')
    ?.slice(1)
    .find((value) => value !== undefined) ?? null;

function contentOf({ headers, body }: Part): Uint8Array {
  switch ((headers.get('content-transfer-encoding') ?? '').toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64');
    case 'quoted-printable':
      return Buffer.from(
        body
          .replace(/=[ \t]*\r?\n/g, '')
          .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      );
    default:
      return Buffer.from(body, 'latin1');
  }
}
