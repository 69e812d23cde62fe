import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pcmFromFloat } from '../../../electron/core/audio/pcm.ts';
import type { AudioJob, AudioProgress, AudioSegment } from '../../../electron/core/audiobook/audio-job.ts';
import { MOST_TRUE_PEAK, toDecibels } from '../../../electron/core/audiobook/levels.ts';
import { LoudnessMeter } from '../../../electron/core/audiobook/loudness.ts';
import { TruePeakMeter } from '../../../electron/core/audiobook/true-peak.ts';
import type { Mp3Settings } from '../../../electron/core/audiobook/types.ts';
import { makeAudio } from '../../../electron/node/audiobook/make-audio.ts';
import { decodeMp3 } from '../../support/decode-mp3.ts';
import { speakTexts, storeSegment } from '../../support/stored-speech.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { tone } from '../../support/tones.ts';

const speech = await speakTexts([
  'Alice was beginning to get very tired of sitting by her sister on the bank, and of having nothing to do.',
  'Once or twice she had peeped into the book her sister was reading.',
  'But it had no pictures or conversations in it!',
]);
const CBR: Mp3Settings = {
  encoder: 'wasm',
  rate: 24_000,
  mode: { kind: 'cbr', kbps: 64 },
  loudness: -18,
};
const never = new AbortController().signal;
const PAUSES = [7_200, 16_800, 0];

async function stored(
  folder: string,
  sounds: readonly Int16Array[],
  pauses = PAUSES,
): Promise<AudioSegment[]> {
  return Promise.all(
    sounds.map((pcm, index) => storeSegment(folder, `segment${index}`, pcm, pauses[index] ?? 0)),
  );
}
async function jobOf(settings: Mp3Settings, sounds: readonly Int16Array[] = speech): Promise<AudioJob> {
  const folder = await temporaryFolder();
  const segments = await stored(join(folder, 'store'), sounds);
  return { groups: [{ segments }], settings, output: join(folder, 'audio.tmp') };
}
const make = (job: AudioJob) => makeAudio(job, never, () => {});

