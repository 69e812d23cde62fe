/**
 * Thousands of chunks through every fault of the catalogue, drawn by a seed, over real sockets and a clock that is moved
 * by hand: a listener who asks a little ahead and hears one chunk after the other.
 */
import { LecternError, type ErrorKind } from '../../electron/core/errors.ts';
import { createScheduler } from '../../electron/core/speech/scheduler.ts';
import type { SpeechRequest } from '../../electron/core/speech/types.ts';
import { createNetwork } from '../../electron/node/network/network.ts';
import { createSpeechClient } from '../../electron/node/speech/client.ts';
import { drawFaults } from '../fakes/faults.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { randomOf, spoken } from '../fakes/spoken.ts';
import { VoiceServer } from '../fakes/voice-server.ts';
import { drive } from './drive.ts';

/** Chunks that are asked for ahead of the one that is heard. */
const AHEAD = 12;

export interface StormOptions {
  readonly seed: number;
  readonly chunks: number;
  /** Called after so many chunks, between two of them. */
  readonly every: number;
  readonly onPause: (heard: number) => void;
}

export interface StormReport {
  /** Chunks that were audible whole, once, in their turn. */
  readonly whole: number;
  readonly failed: Readonly<Partial<Record<ErrorKind, number>>>;
  /** What should not be: a sentence each. */
  readonly wrong: readonly string[];
  readonly counts: VoiceServer['counts'];
}

const textOf = (n: number) => `${n} goes by.`;

export async function storm({ seed, chunks, every, onPause }: StormOptions): Promise<StormReport> {
  const random = randomOf(seed);
  const server = await VoiceServer.start();
  server.forgetful = true;
  const refused = drawFaults(server, random);
  const clock = createManualClock();
  const { fetch } = createNetwork({ proxy: () => null, env: {} });
  const client = createSpeechClient({
    ...{ url: server.url, service: 'Together AI', clock, key: async () => 'a-key' },
    http: { url: `${server.baseUrl}/audio/speech`, fetch },
  });
  const scheduler = createScheduler({ speaker: client, clock, random });

  let whole = 0;
  const failed: Partial<Record<ErrorKind, number>> = {};
  const wrong: string[] = [];

  const ask = async (n: number): Promise<Buffer | LecternError> => {
    const request: SpeechRequest = {
      ...{ server: 'together', model: 'm', voice: 'v', language: 'en', pronunciation: [] },
      text: textOf(n),
    };
    const signal = new AbortController().signal;
    const priority = n % 4 === 0 ? 'background' : 'live';
    const pieces: Uint8Array[] = [];
    let last = -1;
    try {
      for await (const event of scheduler.speak(request, { priority, signal })) {
        if (event.type === 'audio') pieces.push(event.pcm);
        if (event.type === 'anew') [pieces.length, last] = [0, -1];
        if (event.type !== 'words') continue;
        for (const { start } of event.words) {
          if (start < last) wrong.push(`${n}: words go back`);
          last = start;
        }
      }
      return Buffer.concat(pieces);
    } catch (error) {
      if (error instanceof LecternError) return error;
      throw error;
    }
  };
  const hear = (n: number, heard: Buffer | LecternError): void => {
    if (heard instanceof LecternError) {
      failed[heard.kind] = (failed[heard.kind] ?? 0) + 1;
      if (heard.kind === 'internal' || heard.kind === 'cancelled')
        wrong.push(`${n}: failed with ${heard.kind}`);
      // A server that refuses one text has said nothing of another.
      if (heard.kind === 'speech-refused' && !refused.has(textOf(n))) wrong.push(`${n}: refused by nobody`);
    } else if (heard.equals(spoken(textOf(n)).pcm)) {
      whole++;
    } else {
      wrong.push(`${n}: ${heard.length} bytes that are not its own`);
    }
    refused.delete(textOf(n));
  };

  const listen = async () => {
    const asked: Promise<Buffer | LecternError>[] = [];
    for (let n = 0; n < chunks; n++) {
      while (asked.length <= AHEAD && n + asked.length < chunks) asked.push(ask(n + asked.length));
      hear(n, await asked.shift()!);
      if ((n + 1) % every === 0) onPause(n + 1);
    }
  };
  await drive(clock, listen());
  if (scheduler.load.active + scheduler.load.queued > 0) wrong.push('the queue is not empty');
  client.close();
  await server.close();
  return { whole, failed, wrong, counts: server.counts };
}
