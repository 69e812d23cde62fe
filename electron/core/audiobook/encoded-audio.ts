import type { SegmentSound } from './segment-sound.ts';

/** A segment where it lies in its file. */
export interface PlacedSegment extends SegmentSound {
  /** Its first sample, counted at `SAMPLE_RATE` from the start of the file. */
  readonly start: number;
}

/** One loudness group: what was measured of it and done to it. */
export interface GroupLoudness {
  /** LUFS of the speech as it came; null where there is too little to measure. */
  readonly before: number | null;
  /** dB by which all of it was turned up. */
  readonly gain: number;
}

/** The audio of one output file, encoded. */
export interface EncodedAudio {
  /** At `SAMPLE_RATE`: all segments and the pauses after them. */
  readonly samples: number;
  /** At the file's rate: what a decoder gives out, ⌈samples × rate / 24,000⌉. */
  readonly decodedSamples: number;
  /** Frames of music; the Info frame before them is not counted. */
  readonly frames: number;
  /** Of the file, with the Info frame. */
  readonly bytes: number;
  /** Samples that the encoder added, at the file's rate. */
  readonly delay: number;
  readonly padding: number;
  readonly groups: readonly GroupLoudness[];
  /** LUFS of the whole file as it was given to the encoder; null where there is too little to measure. */
  readonly loudness: number | null;
  /** dBTP of the same; null for silence. */
  readonly truePeak: number | null;
  /** In order, over all groups. */
  readonly segments: readonly PlacedSegment[];
}
