/** The first part of the work: what the segments are, and by how much each group must be turned up. */
import { floatFromPcm, pcmFromFloat } from '../../core/audio/pcm.ts';
import type { AudioJob, AudioProgress } from '../../core/audiobook/audio-job.ts';
import type { GroupLoudness, PlacedSegment } from '../../core/audiobook/encoded-audio.ts';
import { ceilingFor, fromDecibels, toDecibels } from '../../core/audiobook/levels.ts';
import { Limiter } from '../../core/audiobook/limiter.ts';
import { LoudnessMeter } from '../../core/audiobook/loudness.ts';
import { inspectSegment } from '../../core/audiobook/segment-sound.ts';
import { TruePeakMeter } from '../../core/audiobook/true-peak.ts';
import { SAMPLE_RATE } from '../../core/speech/types.ts';
import { piecesOf, readSegments } from './segments.ts';

/** Samples of a group on which the limiter is tried, spread evenly over it: two minutes. */
const TRIED = 120 * SAMPLE_RATE;
/** LU: nearer than this a group is where it should be. */
const NEAR = 0.05;
/** A limiter takes loudness away; so often the gain is corrected for it (by the secant method). */
const MOST_TRIALS = 4;
/** LU that speech gains by one dB more into the limiter: where it is not known yet, and where it hardly gains any. */
const USUAL_SLOPE = 0.6;
const LEAST_SLOPE = 0.2;
/** dB. What needs more is hardly speech, and its noise must not be turned up to a roar. */
const MOST_GAIN = 24;

export interface Measured {
  /** Of all segments and pauses. */
  readonly samples: number;
  readonly segments: readonly PlacedSegment[];
  readonly groups: readonly GroupLoudness[];
}

interface Level {
  readonly samples: number;
  /** LUFS. */
  readonly loudness: number | null;
  /** dBTP. */
  readonly peak: number | null;
}

/** @throws SegmentUnreadable; LecternError `cancelled` */
export async function measure(
  job: AudioJob,
  signal: AbortSignal,
  progress: (progress: AudioProgress) => void,
): Promise<Measured> {
  const segments: PlacedSegment[] = [];
  const meters = job.groups.map(() => ({
    loudness: new LoudnessMeter(),
    peak: new TruePeakMeter(),
    samples: 0,
  }));
  let samples = 0;
  for await (const segment of readSegments(job.groups, signal)) {
    const { group, pcm, pause } = segment;
    segments.push({ ...inspectSegment(pcm), start: samples });
    const meter = meters[group]!;
    for (const piece of piecesOf(segment)) {
      meter.loudness.push(piece);
      meter.peak.push(piece);
    }
    meter.samples += pcm.length + pause;
    samples += pcm.length + pause;
    progress({ phase: 'measure', samples });
  }
  const groups: GroupLoudness[] = [];
  for (const [group, meter] of meters.entries()) {
    const loudness = meter.loudness.integrated;
    const level = { samples: meter.samples, loudness, peak: toDecibels(meter.peak.finish()) };
    groups.push({ before: loudness, gain: await gainFor(job, group, level, signal) });
  }
  return { samples, segments, groups };
}

/** dB that bring the group to its target, what the limiter takes away reckoned in. */
async function gainFor(job: AudioJob, group: number, level: Level, signal: AbortSignal): Promise<number> {
  const target = job.settings.loudness;
  if (target === null || level.loudness === null || level.peak === null) return 0;
  const ceiling = ceilingFor(job.settings.mode);
  let gain = Math.min(MOST_GAIN, target - level.loudness);
  if (level.peak + gain <= ceiling) return gain;

  const every = Math.max(1, Math.round(level.samples / TRIED));
  const sample = await sampleOf(job, (of, index) => of === group && index % every === 0, signal);
  const unlimited = loudnessOf(sample);
  let slope = USUAL_SLOPE;
  let last: { readonly gain: number; readonly loudness: number } | null = null;
  for (let trial = 0; trial < MOST_TRIALS; trial++) {
    const limited = loudnessOf(limitedPieces(sample, gain, ceiling));
    if (unlimited === null || limited === null) break;
    const loudness = level.loudness + (limited - unlimited);
    if (Math.abs(target - loudness) <= NEAR) break;
    if (last) slope = Math.max(LEAST_SLOPE, (loudness - last.loudness) / (gain - last.gain));
    last = { gain, loudness };
    gain = Math.min(MOST_GAIN, gain + (target - loudness) / slope);
    if (gain === last.gain) break;
  }
  return gain;
}

async function sampleOf(
  { groups }: AudioJob,
  isWanted: (group: number, index: number) => boolean,
  signal: AbortSignal,
): Promise<Int16Array[]> {
  const pieces: Int16Array[] = [];
  for await (const segment of readSegments(groups, signal, isWanted)) pieces.push(...piecesOf(segment));
  return pieces;
}

function* limitedPieces(
  pieces: readonly Int16Array[],
  gain: number,
  ceiling: number,
): Generator<Int16Array, void, undefined> {
  const limiter = new Limiter(fromDecibels(ceiling));
  for (const piece of pieces) yield pcmFromFloat(limiter.push(floatFromPcm(piece, fromDecibels(gain))));
  yield pcmFromFloat(limiter.finish());
}

/** LUFS. */
function loudnessOf(pieces: Iterable<Int16Array>): number | null {
  const meter = new LoudnessMeter();
  for (const piece of pieces) meter.push(piece);
  return meter.integrated;
}
