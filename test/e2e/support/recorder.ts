/**
 * Records what a page plays, to the sample, without a word of the page's own code: before its scripts run, connecting
 * to an AudioContext's destination is made to pass a recorder, an audio worklet that counts by `currentFrame`.
 *
 *     await installRecorder(page);
 *     await page.goto(…); …
 *     const { from, samples } = await recording(page);   // samples[i] went to the loudspeaker at frame from + i
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

const PROCESSOR = readFileSync(join(import.meta.dirname, 'recorder-processor.js'), 'utf8');

export interface Recording {
  /** Frame of the context's clock at which `samples` begin. */
  readonly from: number;
  readonly samples: Float32Array;
  /** Hz of the context. */
  readonly sampleRate: number;
  /** Frames between `from` and the end for which nothing was handed over: 0, or the recording cannot be judged. */
  readonly missing: number;
}

/**
 * To be called before the page is opened. Records the first context that the page connects to the loudspeaker.
 *
 * The recorder's module comes from a blob, since Playwright cannot answer the requests of worklets. The page's content
 * security policy would refuse that, so it is set aside here: that the page works under it is for other tests to show.
 */
export async function installRecorder(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setBypassCSP', { enabled: true });
  await page.addInitScript(intercept, PROCESSOR);
}

/** All that was played since the first sound. */
export async function recording(page: Page): Promise<Recording> {
  const { pieces, sampleRate } = await page.evaluate(async () => {
    const recorder = window.testRecorder;
    if (!recorder) return { pieces: [], sampleRate: 0 };
    await recorder.settle();
    return {
      sampleRate: recorder.sampleRate,
      pieces: recorder.pieces.map(({ from, samples }) => {
        let binary = '';
        for (const byte of new Uint8Array(samples.buffer)) binary += String.fromCharCode(byte);
        return { from, samples: btoa(binary) };
      }),
    };
  });
  const all = pieces.map((piece) => {
    const bytes = Uint8Array.from(Buffer.from(piece.samples, 'base64'));
    return { from: piece.from, samples: new Float32Array(bytes.buffer) };
  });
  // Quanta are left out while the page connects its nodes, when nothing sounds yet.
  const first = all.findIndex((piece) => piece.samples.some((sample) => sample !== 0));
  const decoded = first < 0 ? all.slice(-1) : all.slice(first);
  const from = decoded[0]?.from ?? 0;
  const end = decoded.reduce((last, piece) => Math.max(last, piece.from + piece.samples.length), from);
  const samples = new Float32Array(end - from);
  let there = 0;
  for (const piece of decoded) {
    samples.set(piece.samples, piece.from - from);
    there += piece.samples.length;
  }
  return { from, samples, sampleRate, missing: end - from - there };
}

/** The frame that the context makes now; the newest that a `recording` can hold. */
export async function frameNow(page: Page): Promise<number> {
  return page.evaluate(() => window.testRecorder?.frame() ?? 0);
}

interface TestRecorder {
  readonly pieces: { readonly from: number; readonly samples: Float32Array<ArrayBuffer> }[];
  readonly sampleRate: number;
  frame(): number;
  /** Resolves when all that was played until now is in `pieces`. */
  settle(): Promise<void>;
}

declare global {
  interface Window {
    testRecorder?: TestRecorder;
  }
}

/** Runs in the page. */
function intercept(processor: string): void {
  const original = AudioNode.prototype.connect;
  const connect = (from: AudioNode, to: AudioNode) => Reflect.apply(original, from, [to]);
  const addModule = AudioWorklet.prototype.addModule;
  const ready = new WeakMap<AudioWorklet, Promise<void>>();

  function tap(source: AudioNode, context: AudioContext): void {
    const through = new GainNode(context);
    connect(source, through);
    connect(through, context.destination);
    if (window.testRecorder) return;
    const pieces: TestRecorder['pieces'] = [];
    let asked: (() => void) | null = null;
    let node: AudioWorkletNode | null = null;
    window.testRecorder = {
      pieces,
      sampleRate: context.sampleRate,
      frame: () => Math.round(context.currentTime * context.sampleRate),
      settle: () =>
        new Promise((resolve) => {
          if (!node || context.state !== 'running') return resolve();
          asked = resolve;
          node.port.postMessage('send');
        }),
    };
    const module = URL.createObjectURL(new Blob([processor], { type: 'text/javascript' }));
    const recorder = addModule.call(context.audioWorklet, module).then(() => {
      node = new AudioWorkletNode(context, 'test-recorder', { numberOfOutputs: 1, channelCount: 1 });
      node.port.onmessage = (event: MessageEvent<TestRecorder['pieces'][number]>) => {
        if (event.data.samples.length > 0) pieces.push(event.data);
        asked?.();
        asked = null;
      };
      connect(through, node);
      connect(node, context.destination); // silent, but a node that leads nowhere need not run
    });
    ready.set(context.audioWorklet, recorder);
  }

  // The page's own worklet waits for the recorder, so that its very first sample is recorded.
  AudioWorklet.prototype.addModule = async function (url, options) {
    await ready.get(this);
    await addModule.call(this, url, options);
  };
  Object.defineProperty(AudioNode.prototype, 'connect', {
    value: function (this: AudioNode, ...args: [AudioNode | AudioParam]) {
      const [destination] = args;
      if (destination instanceof AudioDestinationNode && this.context instanceof AudioContext)
        tap(this, this.context);
      else Reflect.apply(original, this, args);
      return destination;
    },
  });
}
