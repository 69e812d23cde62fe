import type { LecternApi } from '../../electron/contract/table.ts';
import type { Clock } from '../../electron/core/clock.ts';
import { errorFromPayload, LecternError } from '../../electron/core/errors.ts';
import type { NormalisedText } from '../../electron/core/normalise/pieces.ts';
import { FrameDecoder, type SpeechFrame } from '../../electron/core/speech/frames.ts';
import type { Priority, SpeechRequest } from '../../electron/core/speech/types.ts';

/** What of a stream's frames concerns whoever listens; its end and its errors are those of the iteration. */
export type FetchedFrame =
  | Extract<SpeechFrame, { type: 'audio' | 'words' | 'waiting' | 'anew' }>
  /** Before all others: what the voice says for the text, where that is not the text itself. */
  | { readonly type: 'spoken'; readonly spoken: NormalisedText };

/** The first audio of a chunk that was asked of a server. */
export interface Arrival {
  /** Names the chunk to the host. */
  readonly ticket: string;
  /** Milliseconds on the window's clock. */
  readonly at: number;
}

export interface Fetcher {
  /**
   * Asks for a chunk's speech and hands it over as it arrives.
   * @param onArrival Called with the first audio, unless it was stored.
   * @throws LecternError from the iteration: what the host said, or `network` where the stream was cut off.
   */
  fetch(
    request: SpeechRequest,
    priority: Priority,
    signal: AbortSignal,
    onArrival?: (arrival: Arrival) => void,
  ): AsyncIterable<FetchedFrame>;
}

export interface FetcherPorts {
  readonly api: Pick<LecternApi, 'call'>;
  readonly clock: Pick<Clock, 'now'>;
  /** The page's own `fetch`. */
  readonly fetch: (address: string, options: { readonly signal: AbortSignal }) => Promise<Response>;
}

export function createFetcher({ api, clock, fetch }: FetcherPorts): Fetcher {
  return {
    async *fetch(request, priority, signal, onArrival) {
      const asked = { ...request, pronunciation: [...request.pronunciation] };
      const askedAt = clock.now();
      const { ticket, stored, spoken } = await api.call('speech.request', { request: asked, priority });
      let arrived = stored;
      signal.throwIfAborted();
      if (spoken) yield { type: 'spoken', spoken };
      const response = await reachable(fetch(`speech/${ticket}`, { signal }));
      if (!response.ok || !response.body) throw cutOff();
      const decoder = new FrameDecoder();
      const reader = response.body.getReader();
      try {
        for (;;) {
          const { done, value } = await reachable(reader.read());
          if (done) break;
          for (const frame of decoder.push(value)) {
            if (frame.type === 'error') throw errorFromPayload(frame.error);
            const first = frame.type === 'audio' && !arrived ? clock.now() : null;
            if (first !== null) onArrival?.({ ticket, at: first });
            if (frame.type !== 'end') yield frame;
            if (first === null) continue;
            arrived = true;
            tell(api, { ticket, arrived: first - askedAt, sounded: null });
          }
        }
        decoder.finish();
      } finally {
        // Ends the chunk's work in the host, whyever the iteration ended; after the last frame it is nothing.
        reader.cancel().catch(() => {});
      }
    },
  };
}

/** For the diagnostics; what cannot be told is not missed. */
export function tell(
  api: FetcherPorts['api'],
  heard: { readonly ticket: string; readonly arrived: number | null; readonly sounded: number | null },
): void {
  api.call('diagnostics.heard', heard).catch(() => undefined);
}

/** A failing `fetch` throws a TypeError that says nothing to a person. */
function reachable<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((cause: unknown) => {
    throw cutOff(cause);
  });
}

function cutOff(cause?: unknown): LecternError {
  return new LecternError('network', 'The speech did not reach the window. Press play to try again.', {
    retryable: true,
    cause,
  });
}
