/** The first half of an export: every segment of it spoken, stored, and noted in the ledger. */
import type { ExportLedger, LedgerSegment } from '../../core/audiobook/ledger.ts';
import { cancelled } from '../../core/event-log.ts';
import { inOrder } from '../../core/in-order.ts';
import { waitSentence } from '../../core/speech/backoff.ts';
import { isPlausible } from '../../core/speech/completeness.ts';
import { joinBytes, samplesIn } from '../../core/speech/pcm.ts';
import type { ServerName, SpeechStore, Voice, WordTime } from '../../core/speech/types.ts';
import type { StoredSpeaker } from '../speaking.ts';

/** Segments asked for at once; how many are made at once is the scheduler's business. */
const AHEAD = 8;
/** Segments read from the ledger at a time. */
const BATCH = 64;

export interface SegmentSpeaker {
  readonly ledger: ExportLedger;
  readonly store: SpeechStore;
  readonly speaking: Readonly<Record<ServerName, StoredSpeaker>>;
  /** Null where it is not known. */
  readonly priceOf: (segment: LedgerSegment) => Voice['pricePerMillion'];
}

export interface SegmentNews {
  /** Segments that are finished now. */
  readonly spoken: (segment: LedgerSegment, bought: { readonly cost: number | null } | null) => void;
  readonly waiting: (sentence: string | null) => void;
  /** Asked before each one that is not stored. @throws LecternError to stop there. */
  readonly mayGoOn: () => Promise<void>;
}

/**
 * Speaks what is not finished of these chapters, in order, at the priority of the background. What is stored already, by listening or by
 * an earlier run, asks nothing of a server.
 * @throws LecternError of the first segment that cannot be had; what was finished stays so.
 */
export async function speakSegments(
  job: string,
  chapters: { readonly first: number; readonly last: number },
  { ledger, store, speaking, priceOf }: SegmentSpeaker,
  news: SegmentNews,
  signal: AbortSignal,
): Promise<void> {
  const obtain = async (segment: LedgerSegment, stop: AbortSignal) => {
    const { request } = segment;
    // The same words may stand in the book several times, and be on their way into the store just now.
    await speaking[request.server].kept(request);
    const stored = await store.get(request).catch(() => null);
    // What cannot be all of the text, by whatever mishap it was kept, is made anew, as when one listens.
    const whole = stored !== null && isPlausible(request.text, stored);
    if (whole) return { segment, samples: samplesIn(stored.pcm.length), bought: null };
    await news.mayGoOn();
    const pieces: Uint8Array[] = [];
    const words: WordTime[] = [];
    for await (const event of speaking[request.server].speak(request, {
      priority: 'background',
      signal: stop,
    })) {
      if (event.type === 'waiting') news.waiting(event.wait && waitSentence(event.wait));
      else if (event.type === 'anew') pieces.length = words.length = 0;
      else if (event.type === 'words') words.push(...event.words);
      else {
        news.waiting(null);
        pieces.push(event.pcm);
      }
    }
    const pcm = joinBytes(pieces);
    // Listening goes on without a store; an export cannot.
    await speaking[request.server].kept(request);
    if (!(await store.has(request))) await store.put(request, { pcm, words });
    const price = priceOf(segment);
    const characters = request.text.length;
    const bought =
      price === 0 ? null : { characters, cost: price === null ? null : (price * characters) / 1e6 };
    return { segment, samples: samplesIn(pcm.length), bought };
  };

  for (let next = 0; ;) {
    const batch = ledger.unfinished(job, chapters, next, BATCH);
    const last = batch.at(-1);
    if (!last) return;
    for await (const { segment, samples, bought } of inOrder(batch, obtain, signal, AHEAD)) {
      ledger.finish(job, segment.index, samples, bought);
      news.spoken(segment, bought);
    }
    if (signal.aborted) throw cancelled();
    next = last.index + 1;
  }
}
