import { describe, expect, it } from 'vitest';
import { checkAudio, type Mp3FileFacts, type PlannedAudio } from '../../../electron/core/audiobook/check.ts';
import type { EncodedAudio, PlacedSegment } from '../../../electron/core/audiobook/encoded-audio.ts';
import { inspectSegment } from '../../../electron/core/audiobook/segment-sound.ts';
import { plausibleSeconds } from '../../../electron/core/speech/completeness.ts';
import { tone } from '../../support/tones.ts';

const SECOND = 24_000;
const TEXT = 'It was a bright cold day in April, and the clocks were striking thirteen.';
const segment = (start: number, changes: Partial<PlacedSegment> = {}): PlacedSegment => ({
  ...{ start, samples: 5 * SECOND, lead: 240, tail: 480, gap: 6_000, clipped: 0 },
  ...changes,
});
const segments = [segment(0), segment(6 * SECOND), segment(12 * SECOND)];
const samples = 18 * SECOND;
const frames = Math.ceil((samples + 576 + 529) / 576);
const padding = frames * 576 - 576 - samples;
const audio: EncodedAudio = {
  ...{ samples, decodedSamples: samples, frames, bytes: 192 * (frames + 1), delay: 576, padding },
  ...{ groups: [{ before: -20, gain: 2 }], loudness: -18, truePeak: -3, segments },
};
const file: Mp3FileFacts = {
  tag: {
    ...{ kind: 'Info', frames, bytes: audio.bytes, delay: 576, padding, version: 'LAME3.100', musicCrc: 7 },
    ...{ toc: new Uint8Array(100), intact: true },
  },
  ...{ frames, bytes: audio.bytes, musicCrc: 7, rates: [24_000], bitRates: [64], mono: true, whole: true },
};
const plan: PlannedAudio = {
  settings: { encoder: 'wasm', rate: 24_000, mode: { kind: 'cbr', kbps: 64 }, loudness: -18 },
  samples,
  texts: [TEXT, TEXT, TEXT],
  marks: [
    { title: 'One', depth: 0, start: 0, end: 6 * SECOND },
    { title: 'Two', depth: 0, start: 6 * SECOND, end: samples },
  ],
};
const withSegment = (index: number, changes: Partial<PlacedSegment>): EncodedAudio => ({
  ...audio,
  segments: segments.map((each, at) => (at === index ? { ...each, ...changes } : each)),
});
const found = (given: { plan?: Partial<PlannedAudio>; audio?: EncodedAudio; file?: Partial<Mp3FileFacts> }) =>
  checkAudio({ ...plan, ...given.plan }, given.audio ?? audio, { ...file, ...given.file }).map(
    ({ kind, segment, message }) => [kind, segment, message],
  );

