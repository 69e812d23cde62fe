/** What can be told of a piece of speech by looking at its samples: silence and clipping. */

export interface SegmentSound {
  /** Samples. */
  readonly samples: number;
  /** Samples of silence before the first sound and after the last; where nothing is heard, each is all of it. */
  readonly lead: number;
  readonly tail: number;
  /** Samples of the longest silence in between. */
  readonly gap: number;
  /** Samples that were cut off at full scale. */
  readonly clipped: number;
}

/** Nothing is quieter than silence: the least magnitude of an audible sample, of 32,768 (as at the edges of speech). */
const LEAST_AUDIBLE = 32;
/** 48 dB under the loudest sample is silence too: breath and the noise of a voice that is turned up. */
const QUIET_PART = 1 / 256;
/** So many neighbours at full scale are no peak but a flat top. */
const FLAT_TOP = 3;

export function inspectSegment(pcm: Int16Array): SegmentSound {
  const audible = Math.max(LEAST_AUDIBLE, loudest(pcm) * QUIET_PART);
  let [first, last, gap, clipped, flat] = [-1, -1, 0, 0, 0];
  for (let i = 0; i < pcm.length; i++) {
    const sample = pcm[i]!;
    if (sample >= audible || sample <= -audible) {
      if (first < 0) first = i;
      else gap = Math.max(gap, i - last - 1);
      last = i;
    }
    flat = sample === 32_767 || sample === -32_768 ? flat + 1 : 0;
    if (flat === FLAT_TOP) clipped += FLAT_TOP;
    else if (flat > FLAT_TOP) clipped++;
  }
  return {
    samples: pcm.length,
    lead: first < 0 ? pcm.length : first,
    tail: pcm.length - 1 - last,
    gap,
    clipped,
  };
}

function loudest(pcm: Int16Array): number {
  let most = 0;
  for (let i = 0; i < pcm.length; i++) most = Math.max(most, Math.abs(pcm[i]!));
  return most;
}
