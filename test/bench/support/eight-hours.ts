/**
 * Reads a book aloud for eight hours under a manual clock: the window's player, its fetcher and the engine, on a host
 * and a loudspeaker made of nothing. Prints what the process holds as time goes by. To be bundled (the player is written
 * in runes) and run in a process of its own, with --expose-gc.
 */
import * as v from 'valibot';
import { settings } from '../../../electron/contract/schemas.ts';
import type { CallInput, CallName, CallOutput, LecternApi } from '../../../electron/contract/table.ts';
import { Engine, type EngineReport } from '../../../electron/core/audio/engine.ts';
import { START, type Section } from '../../../electron/core/document/model.ts';
import { USUAL_PLAN } from '../../../electron/core/document/plan.ts';
import { encodeFrame } from '../../../electron/core/speech/frames.ts';
import { SAMPLE_RATE } from '../../../electron/core/speech/types.ts';
import type { AudioOutput, OutputEvent } from '../../../renderer/audio/output.ts';
import { OpenDocument, type Opened } from '../../../renderer/document/open-document.ts';
import { createFetcher } from '../../../renderer/player/fetcher.ts';
import { createPlayer } from '../../../renderer/player/player.svelte.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { FAKE_VOICE } from '../../fakes/voice.ts';
import { block } from '../../support/blocks.ts';

/** Bytes, after a forced collection, save `peak`: the most that the process ever held. */
export interface Held {
  /** Hours of sound that were made. */
  readonly hours: number;
  /** Heap and array buffers: samples live in the latter. */
  readonly bytes: number;
  readonly peak: number;
}

const HOURS = 8;
const HOUR = 3600 * SAMPLE_RATE;
/** Samples of sound between two looks: five minutes. */
const LOOK_EVERY = HOUR / 12;
/** Samples of sound after which all that is promised comes true: a fifth of a second. */
const SETTLE_EVERY = SAMPLE_RATE / 5;
const QUANTUM = 128;
/** Samples that the voice takes for a character: 15 characters a second. */
const PER_CHARACTER = SAMPLE_RATE / 15;
/** Bytes of the pieces in which the host hands stored speech over: half a second. */
const PIECE = SAMPLE_RATE;
const SECTIONS = 250;
const NOISE = Int16Array.from(
  { length: PER_CHARACTER * 300 },
  (_, n) => 9000 * Math.sin(n / 9) + 3000 * Math.sin(n / 2.3),
);

const words = (sentence: number): string =>
  `It was number ${sentence} of the many that a long book has, and it said nothing of the one before.`;

/** Made anew each time it is asked for, as it comes from the host: the one who keeps it is the one who holds it. */
function section(index: number): Section {
  const paragraphs = Array.from({ length: 12 }, (_, at) =>
    [0, 1, 2].map((sentence) => words(index * 36 + at * 3 + sentence)).join(' '),
  );
  return { index, blocks: paragraphs.map((text) => block(text)) };
}

/** What the host streams for one chunk. */
function* frames(text: string): Generator<Uint8Array<ArrayBuffer>> {
  const samples = text.length * PER_CHARACTER;
  const seconds = (offset: number) => (offset * PER_CHARACTER) / SAMPLE_RATE;
  const times = Array.from(text.matchAll(/\S+/g), ({ 0: word, index }) => ({
    word,
    start: seconds(index),
    end: seconds(index + word.length),
  }));
  yield encodeFrame({ type: 'words', words: times });
  const pcm = new Uint8Array(NOISE.buffer, 0, samples * 2);
  for (let at = 0; at < pcm.length; at += PIECE)
    yield encodeFrame({ type: 'audio', pcm: pcm.subarray(at, at + PIECE) });
  yield encodeFrame({ type: 'end', samples });
}

function streamOf(text: string): ReadableStream<Uint8Array> {
  const pieces = frames(text);
  return new ReadableStream({
    pull(controller) {
      const { done, value } = pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}

type Answers = { [K in CallName]?: (input: CallInput<K>) => CallOutput<K> };
const answers: Answers = {
  'document.section': ({ index }) => section(index) as CallOutput<'document.section'>,
  'speech.request': ({ request }) => ({
    ticket: encodeURIComponent(request.text),
    stored: true,
    spoken: null,
  }),
};
const api: LecternApi = {
  call<K extends CallName>(name: K, ...input: undefined extends CallInput<K> ? [] : [CallInput<K>]) {
    const answer = answers[name];
    const [given] = input;
    return answer && given ? Promise.resolve(answer(given)) : Promise.reject(new Error(`no ${name} here`));
  },
  on: () => () => {},
};

const reports: EngineReport[] = [];
const engine = new Engine({ sampleRate: SAMPLE_RATE, report: (report) => reports.push(report) });
let frame = 0;
let listener: (event: OutputEvent) => void = () => {};
const output: AudioOutput = {
  wake: () => {},
  rest: () => {},
  tell: (...commands) => commands.forEach((command) => engine.command(command)),
  setVolume: () => {},
  heardFrame: () => frame,
  listen: (wanted) => {
    listener = wanted;
    return () => {};
  },
  close: () => {},
};

const clock = createManualClock();
const player = createPlayer({
  fetcher: createFetcher({
    api,
    clock,
    fetch: async (address) => new Response(streamOf(decodeURIComponent(address.replace('speech/', '')))),
  }),
  voiceFor: async () => FAKE_VOICE,
  output,
  clock,
  pauses: () => v.parse(settings, {}),
  lease: () => ({ take: () => {}, release: () => {} }),
  media: () => ({ update: () => {}, close: () => {} }),
  onSounded: () => {},
});

const opened: Opened = {
  entry: {
    ...{ id: 'a'.repeat(64), title: 'A long book', authors: [], format: 'epub', language: 'en' },
    ...{ hasCover: false, addedAt: 0, openedAt: null, progress: 0, position: null },
  },
  summary: {
    metadata: {
      ...{ format: 'epub', title: 'A long book', authors: [], language: 'en', cover: null },
      ...{ publisher: null, date: null, description: null, identifier: null },
    },
    toc: [],
    sections: Array.from({ length: SECTIONS }, () => ({ title: null, weight: 3500 })),
    warnings: [],
  },
};

const settle = async () => {
  for (let turn = 0; turn < 4; turn++) await new Promise(setImmediate);
};

async function hold(): Promise<Held> {
  // The buffers that a first collection finds unused are let go of in the next turn.
  for (let turn = 0; turn < 3; turn++) {
    globalThis.gc?.();
    await settle();
  }
  const { heapUsed, external } = process.memoryUsage();
  const peak = process.resourceUsage().maxRSS * 1024;
  return { hours: frame / HOUR, bytes: heapUsed + external, peak };
}

async function run(): Promise<readonly Held[]> {
  player.load(new OpenDocument(api, opened, USUAL_PLAN), START);
  await settle();
  const held = [await hold()];
  player.play();
  await settle();
  const quantum = new Float32Array(QUANTUM);
  for (let settled = 0, looked = 0; frame < HOURS * HOUR; frame += QUANTUM) {
    engine.pull(quantum, frame);
    for (const report of reports.splice(0)) listener({ type: 'report', report });
    if (frame - settled >= SETTLE_EVERY) {
      clock.advance((1000 * (frame - settled)) / SAMPLE_RATE);
      settled = frame;
      await settle();
      const { phase } = player.state;
      if (phase !== 'playing' && phase !== 'waiting') throw new Error(`It stopped: ${phase}.`);
    }
    if (frame - looked >= LOOK_EVERY) {
      looked = frame;
      held.push(await hold());
    }
  }
  return held;
}

console.log(JSON.stringify(await run()));