describe('the check of a finished file', () => {
  it('finds nothing where all is as planned', () => {
    expect(found({})).toEqual([]);
  });

  it.each([
    [{ samples: SECOND }, 'too-short', 'takes 1.0 s: part of it is missing.'],
    [{ samples: 60 * SECOND }, 'too-long', 'takes 60 s: that is too long for it.'],
    [{ gap: 1.6 * SECOND }, 'silence', 'has a silence of 1.6 s in it.'],
    [{ lead: 5 * SECOND, tail: 5 * SECOND, gap: 0 }, 'silence', 'is silent.'],
    [{ clipped: 3 }, 'clipping', 'is distorted: its loudest parts are cut off.'],
  ] satisfies [Partial<PlacedSegment>, string, string][])(
    'tells the segment with %o, and what it says',
    (changes, kind, sentence) => {
      expect(found({ audio: withSegment(1, changes) })).toEqual([
        [kind, 1, `“It was a bright cold day in April, and the clock…” ${sentence}`],
      ]);
    },
  );

  it('tells silence at the ends of segments by the one that has more of it', () => {
    const excerpt = '“It was a bright cold day in April, and the clock…”';
    const between = { ...withSegment(0, { tail: SECOND }) };
    const both = between.segments.map((each, at) => (at === 1 ? { ...each, lead: 0.6 * SECOND } : each));
    expect(found({ audio: { ...audio, segments: both } })).toEqual([
      ['silence', 0, `There is a silence of 1.6 s more than wanted after ${excerpt}.`],
    ]);
    expect(found({ audio: withSegment(0, { lead: 2 * SECOND }) })).toEqual([
      ['silence', 0, `There is a silence of 2.0 s more than wanted before ${excerpt}.`],
    ]);
    expect(found({ audio: withSegment(2, { tail: 2 * SECOND }) })[0]?.slice(0, 2)).toEqual(['silence', 2]);
  });

  it('asks nothing of what has nothing to say', () => {
    const silent = { samples: 100, lead: 100, tail: 100, gap: 0 };
    expect(found({ audio: withSegment(1, silent), plan: { texts: [TEXT, '…', TEXT] } })).toEqual([]);
  });

  it('tells a peak that is too high, unless the speech was to stay as it came', () => {
    expect(found({ audio: { ...audio, truePeak: -0.5 } })[0]?.slice(0, 2)).toEqual(['too-loud', null]);
    const asItCame = { settings: { ...plan.settings, loudness: null } };
    expect(found({ audio: { ...audio, truePeak: -0.5 }, plan: asItCame })).toEqual([]);
  });

  it.each([
    { whole: false },
    { mono: false },
    { tag: null },
    { tag: { ...file.tag!, intact: false } },
    { tag: { ...file.tag!, kind: 'Xing' as const } },
    { musicCrc: 8 },
    { bytes: audio.bytes - 192 },
    { rates: [24_000, 48_000] },
    { bitRates: [64, 80] },
  ] satisfies Partial<Mp3FileFacts>[])('tells a file with %o from the one that was written', (changes) => {
    expect(found({ file: changes }).map(([kind]) => kind)).toEqual(['damaged']);
  });

  it('tells a file that is not as long as the plan', () => {
    expect(found({ plan: { samples: samples + SECOND } })).toEqual([
      ['length', null, 'The mp3 file is 1.0 s shorter than planned.'],
    ]);
    expect(found({ file: { frames: frames - 1 } }).map(([kind]) => kind)).toEqual(['length']);
  });

  it.each([
    [1, samples],
    [6 * SECOND, samples + 1],
    [6 * SECOND, 6 * SECOND],
  ])('tells a chapter from %i to %i', (start, end) => {
    const marks = [plan.marks[0]!, { ...plan.marks[1]!, start, end }];
    expect(found({ plan: { marks } })).toEqual([['chapter', null, 'The mark of “Two” is at a wrong place.']]);
  });
});

describe('the sound of a segment', () => {
  it('is told apart from the silence around and in it', () => {
    const sound = tone({ hertz: 440, decibels: -10, seconds: 0.1, phase: Math.PI / 2 });
    const parts = [new Int16Array(100).fill(5), sound, new Int16Array(3_000), sound, new Int16Array(200)];
    expect(inspectSegment(Int16Array.from(parts.flatMap((part) => [...part])))).toEqual({
      ...{ samples: 8_100, lead: 100, tail: 200, gap: 3_000, clipped: 0 },
    });
  });

  it('is none where nothing is heard', () => {
    const silent = { samples: 50, lead: 50, tail: 50, gap: 0, clipped: 0 };
    expect(inspectSegment(new Int16Array(50).fill(-31))).toEqual(silent);
    expect(inspectSegment(new Int16Array(0))).toEqual({ ...silent, samples: 0, lead: 0, tail: 0 });
  });

  it('is clipped where its top is flat, not where it is high', () => {
    const clipped = (...samples: number[]) => inspectSegment(Int16Array.from(samples)).clipped;
    expect(clipped(32_767, 32_767, 0, -32_768, -32_768, 0, 32_767)).toBe(0);
    expect(clipped(32_767, 32_767, 32_767, 32_767, 0, -32_768, -32_768, -32_768)).toBe(7);
  });
});

describe('what is plausible for a text', () => {
  it.each([
    [TEXT, 5],
    ['1,000,000,007', 7],
    ['“…”', 0],
    ['彼は窓を開けた。', 1.5],
  ])('takes in what “%s” really takes', (text, seconds) => {
    const { least, most } = plausibleSeconds(text);
    expect(least).toBeLessThanOrEqual(seconds);
    expect(most).toBeGreaterThan(seconds);
  });
});
