/** The seam to whoever makes the audio of one output file of finished segments: a repeatable step, and the same bytes each time. */
import { LecternError } from '../errors.ts';
import type { Mp3FileFacts } from './check.ts';
import type { EncodedAudio } from './encoded-audio.ts';
import type { Mp3Settings } from './types.ts';

export interface AudioSegment {
  /** The file in which the speech is stored. */
  readonly path: string;
  /** What it was stored under (`speechKey`). */
  readonly key: string;
  /** Samples of silence after it, at `SAMPLE_RATE`. */
  readonly pause: number;
}

/** Segments that are turned up or down together. */
export interface LoudnessGroup {
  readonly segments: readonly AudioSegment[];
}

export interface AudioJob {
  /** In order, at least one segment in all. */
  readonly groups: readonly LoudnessGroup[];
  readonly settings: Mp3Settings;
  /** The file to write: what is there is overwritten, and it is gone again where the work does not end well. */
  readonly output: string;
}

export interface AudioProgress {
  /** All segments are gone through to measure them, and again to encode them. */
  readonly phase: 'measure' | 'encode';
  /** At `SAMPLE_RATE`, from the start of the file. It begins again with the second phase. */
  readonly samples: number;
}

export interface EncodeOptions {
  readonly signal: AbortSignal;
  readonly progress?: (progress: AudioProgress) => void;
}

/** Makes mp3 audio, a few files at a time; what is over waits. */
export interface Mp3Maker {
  /** Files that can be under way at a time. */
  readonly size: number;
  /**
   * Writes Info frame and frames of music; ID3 tags are somebody else's.
   * @throws LecternError `cancelled`, `bad-request`, `disk-full`, `storage`, or `internal` (retryable) where the worker
   *   died; `SegmentUnreadable` where a segment's file is not there or not whole.
   */
  encode(job: AudioJob, options: EncodeOptions): Promise<EncodedAudio>;
  /**
   * Reads a file back, ID3 tags or not.
   * @throws LecternError `file-unreadable`
   */
  inspect(path: string, signal: AbortSignal): Promise<Mp3FileFacts>;
  /**
   * A drawing (SVG) as a PNG, for tags: players know no drawings.
   * @throws LecternError `cancelled` where it took too long, `internal` where it cannot be drawn.
   */
  draw(svg: Uint8Array, signal: AbortSignal): Promise<Uint8Array>;
  /** Ends all work as cancelled. */
  close(): Promise<void>;
}

/** A stored segment is gone or damaged: it must be made again. */
export class SegmentUnreadable extends LecternError {
  /** Counted over all groups of the job, from 0. */
  readonly segment: number;

  constructor(segment: number) {
    super('storage', 'A finished piece of speech is missing or damaged on disk. It must be made again.', {
      retryable: true,
    });
    this.segment = segment;
  }
}
