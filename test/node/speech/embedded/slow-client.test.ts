import { connect, type Socket } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { LecternError } from '../../../../electron/core/errors.ts';
import { withinThisProcess } from '../../../../electron/node/speech/embedded/guards.ts';
import type { VoicePool } from '../../../../electron/node/speech/embedded/pool.ts';
import { createSpeechServer } from '../../../../electron/node/speech/embedded/server.ts';
import { decodeWav } from '../../../support/decode-audio.ts';
import { until } from '../../../support/until.ts';

/** Sound without end, or of so many pieces, as fast as it is taken: what a client's slowness holds up, nothing else. */
const PIECE = 100_000;
let pieces = Infinity;
let given = 0;
let cancelled = 0;
const pool: VoicePool = {
  size: 1,
  state: () => ({ started: 1, busy: 0, waiting: 0 }),
  warm: async () => {},
  voices: async () => [
    { identifier: 'gmw/en-US', name: 'English', languages: [{ name: 'en-us', priority: 2 }] },
  ],
  async speak(_, piece, signal) {
    for (given = 0; given < pieces; given++) {
      if (signal.aborted) {
        cancelled++;
        throw new LecternError('cancelled', 'The speech was cancelled.');
      }
      const taken = piece(new Uint8Array(PIECE).fill(given), []);
      let waits = true;
      void taken.then(() => (waits = false));
      await until(() => !waits || signal.aborted);
    }
    return (given * PIECE) / 2;
  },
  close: async () => {},
};
const server = createSpeechServer(pool, withinThisProcess, { stalled: 300, held: 250_000 });
await new Promise<void>((done) => server.http.listen(0, '127.0.0.1', done));
const address = server.http.address();
const port = typeof address === 'object' && address ? address.port : 0;
afterAll(() => server.close());

/** The server's ends of its connections, by the client's port. */
const ends = new Map<number, Socket>();
server.http.on('connection', (end: Socket) => ends.set(end.remotePort ?? 0, end));
const endOf = (socket: Socket) => ends.get(socket.localPort ?? 0);

/** Sends, and does not read. */
const deaf = (bytes: string) =>
  new Promise<Socket>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.pause().write(bytes, () => resolve(socket)));
    socket.on('error', () => {});
  });
const head = (line: string, ...headers: readonly string[]) =>
  [`${line} HTTP/1.1`, 'Host: x', ...headers, '', ''].join('\r\n');
const BODY = { model: 'hexgrad/Kokoro-82M', voice: 'af_heart', input: 'On and on.' };
const request = (more: object = {}) => {
  const body = JSON.stringify({ ...BODY, ...more });
  const headers = ['Content-Type: application/json', `Content-Length: ${body.length}`];
  return head('POST /v1/audio/speech', ...headers) + body;
};
const UPGRADE = head(
  'GET /v1/audio/speech/websocket?voice=af_heart&segment=never',
  ...['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
  `Sec-WebSocket-Key: ${'A'.repeat(22)}==`,
);
/** A short masked text frame (RFC 6455, 5.2); the mask of zeros leaves the text as it is. */
const frame = (message: object) => {
  const payload = Buffer.from(JSON.stringify(message));
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
};

describe('a client that takes nothing of what is sent to it', () => {
  it.each([
    ['a body', { response_format: 'raw' }],
    ['events', { stream: true }],
  ])('over HTTP, as %s, holds its speech up, and is let go in time', async (_, more) => {
    const before = cancelled;
    const socket = await deaf(request(more));
    await until(() => endOf(socket)?.destroyed ?? false);
    await until(() => cancelled > before);
    expect(given * PIECE).toBeLessThan(100_000_000); // what the system's buffers took, of what never ends
    socket.destroy();
  });

  it('over the WebSocket is let go too; one to which nothing is sent may be silent', async () => {
    const before = cancelled;
    const silent = await deaf(UPGRADE);
    const socket = await deaf(UPGRADE);
    socket.write(frame({ type: 'input_text_buffer.append', text: BODY.input }));
    socket.write(frame({ type: 'input_text_buffer.commit' }));
    await until(() => endOf(socket)?.destroyed ?? false);
    await until(() => cancelled > before);
    expect(given * PIECE).toBeLessThan(100_000_000);
    expect(endOf(silent)?.destroyed).toBe(false);
    socket.destroy();
    silent.destroy();
  });
});

describe('a client that goes away', () => {
  it.each([
    ['a body', { response_format: 'raw' }],
    ['a body that is held back', {}],
    ['events', { stream: true }],
  ])('ends the work for it: %s', async (_, more) => {
    const before = cancelled;
    pieces = Infinity;
    const socket = await deaf(request(more));
    await until(() => given > 0);
    socket.destroy();
    await until(() => cancelled > before);
    expect(cancelled).toBe(before + 1);
  });
});

describe('a WAV body', () => {
  const answer = async (count: number) => {
    pieces = count;
    const body = JSON.stringify(BODY);
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body };
    const response = await fetch(`http://127.0.0.1:${port}/v1/audio/speech`, init);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { length: response.headers.get('content-length'), bytes };
  };

  it('waits for its length, which its header then says', async () => {
    const { length, bytes } = await answer(2);
    expect([length, bytes.length]).toEqual(['200000', 200_000]);
    expect(decodeWav(bytes).dataBytes).toBe(200_000);
  });

  it('beyond a size is sent as it is made, every byte of it in order', async () => {
    const { length, bytes } = await answer(5);
    expect([length, bytes.length]).toEqual([null, 500_000]);
    expect(Array.from({ length: 5 }, (_, index) => bytes[index * PIECE])).toEqual([0, 1, 2, 3, 4]);
  });
});
