/** Stored speech as samples, segment by segment: never more than one is held. */
import { readFile } from 'node:fs/promises';
import { pcmFromBytes } from '../../core/audio/pcm.ts';
import { SegmentUnreadable, type AudioSegment, type LoudnessGroup } from '../../core/audiobook/audio-job.ts';
import { cancelled } from '../../core/event-log.ts';
import { SAMPLE_RATE } from '../../core/speech/types.ts';
import { decodeStored } from '../speech/store-file.ts';

export interface ReadSegment {
  /** Over all groups, from 0. */
  readonly index: number;
  readonly group: number;
  readonly pcm: Int16Array;
  readonly pause: number;
}

/**
 * @param isWanted Which are read at all, by group and by number over all groups.
 * @throws SegmentUnreadable; LecternError `cancelled`, between two segments.
 */
export async function* readSegments(
  groups: readonly LoudnessGroup[],
  signal: AbortSignal,
  isWanted: (group: number, index: number) => boolean = () => true,
): AsyncGenerator<ReadSegment, void, undefined> {
  let index = 0;
  for (const [group, { segments }] of groups.entries()) {
    for (const segment of segments) {
      if (isWanted(group, index)) {
        if (signal.aborted) throw cancelled();
        yield { index, group, pcm: await samplesOf(segment, index), pause: segment.pause };
      }
      index++;
    }
  }
}

async function samplesOf({ path, key }: AudioSegment, index: number): Promise<Int16Array> {
  const bytes = await readFile(path).catch(() => null);
  const speech = bytes && decodeStored(bytes, key);
  if (!speech) throw new SegmentUnreadable(index);
  return pcmFromBytes(speech.pcm);
}

const SECOND = SAMPLE_RATE;
const SILENCE = new Int16Array(SECOND);

/**
 * A segment and its pause, in pieces of a second at most: what is made of a piece is soon let go again. They are views,
 * not to be written to.
 */
export function* piecesOf({ pcm, pause }: ReadSegment): Generator<Int16Array, void, undefined> {
  for (let at = 0; at < pcm.length; at += SECOND) yield pcm.subarray(at, at + SECOND);
  for (let left = pause; left > 0; left -= SECOND) yield SILENCE.subarray(0, Math.min(left, SECOND));
}
