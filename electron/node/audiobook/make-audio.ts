/**
 * The audio of one output file: measured, then turned up, limited, resampled, encoded and written, segment by segment.
 * One encoder runs through the whole file, so there is no seam in it. What is held does not grow with its length, save
 * a few numbers for each segment. The same job gives the same bytes.
 */
import { floatFromPcm, pcmFromFloat } from '../../core/audio/pcm.ts';
import { createResampler, resampleKernel } from '../../core/audio/resample.ts';
import type { AudioJob, AudioProgress } from '../../core/audiobook/audio-job.ts';
import type { EncodedAudio } from '../../core/audiobook/encoded-audio.ts';
import { ceilingFor, fromDecibels, toDecibels } from '../../core/audiobook/levels.ts';
import { Limiter } from '../../core/audiobook/limiter.ts';
import { LoudnessMeter } from '../../core/audiobook/loudness.ts';
import type { Mp3Encoder } from '../../core/audiobook/mp3-encoder.ts';
import { samplesAtRate } from '../../core/audiobook/mp3-settings.ts';
import { TruePeakMeter } from '../../core/audiobook/true-peak.ts';
import type { Mp3Settings } from '../../core/audiobook/types.ts';
import { LecternError } from '../../core/errors.ts';
import { SAMPLE_RATE } from '../../core/speech/types.ts';
import { createMp3Encoder } from './encoder.ts';
import { measure, type Measured } from './measure.ts';
import { Mp3File } from './mp3-file.ts';
import { piecesOf, readSegments } from './segments.ts';

/** @throws As `Mp3Maker.encode`. The output is gone then. */
export async function makeAudio(
  job: AudioJob,
  signal: AbortSignal,
  progress: (progress: AudioProgress) => void,
): Promise<EncodedAudio> {
  if (job.groups.every(({ segments }) => segments.length === 0))
    throw new LecternError('bad-request', 'There is nothing to be said in this file. Choose other chapters.');
  const encoder = await createMp3Encoder(job.settings);
  const measured = await measure(job, signal, progress);
  const file = await Mp3File.create(job.output, job.settings);
  try {
    return await encodeInto(file, encoder, job, measured, signal, progress);
  } catch (error) {
    await file.discard();
    throw error;
  }
}

async function encodeInto(
  file: Mp3File,
  encoder: Mp3Encoder,
  job: AudioJob,
  measured: Measured,
  signal: AbortSignal,
  progress: (progress: AudioProgress) => void,
): Promise<EncodedAudio> {
  const levels = createLevels(job.settings);
  const resampler = createResampler(resampleKernel(SAMPLE_RATE, job.settings.rate));
  const loudness = new LoudnessMeter();
  const peak = new TruePeakMeter();
  const gains = measured.groups.map(({ gain }) => fromDecibels(gain));

  const encode = async (level: Int16Array) => {
    loudness.push(level);
    peak.push(level);
    await file.write(encoder.encode(resampler.push(level)));
  };

  let samples = 0;
  for await (const segment of readSegments(job.groups, signal)) {
    for (const piece of piecesOf(segment)) await encode(levels.push(piece, gains[segment.group]!));
    samples += segment.pcm.length + segment.pause;
    progress({ phase: 'encode', samples });
  }
  await encode(levels.finish());
  await file.write(encoder.encode(resampler.finish()));
  await file.write(encoder.finish());
  if (samples !== measured.samples)
    throw new Error('a segment was another one when it was read a second time');

  const decodedSamples = samplesAtRate(samples, job.settings.rate);
  return {
    ...(await file.finish(decodedSamples, encoder)),
    samples,
    decodedSamples,
    groups: measured.groups,
    loudness: loudness.integrated,
    truePeak: toDecibels(peak.finish()),
    segments: measured.segments,
  };
}

/** Turns up and limits; without a target, the speech as it came. As many samples come out as went in. */
function createLevels({ loudness, mode }: Mp3Settings) {
  const limiter = loudness === null ? null : new Limiter(fromDecibels(ceilingFor(mode)));
  return {
    push: (piece: Int16Array, gain: number) =>
      limiter ? pcmFromFloat(limiter.push(floatFromPcm(piece, gain))) : piece,
    finish: () => (limiter ? pcmFromFloat(limiter.finish()) : new Int16Array(0)),
  };
}
