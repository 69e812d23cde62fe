/**
 * The least way from a server's socket to the loudspeaker, for comparison: a WebSocket message with base64 in JSON, its
 * bytes on to a page's `fetch`, a message to a worklet that plays what it gets. No queue, no store, no player.
 */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from '@playwright/test';
import { WebSocket, WebSocketServer } from 'ws';
import { installRecorder } from '../../e2e/support/recorder.ts';
import { spoken } from '../../fakes/spoken.ts';
import { forgetSound, soundUntil } from './hear.ts';
import { clockOf } from './own-overhead.ts';
import { installProbe, timeOf } from './probe.ts';
import { frameOf, samplesOf } from './sound.ts';

const PAGE = `<!doctype html><title>The least</title><script type="module">
  const worklet = \`registerProcessor('least', class extends AudioWorkletProcessor {
    queue = [];
    constructor() { super(); this.port.onmessage = ({ data }) => this.queue.push(...data); }
    process(_, [[out]]) { for (let i = 0; i < out.length; i++) out[i] = this.queue.shift() ?? 0; return true; }
  });\`;
  const context = new AudioContext({ sampleRate: 24000, latencyHint: 'interactive' });
  const gain = new GainNode(context);
  gain.connect(context.destination);
  await context.audioWorklet.addModule(URL.createObjectURL(new Blob([worklet], { type: 'text/javascript' })));
  const node = new AudioWorkletNode(context, 'least', { numberOfInputs: 0, outputChannelCount: [1] });
  node.connect(gain);
  await context.resume();
  const reader = (await fetch('sound')).body.getReader();
  document.title = 'ready';
  for (;;) {
    const { value } = await reader.read();
    node.port.postMessage(Float32Array.from(new Int16Array(value.slice().buffer), (sample) => sample / 32768));
  }
</script>`;
/** Bytes of one delta: 200 ms, as the fake service sends. */
const DELTA = 9600;

/** Milliseconds of each try. */
export async function floorOf(browser: Browser, tries: number): Promise<readonly number[]> {
  let listener: ServerResponse | null = null;
  const server = createServer((request, response) => {
    if (request.url === '/sound') {
      listener = response.writeHead(200, { 'content-type': 'application/octet-stream' });
      response.flushHeaders();
    } else response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
  });
  const sockets = new WebSocketServer({ server });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = new WebSocket(`ws://127.0.0.1:${port}`);
  await once(client, 'open');
  client.on('message', (data: Buffer) => {
    const { delta } = JSON.parse(data.toString()) as { delta: string };
    listener?.write(Buffer.from(delta, 'base64'));
  });
  const page = await browser.newPage();
  await installRecorder(page);
  await installProbe(page);
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.waitForFunction(() => document.title === 'ready');
  const waits: number[] = [];
  for (let tried = 0; tried < tries; tried++) {
    await forgetSound(page);
    const text = `Try ${tried}`;
    const from = await page.evaluate(() => window.testRecorder?.frame() ?? 0);
    const delta = spoken(text).pcm.subarray(0, DELTA).toString('base64');
    for (const socket of sockets.clients) socket.send(JSON.stringify({ delta }));
    const sent = performance.now();
    const made = await soundUntil(page, 0.5, from);
    const frame = frameOf(made, samplesOf(text), from);
    const moments = await page.evaluate(() => window.benchProbe.moments);
    if (frame === null) throw new Error('The sound did not arrive.');
    waits.push(timeOf(moments, frame, made.sampleRate) - (sent + (await clockOf(page))));
  }
  await page.close();
  client.terminate();
  sockets.close();
  server.closeAllConnections();
  server.close();
  return waits;
}
