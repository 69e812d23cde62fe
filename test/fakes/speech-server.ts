import { LecternError } from '../../electron/core/errors.ts';
import type { ServerStatus, SpeechServer } from '../../electron/core/speech/server.ts';
import type {
  ServerName,
  SpeechEvent,
  SpeechRequest,
  SpeechStore,
  StoredSpeech,
  Voice,
} from '../../electron/core/speech/types.ts';

export interface FakeServer extends SpeechServer {
  readonly requests: readonly SpeechRequest[];
  /** How many pieces were pulled, over all requests. */
  readonly pieces: number;
  /** How many chunks were aborted. */
  readonly aborted: number;
  setStatus(status: ServerStatus): void;
  /** What `reach` comes to; how often it was asked. */
  unreachable: LecternError | null;
  readonly looks: number;
  setVoices(voices: readonly Voice[]): void;
}

interface FakeServerOptions {
  readonly server: ServerName;
  readonly voices?: readonly Voice[];
  /** What a request yields; endless if it likes to be. Gets a signal that is aborted with the chunk. */
  readonly script?: (request: SpeechRequest, signal: AbortSignal) => AsyncIterable<SpeechEvent>;
}

export const fakeVoice = (server: ServerName, voice: string, ...languages: string[]): Voice => ({
  server,
  model: 'model',
  voice,
  name: voice,
  languages,
  gender: null,
  wordTimes: true,
  offline: server === 'embedded',
  pricePerMillion: 0,
});

/** One sample for each character of the text, all in one piece. */
async function* shortSpeech({ text }: SpeechRequest): AsyncGenerator<SpeechEvent> {
  yield { type: 'words', words: [{ word: text, start: 0, end: text.length / 24_000 }] };
  yield { type: 'audio', pcm: new Uint8Array(text.length * 2).fill(1) };
}

export function createFakeServer(options: FakeServerOptions): FakeServer {
  const { server, script = shortSpeech } = options;
  let voices = options.voices ?? [fakeVoice(server, `${server}-en`, 'en')];
  const voiceListeners = new Set<() => void>();
  const listeners = new Set<(status: ServerStatus) => void>();
  const requests: SpeechRequest[] = [];
  let status: ServerStatus = { state: 'idle', error: null };
  let pieces = 0;
  let aborted = 0;
  let looks = 0;
  return {
    requests,
    atOnce: server === 'embedded' ? 2 : null,
    unreachable: null,
    get looks() {
      return looks;
    },
    async reach() {
      looks += 1;
      if (this.unreachable) throw this.unreachable;
    },
    get pieces() {
      return pieces;
    },
    get aborted() {
      return aborted;
    },
    async *speak(request, signal, onSent) {
      requests.push(request);
      onSent?.();
      signal.addEventListener('abort', () => void aborted++, { once: true });
      for await (const event of script(request, signal)) {
        if (signal.aborted) throw new LecternError('cancelled', 'It was cancelled.');
        pieces += 1;
        yield event;
      }
    },
    voices: async () => voices,
    status: () => status,
    onStatus(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onVoices(listener) {
      voiceListeners.add(listener);
      return () => void voiceListeners.delete(listener);
    },
    setVoices(next) {
      voices = next;
      for (const listener of voiceListeners) listener();
    },
    setStatus(next) {
      status = next;
      for (const listener of listeners) listener(next);
    },
  };
}

export function createMemoryStore(): SpeechStore {
  const kept = new Map<string, StoredSpeech>();
  let capBytes = 0;
  const key = (request: SpeechRequest) => JSON.stringify(Object.entries(request).sort());
  return {
    get: async (request) => kept.get(key(request)) ?? null,
    has: async (request) => kept.has(key(request)),
    async put(request, speech) {
      kept.set(key(request), speech);
    },
    async remove(request) {
      kept.delete(key(request));
    },
    usage: async () => ({
      bytes: [...kept.values()].reduce((sum, { pcm }) => sum + pcm.byteLength, 0),
      chunks: kept.size,
      capBytes,
    }),
    async setCap(bytes) {
      capBytes = bytes;
    },
    async clear() {
      kept.clear();
    },
  };
}
