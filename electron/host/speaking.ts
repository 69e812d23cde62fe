/** Speaks chunks: what was heard before comes from the store, the rest from the chunk's server, and is then kept. */
import type { SpeechServer } from '../core/speech/server.ts';
import type { ServerName, SpeechStore, WordTime } from '../core/speech/types.ts';
import type { SpeechTicket } from './speech.ts';
import type { SpokenFrame } from './speech-stream.ts';

interface Needs {
  readonly servers: Readonly<Record<ServerName, SpeechServer>>;
  readonly store: SpeechStore;
}

export interface Speaking {
  speak(ticket: SpeechTicket, signal: AbortSignal): AsyncIterable<SpokenFrame>;
}

export function createSpeaking({ servers, store }: Needs): Speaking {
  return {
    async *speak({ request }, signal) {
      const stored = await store.get(request).catch(() => null); // a failing store must not stop the reading
      if (stored) {
        yield { type: 'words', words: stored.words };
        yield { type: 'audio', pcm: stored.pcm };
        return;
      }
      const pieces: Uint8Array[] = [];
      const words: WordTime[] = [];
      for await (const event of servers[request.server].speak(request, signal)) {
        if (event.type === 'audio') pieces.push(event.pcm);
        else words.push(...event.words);
        yield event;
      }
      await store.put(request, { pcm: concatenated(pieces), words }).catch(() => undefined);
    },
  };
}

function concatenated(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}
