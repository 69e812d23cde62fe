/** The first part of the work: what the segments are, and by how much each group must be turned up. */
import { floatFromPcm, pcmFromFloat } from '../../core/audio/pcm.ts';
import type { AudioJob, AudioProgress } from '../../core/audiobook/audio-job.ts';
import type { GroupLoudness, PlacedSegment } from '../../core/audiobook/encoded-audio.ts';
import { ceilingFor, fromDecibels, toDecibels } from '../../core/audiobook/levels.ts';
import { Limiter } from '../../core/audiobook/limiter.ts';
import { LoudnessMeter } from '../../core/audiobook/loudness.ts';
import { inspectSegment } from '../../core/audiobook/segment-sound.ts';
import { TruePeakMeter } from '../../core/audiobook/true-peak.ts';
import { readSegments, silence } from './segments.ts';

/** LU: nearer than this a group is where it should be. */
const NEAR = 0.1;
/** A limiter takes loudness away; so often the gain is corrected for it (by the secant method). */
const MOST_TRIALS = 3;
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
  const meters = job.groups.map(() => ({ loudness: new LoudnessMeter(), peak: new TruePeakMeter() }));
  let samples = 0;
  for await (const { group, pcm, pause } of readSegments(job.groups, signal)) {
    segments.push({ ...inspectSegment(pcm), start: samples });
    const { loudness, peak } = meters[group]!;
    for (const piece of [pcm, ...silence(pause)]) {
      loudness.push(piece);
      peak.push(piece);
    }
    samples += pcm.length + pause;
    progress({ phase: 'measure', samples });
  }
  const groups: GroupLoudness[] = [];
  for (const [group, { loudness, peak }] of meters.entries()) {
    const level = { loudness: loudness.integrated, peak: toDecibels(peak.finish()) };
    const gain = await gainFor(job, group, level, signal, progress);
    groups.push({ before: level.loudness, gain });
  }
  return { samples, segments, groups };
}

/** dB that bring the group to its target, the limiter's work reckoned with. */
async function gainFor(
  job: AudioJob,
  group: number,
  level: Level,
  signal: AbortSignal,
  progress: (progress: AudioProgress) => void,
): Promise<number> {
  const target = job.settings.loudness;
  if (target === null || level.loudness === null || level.peak === null) return 0;
  const ceiling = ceilingFor(job.settings.mode);
  let gain = Math.min(MOST_GAIN, target - level.loudness);
  let slope = USUAL_SLOPE;
  let last: { readonly gain: number; readonly loudness: number } | null = null;
  for (let trial = 0; trial < MOST_TRIALS && level.peak + gain > ceiling; trial++) {
    const loudness = await tried(job, group, gain, signal, progress);
    if (loudness === null || Math.abs(target - loudness) <= NEAR) break;
    if (last) slope = Math.max(LEAST_SLOPE, (loudness - last.loudness) / (gain - last.gain));
    last = { gain, loudness };
    gain = Math.min(MOST_GAIN, gain + (target - loudness) / slope);
    if (gain === last.gain) break;
  }
  return gain;
}

/** LUFS of the group as the limiter leaves it. */
async function tried(
  job: AudioJob,
  group: number,
  gain: number,
  signal: AbortSignal,
  progress: (progress: AudioProgress) => void,
): Promise<number | null> {
  const limiter = new Limiter(fromDecibels(ceilingFor(job.settings.mode)));
  const meter = new LoudnessMeter();
  const factor = fromDecibels(gain);
  let samples = 0;
  for await (const { pcm, pause } of readSegments(job.groups, signal, group)) {
    for (const piece of [pcm, ...silence(pause)])
      meter.push(pcmFromFloat(limiter.push(floatFromPcm(piece, factor))));
    samples += pcm.length + pause;
    progress({ phase: 'measure', samples });
  }
  meter.push(pcmFromFloat(limiter.finish()));
  return meter.integrated;
}
