/** The audio of one chunk as the body of a response. */
import { errorPayload } from '../core/errors.ts';
import { encodeFrame } from '../core/speech/frames.ts';
import { BYTES_PER_SAMPLE } from '../core/speech/pcm.ts';
import type { ScheduledEvent } from '../core/speech/scheduler.ts';

/**
 * Frames are made as they are pulled: a reader that stops reading stops the speech behind it.
 * @param speak Starts the chunk; aborting its signal ends it. A failure becomes the stream's last frame.
 */
export function speechStream(
  speak: (signal: AbortSignal) => AsyncIterable<ScheduledEvent>,
  report: (error: unknown) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const abort = new AbortController();
  const frames = speak(abort.signal)[Symbol.asyncIterator]();
  let samples = 0;
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await frames.next();
        if (abort.signal.aborted) return;
        if (!done) {
          if (value.type === 'anew') samples = 0;
          if (value.type === 'audio') samples += value.pcm.byteLength / BYTES_PER_SAMPLE;
          controller.enqueue(encodeFrame(value));
          return;
        }
        controller.enqueue(encodeFrame({ type: 'end', samples }));
      } catch (error) {
        if (abort.signal.aborted) return;
        const payload = errorPayload(error);
        if (payload.kind === 'internal') report(error);
        controller.enqueue(encodeFrame({ type: 'error', error: payload }));
      }
      controller.close();
    },
    cancel() {
      abort.abort();
      // Aborting wakes what waits; this ends what stands between two frames. Nobody is left to hear how that went.
      frames.return?.().catch(() => undefined);
    },
  });
}
