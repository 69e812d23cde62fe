/** Answers the bulk requests of `contract/bulk.ts` with web-standard requests and responses, so that any program can. */
import { parseBulkPath, type BulkRoute } from '../contract/bulk.ts';
import { RESOURCE_SECURITY_POLICY } from '../contract/csp.ts';
import type { Fault } from '../contract/dispatch.ts';
import type { Resource } from '../core/document/reader.ts';
import { errorPayload, LecternError, unreachable } from '../core/errors.ts';
import type { Library } from '../core/library.ts';
import type { Documents } from './documents.ts';
import type { Emit } from './events.ts';
import { originalFile } from './original-file.ts';
import type { ExportedFile, Ports } from './ports.ts';
import type { Speaking } from './speaking.ts';
import type { SpeechTicket } from './speech.ts';
import { speechStream } from './speech-stream.ts';
import type { Tickets } from './tickets.ts';
import { receiveUpload, type UploadTicket } from './upload.ts';

const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/svg+xml', 'image/avif'];
const NOT_THERE = 404;

interface Needs {
  readonly library: Library;
  readonly documents: Pick<Documents, 'resource'>;
  readonly uploads: Tickets<UploadTicket>;
  readonly chunks: Tickets<SpeechTicket>;
  readonly speaking: Pick<Speaking, 'speakers' | 'firstAudio'>;
  readonly readFilePart: Ports['readFilePart'];
  readonly exported: (id: string, index: number) => Promise<ExportedFile | null>;
  readonly report: (fault: Fault) => void;
}

/** @returns what answers a request; the program has checked already that its own page sent it. */
export function createBulk(needs: Needs, emit: Emit): (request: Request) => Promise<Response> {
  const { library, documents, uploads, chunks, speaking, exported, readFilePart, report } = needs;

  const answer = async (route: BulkRoute, request: Request): Promise<Response> => {
    switch (route.kind) {
      case 'speech': {
        const chunk = chunks.redeem(route.ticket);
        if (!chunk) return failure(spent());
        const { priority, request: asked } = chunk;
        speaking.firstAudio.name(route.ticket, asked);
        const body = speechStream(
          (signal) =>
            speaking.speakers[asked.server].speak(asked, {
              priority,
              signal: AbortSignal.any([signal, request.signal]),
            }),
          (error) => report({ where: 'speech stream', error }),
        );
        return new Response(body, { headers: { ...PLAIN, 'content-type': 'application/octet-stream' } });
      }
      case 'upload': {
        const announced = uploads.redeem(route.ticket);
        if (!announced) return json({ ok: false, error: errorPayload(spent()) }, NOT_THERE);
        return json(await receiveUpload(announced, request.body, library, emit));
      }
      case 'resource':
        return image(await documents.resource(route.id, route.name));
      case 'file':
        return (
          (await originalFile(route.id, request.headers.get('range'), { library, readFilePart })) ??
          notThere()
        );
      case 'cover':
        return image(await library.cover(route.id));
      case 'export':
        return download(await exported(route.id, route.file));
      default:
        return unreachable(route);
    }
  };

  return async (request) => {
    const route = parseBulkPath(new URL(request.url).pathname);
    if (!route) return failure(new LecternError('bad-request', 'There is nothing at this address.'));
    if (request.method !== (route.kind === 'upload' ? 'PUT' : 'GET'))
      return new Response(null, { status: 405, headers: PLAIN });
    try {
      return await answer(route, request);
    } catch (error) {
      if (!(error instanceof LecternError)) report({ where: `${route.kind} request`, error });
      return failure(error);
    }
  };
}

const PLAIN = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

const spent = () =>
  new LecternError('refused', 'This address was good once and for a short time. Ask again.');

const json = (value: unknown, status = 200) =>
  new Response(JSON.stringify(value), { status, headers: { ...PLAIN, 'content-type': 'application/json' } });

const notThere = () => failure(new LecternError('document-missing', 'This file is not there.'));

const failure = (error: unknown) =>
  json({ error: errorPayload(error) }, error instanceof LecternError ? NOT_THERE : 500);

function download(file: ExportedFile | null): Response {
  if (!file)
    return failure(new LecternError('document-missing', 'This file is not there any more. Export it again.'));
  return new Response(file.body, {
    headers: {
      ...PLAIN,
      'content-type': file.mediaType,
      'content-length': String(file.bytes),
      // RFC 6266, with the name as RFC 8187 has it: titles are in any script.
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    },
  });
}

/** A book's image. Its bytes never change, for the address holds the hash of the book. */
function image(resource: Resource | null): Response {
  if (!resource || !IMAGE_TYPES.includes(resource.mediaType))
    return failure(new LecternError('document-missing', 'This image is not there.'));
  return new Response(new Uint8Array(resource.bytes), {
    headers: {
      'content-type': resource.mediaType,
      'content-security-policy': RESOURCE_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=86400',
    },
  });
}
