import { bulkPath } from '../contract/bulk.ts';
import type { LecternApi } from '../contract/table.ts';
import { errorFromPayload, LecternError, unreachable } from '../core/errors.ts';
import { waitSentence } from '../core/speech/backoff.ts';
import { FrameDecoder } from '../core/speech/frames.ts';
import { pcmFromBytes } from '../core/audio/pcm.ts';
import type { NormalisedText } from '../core/normalise/pieces.ts';
import type { SpeechRequest, WordTime } from '../core/speech/types.ts';
import type { Host } from '../host/host.ts';
import { bodyPieces } from './body-pieces.ts';

export interface SpokenChunk {
  readonly samples: Int16Array;
  /** In order of time, from the chunk's first sample. */
  readonly words: readonly WordTime[];
  /** What the voice was given; null: the text itself. */
  readonly spoken: NormalisedText | null;
}

/** The host behind an address of nowhere: bulk requests are answered in this process. */
const ORIGIN = 'http://localhost/';

/**
 * Asks the host for a chunk as a window does, and waits for all of it.
 * @param waiting Hears why it takes long.
 * @throws LecternError of a speech kind.
 */
export async function speakChunk(
  { api, bulk }: { readonly api: LecternApi; readonly bulk: Host['bulk'] },
  request: SpeechRequest,
  signal: AbortSignal,
  waiting: (sentence: string) => void,
): Promise<SpokenChunk> {
  if (signal.aborted) throw new LecternError('cancelled', 'Stopped.');
  const { ticket, spoken } = await api.call('speech.request', {
    request: { ...request, pronunciation: [...request.pronunciation] },
    priority: 'live',
  });
  const response = await bulk(new Request(ORIGIN + bulkPath.speech(ticket), { signal }));
  const decoder = new FrameDecoder();
  const pieces: Uint8Array[] = [];
  const words: WordTime[] = [];
  for await (const bytes of bodyPieces(response, signal)) {
    for (const frame of decoder.push(bytes)) {
      switch (frame.type) {
        case 'audio':
          pieces.push(frame.pcm);
          break;
        case 'words':
          words.push(...frame.words);
          break;
        case 'anew':
          pieces.length = words.length = 0;
          break;
        case 'waiting':
          if (frame.wait !== null) waiting(waitSentence(frame.wait));
          break;
        case 'error':
          throw errorFromPayload(frame.error);
        case 'end':
          break;
        default:
          unreachable(frame);
      }
    }
  }
  if (signal.aborted) throw new LecternError('cancelled', 'Stopped.');
  decoder.finish();
  return { samples: pcmFromBytes(Buffer.concat(pieces)), words, spoken };
}
