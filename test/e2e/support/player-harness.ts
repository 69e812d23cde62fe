/** Builds the player's page as the application's window is built, and serves it with the same content security policy. */
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import { CONTENT_SECURITY_POLICY } from '../../../electron/contract/csp.ts';
import { encodeFrame, type SpeechFrame } from '../../../electron/core/speech/frames.ts';
import { fakeSpeech, fakeWords } from '../../fakes/voice.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.flac': 'audio/flac',
};
const root = resolve(import.meta.dirname, '../../..');
/** Bytes of an audio frame: 100 ms. */
const PIECE = 4800;

export interface PlayerHarness {
  readonly url: string;
  close(): void;
}

/** @param directory Where the page may be built. */
export async function servePlayerHarness(directory: string): Promise<PlayerHarness> {
  await build({
    configFile: false,
    root: join(root, 'test/e2e/harness'),
    base: './',
    logLevel: 'warn',
    plugins: [svelte({ configFile: join(root, '.config/svelte.config.js') })],
    build: {
      outDir: directory,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      target: 'chrome140',
      rolldownOptions: { input: join(root, 'test/e2e/harness/player.html') },
    },
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://harness');
    const speech = /^\/speech\/(.+)$/.exec(pathname)?.[1];
    if (speech) speak(decodeURIComponent(speech), response);
    else void send(join(directory, pathname), response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/player.html`, close: () => void server.close() };
}

async function send(path: string, response: ServerResponse): Promise<void> {
  try {
    const bytes = await readFile(path);
    response.writeHead(200, {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': CONTENT_SECURITY_POLICY,
    });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

function speak(text: string, response: ServerResponse): void {
  const pcm = new Uint8Array(fakeSpeech(text).buffer);
  const frames: SpeechFrame[] = [{ type: 'words', words: fakeWords(text) }];
  for (let at = 0; at < pcm.length; at += PIECE)
    frames.push({ type: 'audio', pcm: pcm.slice(at, at + PIECE) });
  frames.push({ type: 'end', samples: pcm.length / 2 });
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  for (const frame of frames) response.write(encodeFrame(frame));
  response.end();
}
