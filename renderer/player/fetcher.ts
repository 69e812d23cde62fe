import type { LecternApi } from '../../electron/contract/table.ts';
import { errorFromPayload, LecternError } from '../../electron/core/errors.ts';
import { FrameDecoder, type SpeechFrame } from '../../electron/core/speech/frames.ts';
import type { Priority, SpeechRequest } from '../../electron/core/speech/types.ts';

/** What of a stream's frames concerns whoever listens; its end and its errors are those of the iteration. */
export type FetchedFrame = Extract<SpeechFrame, { type: 'audio' | 'words' | 'waiting' }>;

export interface Fetcher {
  /**
   * Asks for a chunk's speech and hands it over as it arrives.
   * @throws LecternError from the iteration: what the host said, or `network` where the stream was cut off.
   */
  fetch(request: SpeechRequest, priority: Priority, signal: AbortSignal): AsyncIterable<FetchedFrame>;
}

export interface FetcherPorts {
  readonly api: Pick<LecternApi, 'call'>;
  /** The page's own `fetch`. */
  readonly fetch: (address: string, options: { readonly signal: AbortSignal }) => Promise<Response>;
}

export function createFetcher({ api, fetch }: FetcherPorts): Fetcher {
  return {
    async *fetch(request, priority, signal) {
      const asked = { ...request, pronunciation: [...request.pronunciation] };
      const { ticket } = await api.call('speech.request', { request: asked, priority });
      signal.throwIfAborted();
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
            if (frame.type !== 'end') yield frame;
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
