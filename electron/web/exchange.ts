/** Between Node's requests and responses and the web-standard ones that the host speaks. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CONTENT_SECURITY_POLICY } from '../contract/csp.ts';

/** On everything that leaves the server; what answers may set stricter ones of its own. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** @param response Ends with the connection: whoever works for it is then told by the request's signal. */
export function webRequest(request: IncomingMessage, response: ServerResponse, url: URL): Request {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const method = request.method ?? 'GET';
  const { range } = request.headers;
  const base = { method, signal: gone.signal, ...(range === undefined ? {} : { headers: { range } }) };
  if (method === 'GET' || method === 'HEAD') return new Request(url, base);
  const streaming = { ...base, body: bodyOf(request), duplex: 'half' } as const;
  return new Request(url, streaming);
}

/**
 * The body as it is pulled. Where the receiver has had enough, the rest is read and dropped: ending the connection
 * instead, as Node's own adapter does, would also end the answer that says why.
 */
function bodyOf(request: IncomingMessage): ReadableStream<Uint8Array> {
  const pieces = request.iterator({ destroyOnReturn: false });
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(new Uint8Array(value));
      },
      async cancel() {
        await pieces.return?.();
        request.resume();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Sends a response no faster than the other side takes it; its body is cancelled when the connection ends. */
export async function send(answer: Response, response: ServerResponse): Promise<void> {
  if (response.destroyed) {
    await answer.body?.cancel();
    return;
  }
  response.writeHead(answer.status, { ...SECURITY_HEADERS, ...Object.fromEntries(answer.headers) });
  if (answer.body) await sendBody(answer.body.getReader(), response);
  response.end();
}

async function sendBody(body: ReadableStreamDefaultReader<Uint8Array>, response: ServerResponse) {
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
    body.cancel().catch(() => undefined); // nobody is left to tell
  });
  for (;;) {
    const { done, value } = await body.read();
    if (done || response.destroyed) return;
    if (!response.write(value)) await once(response, 'drain', { signal: gone.signal });
  }
}