describe('the audio of a file', () => {
  it.each([
    CBR,
    { ...CBR, encoder: 'lamejs' },
    { ...CBR, mode: { kind: 'vbr', quality: 4 } },
    { ...CBR, mode: { kind: 'cbr', kbps: 48 } },
    { ...CBR, rate: 44_100 },
    { ...CBR, rate: 48_000, mode: { kind: 'vbr', quality: 6 } },
  ] satisfies Mp3Settings[])(
    'is as long as planned to the sample, −18 LUFS, and under −1 dBTP ($encoder, $rate, $mode)',
    async (settings) => {
      const job = await jobOf(settings);
      const audio = await make(job);
      const samples = [...speech.map(({ length }) => length), ...PAUSES].reduce((sum, each) => sum + each, 0);
      expect(audio.samples).toBe(samples);
      expect(audio.decodedSamples).toBe(Math.ceil((samples * settings.rate) / 24_000));
      const bytes = await readFile(job.output);
      expect(bytes).toHaveLength(audio.bytes);
      const decoded = await decodeMp3(bytes);
      expect(decoded.samples).toHaveLength(audio.decodedSamples);
      expect(decoded.rate).toBe(settings.rate);
      expect(audio.loudness).toBeCloseTo(-18, 0);
      if (settings.rate !== 24_000) return;
      const level = levelOf(decoded.samples);
      expect(Math.abs(level.loudness - -18)).toBeLessThan(0.5);
      expect(level.peak).toBeLessThan(MOST_TRUE_PEAK);
    },
  );

  it('tells where each segment lies and how it sounds', async () => {
    const { segments } = await make(await jobOf(CBR));
    let start = 0;
    for (const [index, segment] of segments.entries()) {
      expect(segment).toMatchObject({ start, samples: speech[index]!.length, clipped: 0 });
      // The embedded voice leaves 10 ms before the first sound and 20 ms after the last.
      expect(segment.lead).toBeLessThan(1_000);
      expect(segment.tail).toBeLessThan(2_000);
      start += speech[index]!.length + PAUSES[index]!;
    }
  });

  it('is left as loud as it came where no loudness is wanted', async () => {
    const quiet = speech.map((sound) => sound.map((sample) => sample / 8));
    const job = await jobOf({ ...CBR, loudness: null }, quiet);
    const { groups, loudness } = await make(job);
    expect(groups).toEqual([{ before: loudness, gain: 0 }]);
    const { samples } = await decodeMp3(await readFile(job.output));
    expect(levelOf(samples).loudness).toBeCloseTo(loudness!, 0);
  });

  it('turns every group to the target, by one gain each', async () => {
    const folder = await temporaryFolder();
    const quiet = speech.map((sound) => sound.map((sample) => sample / 4));
    const groups = [
      { segments: await stored(join(folder, 'a'), speech, [9_600, 9_600, 9_600]) },
      { segments: await stored(join(folder, 'b'), quiet, [9_600, 9_600, 9_600]) },
    ];
    const job = { groups, settings: CBR, output: join(folder, 'out') };
    const audio = await make(job);
    expect(audio.groups[1]!.before! - audio.groups[0]!.before!).toBeCloseTo(-12, 0);
    const { samples } = await decodeMp3(await readFile(job.output));
    const second = audio.segments[3]!.start;
    for (const part of [samples.subarray(0, second), samples.subarray(second)])
      expect(Math.abs(levelOf(part).loudness - -18)).toBeLessThan(0.5);
  });

  it('is held under the ceiling where the speech is far too loud for its target', async () => {
    const loud = [tone({ hertz: 300, decibels: -0.1, seconds: 3 })];
    const job = await jobOf({ ...CBR, loudness: -6 }, loud);
    const audio = await make(job);
    expect(audio.truePeak).toBeLessThan(-2.9);
    expect(levelOf((await decodeMp3(await readFile(job.output))).samples).peak).toBeLessThan(MOST_TRUE_PEAK);
  });

  it('of silence is silence, and of one sample is one sample', async () => {
    for (const sounds of [[new Int16Array(5_000)], [new Int16Array(1).fill(9_000)]]) {
      const job = await jobOf(CBR, sounds);
      const audio = await make(job);
      expect(audio.groups).toEqual([{ before: null, gain: 0 }]);
      expect(audio.loudness).toBeNull();
      const { samples } = await decodeMp3(await readFile(job.output));
      expect(samples).toHaveLength(sounds[0]!.length + PAUSES[0]!);
    }
  });

  it('reports its way: all is measured, then all is encoded', async () => {
    const reports: AudioProgress[] = [];
    const audio = await makeAudio(await jobOf(CBR), never, (progress) => reports.push(progress));
    expect(reports.at(0)?.phase).toBe('measure');
    const encoding = reports.filter(({ phase }) => phase === 'encode').map(({ samples }) => samples);
    expect(encoding).toHaveLength(speech.length);
    expect(encoding).toEqual(encoding.toSorted((a, b) => a - b));
    expect(encoding.at(-1)).toBe(audio.samples);
  });

  it('leaves no file where a segment is damaged, and says which one it is', async () => {
    const job = await jobOf(CBR);
    const { path } = job.groups[0]!.segments[1]!;
    const bytes = await readFile(path);
    bytes[bytes.length - 5]! ^= 1;
    await writeFile(path, bytes);
    await expect(make(job)).rejects.toMatchObject({ kind: 'storage', retryable: true, segment: 1 });
    expect(await readdir(join(job.output, '..'))).toEqual(['store']);
  });

  it('refuses what cannot be made', async () => {
    const job = await jobOf(CBR);
    await expect(make({ ...job, groups: [{ segments: [] }] })).rejects.toMatchObject({ kind: 'bad-request' });
    const missing = { ...job, output: join(job.output, 'no', 'such', 'folder') };
    await expect(make(missing)).rejects.toMatchObject({ kind: 'storage' });
    const settings = { ...CBR, mode: { kind: 'cbr', kbps: 320 } } as const;
    await expect(make({ ...job, settings })).rejects.toMatchObject({ kind: 'bad-request' });
  });

  it.runIf(process.platform === 'linux')('says that the disk is full', async () => {
    const job = await jobOf(CBR);
    await symlink('/dev/full', job.output); // a link of our own: what fails is removed
    await expect(make(job)).rejects.toMatchObject({ kind: 'disk-full' });
    expect(await readdir(join(job.output, '..'))).toEqual(['store']);
  });
});

function levelOf(samples: Float32Array): { loudness: number; peak: number } {
  const loudness = new LoudnessMeter();
  const peak = new TruePeakMeter();
  const pcm = pcmFromFloat(samples);
  loudness.push(pcm);
  peak.push(pcm);
  return { loudness: loudness.integrated ?? -Infinity, peak: toDecibels(peak.finish()) ?? -Infinity };
}
