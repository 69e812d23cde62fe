// The embedded voice as the client meets it: through its WebSocket, from the text's commit on.
import { readFileSync } from 'node:fs';
import { createResampler, resampleKernel } from '../../electron/core/audio/resample.ts';
import { createEmbeddedVoice, type EmbeddedVoice } from '../../electron/node/speech/embedded/voice.ts';
import { AUDIO, DONE, openSpeech, type SpeechSocket } from '../support/speech-socket.ts';
import { megabytes, milliseconds, percentile, type Bench, type Row } from './table.ts';

const worker = new URL('../../electron/node/speech/embedded/worker.ts', import.meta.url);
const fixture = new URL('../fixtures/voice/ten-paragraphs.txt', import.meta.url);
const paragraphs = readFileSync(fixture, 'utf8').trim().split('\n\n');
const sentences = paragraphs
  .flatMap((text) => text.match(/[^.?!]+[.?!]+\S*/g) ?? [])
  .map((text) => text.trim());
const QUERY = { model: 'espeak-ng', voice: 'gmw/en-US', alignment: 'word', segment: 'never' };
const SECOND = 24_000;

let contexts = 0;
/** Milliseconds from the commit to the first audio, and the samples of the whole. */
async function speak(socket: SpeechSocket, text: string): Promise<{ first: number; samples: number }> {
  const context_id = `c${contexts++}`;
  const from = performance.now();
  socket.send({ type: 'input_text_buffer.append', text, context_id });
  socket.send({ type: 'input_text_buffer.commit', context_id });
  await socket.until((message) => message.type === AUDIO && message.context_id === context_id);
  const first = performance.now() - from;
  await socket.until((message) => message.type === DONE && message.context_id === context_id);
  socket.send({ type: 'context.cancel', context_id });
  return { first, samples: socket.audio(context_id).length };
}

/** Speaks everything through so many contexts at a time; × real time. */
async function pace(voice: EmbeddedVoice, lanes: number): Promise<number> {
  const socket = await openSpeech(voice, QUERY);
  const queue = [...paragraphs, ...paragraphs, ...paragraphs];
  let samples = 0;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let text; (text = queue.shift());) samples += (await speak(socket, text)).samples;
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  socket.close();
  return samples / SECOND / seconds;
}

function resamplingPace(): number {
  const kernel = resampleKernel(22_050, 24_000);
  const input = Int16Array.from({ length: 2_205 }, (_, n) => 8_000 * Math.sin(n / 7));
  const resampler = createResampler(kernel);
  const from = performance.now();
  for (let piece = 0; piece < 600; piece++) resampler.push(input);
  return 60 / ((performance.now() - from) / 1000);
}

async function run(): Promise<readonly Row[]> {
  const before = process.memoryUsage().rss;
  const voice = createEmbeddedVoice({ worker });
  try {
    const from = performance.now();
    await voice.warm();
    const start = performance.now() - from;
    const socket = await openSpeech(voice, QUERY);
    const firsts: number[] = [];
    for (const text of sentences) firsts.push((await speak(socket, text)).first);
    socket.close();
    const p50 = percentile(firsts, 0.5);
    const p95 = percentile(firsts, 0.95);
    await pace(voice, 2); // the second worker starts with the second context
    const one = await pace(voice, 1);
    const two = await pace(voice, 2);
    const resampling = resamplingPace();
    return [
      {
        what: 'start: worker, voice data, first word',
        measured: milliseconds(start),
        against: '',
        reached: null,
      },
      {
        what: `first audio, warm, p50 of ${firsts.length} sentences`,
        measured: milliseconds(p50),
        against: '≤ 250 ms from hotkey to sound',
        reached: p50 <= 250,
      },
      {
        what: 'first audio, warm, p95',
        measured: milliseconds(p95),
        against: '≤ 450 ms from hotkey to sound',
        reached: p95 <= 450,
      },
      {
        what: 'one context at a time',
        measured: times(one),
        against: '≥ 40 × real time',
        reached: one >= 40,
      },
      {
        what: 'two contexts at a time',
        measured: times(two),
        against: '≥ 40 × real time',
        reached: two >= 40,
      },
      {
        what: 'resampling 22.05 → 24 kHz, of that one core',
        measured: times(resampling),
        against: `${((100 * one) / resampling).toFixed(0)} % of the time of one context`,
        reached: null,
      },
      {
        what: 'memory of the voice',
        measured: megabytes(process.memoryUsage().rss - before),
        against: '',
        reached: null,
      },
    ];
  } finally {
    await voice.close();
  }
}

const times = (factor: number) => `${factor.toFixed(0)} ×`;

export const bench: Bench = { name: 'embedded voice', run };
