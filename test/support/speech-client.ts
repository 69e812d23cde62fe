/** What the tests of the speech client share: a server with faults on command, and speech checked to the sample. */
import { afterEach, beforeEach, expect } from 'vitest';
import { LecternError } from '../../electron/core/errors.ts';
import type { SpeechEvent, SpeechRequest, WordTime } from '../../electron/core/speech/types.ts';
import {
  createSpeechClient,
  type SpeechClient,
  type SpeechClientOptions,
} from '../../electron/node/speech/client.ts';
import { createManualClock, type ManualClock } from '../fakes/manual-clock.ts';
import { spoken } from '../fakes/spoken.ts';
import { VoiceServer, type ChunkFaults } from '../fakes/voice-server.ts';

export const KEY = 'tgp_v1_0123456789abcdef';
export const TEXT = 'It was a bright cold day in April, and the clocks were striking thirteen.';
export const never = new AbortController().signal;

/** Live: new for each test. */
export let server: VoiceServer;
export let clock: ManualClock;
let clients: SpeechClient[];

/** To be called once by a test file: a server, a clock and clients that end with each test. */
export function useVoiceServer(): void {
  beforeEach(async () => {
    server = await VoiceServer.start();
    clock = createManualClock();
    clients = [];
  });
  afterEach(async () => {
    for (const client of clients) client.close();
    await server.close();
  });
}

export const clientOf = (options: Partial<SpeechClientOptions> = {}): SpeechClient =>
  keylessClientOf({ key: async () => KEY, ...options });

/** For a server that wants no key. */
export const keylessClientOf = (options: Partial<SpeechClientOptions> = {}): SpeechClient => {
  const client = createSpeechClient({ url: server.url, service: 'Together AI', clock, ...options });
  clients.push(client);
  return client;
};

export const requestOf = (text: string, more: Partial<SpeechRequest> = {}): SpeechRequest => ({
  ...{ server: 'together', model: 'hexgrad/Kokoro-82M', voice: 'af_heart', language: 'en-US' },
  ...{ text, pronunciation: [] },
  ...more,
});

export interface Told {
  readonly pcm: Buffer;
  readonly words: readonly WordTime[];
}

export const collect = async (
  events: AsyncIterable<SpeechEvent>,
  onEvent: (event: SpeechEvent) => void = () => {},
): Promise<Told> => {
  const pcm: Uint8Array[] = [];
  const words: WordTime[] = [];
  for await (const event of events) {
    onEvent(event);
    if (event.type === 'audio') pcm.push(event.pcm);
    else words.push(...event.words);
  }
  return { pcm: Buffer.concat(pcm), words };
};
export const tell = (text = TEXT, client = clientOf()) => collect(client.speak(requestOf(text), never));

/** The error that the chunk ends with; it must never hold the key. */
export const failure = async (telling: Promise<unknown>): Promise<LecternError> => {
  const error = await telling.then(
    () => new Error('it was spoken'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof LecternError)) throw error;
  expect(JSON.stringify([error, error.message, error.stack, error.cause])).not.toContain(KEY);
  return error;
};

export const close = (seconds: number) => expect.closeTo(seconds, 6) as number;
/** What a text must sound like, in however many parts it is spoken. */
export const parts = (...texts: readonly string[]): Told => {
  const { pcm, words } = spoken(texts.join(''));
  return {
    pcm,
    words: words.map(({ word, start, end }) => ({ word, start: close(start), end: close(end) })),
  };
};
export const expectTold = (told: Told, expected: Told) => {
  expect(told.pcm.equals(expected.pcm)).toBe(true);
  expect(told.words).toEqual(expected.words);
};
export const faults = (chunk: ChunkFaults) => (server.chunkFaults = () => chunk);
