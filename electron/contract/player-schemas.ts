/** What the one player does now, for the views and remotes of it that are not in its window: pill, tray, menus. */
import * as v from 'valibot';
import { documentId, errorPayload, playbackRate } from './schemas.ts';

const offset = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const nowPlaying = v.object({
  phase: v.picklist(['empty', 'stopped', 'playing', 'paused', 'waiting', 'failed', 'finished']),
  /** Null exactly in the phase `empty`. */
  document: v.nullable(v.object({ id: documentId, title: v.string(), author: v.nullable(v.string()) })),
  /** What is spoken, or would be next. `word`: UTF-16 offsets into `text`; null where no true time is known. */
  sentence: v.nullable(v.object({ text: v.string(), word: v.nullable(v.tuple([offset, offset])) })),
  rate: playbackRate,
  /** What is waited for, as a sentence for the person; null where it is short. */
  reason: v.nullable(v.string()),
  /** In the phase `failed`. */
  error: v.nullable(errorPayload),
});
export type NowPlaying = v.InferOutput<typeof nowPlaying>;

/** Before any window has told of a player. */
export const NOTHING_PLAYING: NowPlaying = {
  ...{ phase: 'empty', document: null, sentence: null, rate: 1, reason: null, error: null },
};
