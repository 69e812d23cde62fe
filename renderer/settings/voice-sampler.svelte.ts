/** Plays one spoken sentence of a voice, so that it can be chosen by ear. */
import { bulkPath } from '../../electron/contract/bulk.ts';
import type { LecternApi } from '../../electron/contract/table.ts';
import { errorFromPayload } from '../../electron/core/errors.ts';
import { FrameDecoder, type SpeechFrame } from '../../electron/core/speech/frames.ts';
import { SAMPLE_RATE, type Voice } from '../../electron/core/speech/types.ts';
import { sampleSentence } from './sample-sentences.ts';
import { voiceKey } from './voice-groups.ts';

export class VoiceSampler {
  #api: LecternApi;
  #onFault: (error: unknown) => void;
  /** What else speaks must be silent first. */
  #onStart: () => void;
  #voice: string | null = $state(null);
  #waiting = $state(false);
  #stop = new AbortController();

  constructor(api: LecternApi, onStart: () => void, onFault: (error: unknown) => void) {
    this.#api = api;
    this.#onStart = onStart;
    this.#onFault = onFault;
  }

  /** `voiceKey` of what is heard or waited for, or null. */
  get voice(): string | null {
    return this.#voice;
  }

  get waiting(): boolean {
    return this.#waiting;
  }

  stop(): void {
    this.#stop.abort();
    this.#voice = null;
  }

  /** @param language The language to hear it in. */
  async toggle(voice: Voice, language: string): Promise<void> {
    const same = this.#voice === voiceKey(voice);
    this.stop();
    if (same) return;
    const { signal } = (this.#stop = new AbortController());
    this.#onStart();
    this.#voice = voiceKey(voice);
    this.#waiting = true;
    try {
      const pcm = await this.#speech(voice, language, signal);
      if (signal.aborted) return;
      this.#waiting = false;
      await playOnce(pcm, signal);
    } catch (error) {
      if (!signal.aborted) this.#onFault(error);
    } finally {
      if (!signal.aborted) this.stop();
    }
  }

  async #speech(voice: Voice, language: string, signal: AbortSignal): Promise<Float32Array<ArrayBuffer>> {
    const { ticket } = await this.#api.call('speech.request', {
      request: {
        server: voice.server,
        model: voice.model,
        voice: voice.voice,
        text: sampleSentence(language),
        language: voice.languages[0] ?? language,
        pronunciation: [],
      },
      priority: 'live',
    });
    const response = await fetch(bulkPath.speech(ticket), { signal });
    const decoder = new FrameDecoder();
    const pieces: Uint8Array[] = [];
    const take = (frame: SpeechFrame) => {
      if (frame.type === 'error') throw errorFromPayload(frame.error);
      if (frame.type === 'audio') pieces.push(frame.pcm);
    };
    const reader = response.body?.getReader();
    for (let read = await reader?.read(); read?.value; read = await reader?.read())
      decoder.push(read.value).forEach(take);
    decoder.finish();
    return samplesOf(pieces);
  }
}

/** Signed 16-bit little-endian to −1…1. */
function samplesOf(pieces: readonly Uint8Array[]): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length / 2, 0));
  let at = 0;
  for (const piece of pieces) {
    const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength);
    for (let byte = 0; byte < piece.length; byte += 2) samples[at++] = view.getInt16(byte, true) / 32768;
  }
  return samples;
}

/** Resolves when it was heard or stopped. */
async function playOnce(samples: Float32Array<ArrayBuffer>, signal: AbortSignal): Promise<void> {
  if (samples.length === 0) return;
  const context = new AudioContext({ sampleRate: SAMPLE_RATE });
  const buffer = context.createBuffer(1, samples.length, SAMPLE_RATE);
  buffer.copyToChannel(samples, 0);
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.connect(context.destination);
  await new Promise<void>((resolve) => {
    source.onended = () => resolve();
    signal.addEventListener('abort', () => source.stop(), { once: true });
    source.start();
  });
  await context.close();
}
