/**
 * An audiobook: what is made of a document's speech chunks when they are taken along.
 *
 * One clock for all of it: samples at `SAMPLE_RATE` (24,000 Hz), counted from the start of an output file. Chapter marks,
 * cues and lengths are sums of whole sample counts and never of rounded seconds; a file at another rate is resampled from
 * that one stream, and its times are the same.
 */
import type { Resource } from '../document/reader.ts';
import type { SpeechRequest } from '../speech/types.ts';

/** Where something stands in a document: UTF-16 offsets into that block's text. */
export interface BlockRange {
  readonly section: number;
  readonly block: number;
  readonly from: number;
  readonly to: number;
}

/** One speech chunk of an audiobook, as it is planned: the same that listening asks for. */
export interface PlannedSegment {
  /** Its text is what the voice is given: the place's, or what was written out for it. */
  readonly request: SpeechRequest;
  /** What is said of the block: the chunk without the white space around it. */
  readonly place: BlockRange;
  /** The sentences that it says, whole and trimmed; one that was cut into several chunks stands in each of them. */
  readonly sentences: readonly (readonly [from: number, to: number])[];
  /** Samples of silence after it. */
  readonly pause: number;
}

/** One chapter as it is planned. */
export interface PlannedChapter {
  readonly title: string;
  /** 0 for the top level of the contents. */
  readonly depth: number;
  readonly segments: readonly PlannedSegment[];
}

/** A chapter in a finished file. Samples from the start of its file; `end` of one is `start` of the next. */
export interface ChapterMark {
  readonly title: string;
  readonly depth: number;
  readonly start: number;
  readonly end: number;
}

/** A word as it is heard. */
export interface WordCue extends BlockRange {
  readonly text: string;
  /** Samples from the start of the file. */
  readonly start: number;
  readonly end: number;
}

/** A sentence as it is heard: what a subtitle shows, what a page marks. In order; none begins before the last ended. */
export interface SentenceCue extends BlockRange {
  /** Index into the file's chapters. */
  readonly chapter: number;
  readonly text: string;
  /** Samples from the start of the file. */
  readonly start: number;
  readonly end: number;
  /** In order; empty where the voice gives no trustworthy times. */
  readonly words: readonly WordCue[];
}

/** What is known of the book as a whole; what a person may edit before the export. */
export interface BookTags {
  readonly title: string;
  readonly authors: readonly string[];
  /** The voice's name, or what the person put in its place. */
  readonly narrator: string;
  /** Four digits, or null. */
  readonly year: string | null;
  /** BCP 47, or null where it is not known. */
  readonly language: string | null;
  readonly publisher: string | null;
  readonly cover: Resource | null;
}

/** What one output file says of itself. */
export interface FileTags extends BookTags {
  /** Of the file: the book's, or the chapter's where each has a file. */
  readonly fileTitle: string;
  /** Its number among the files of the book, from 1; null where there is one file only. */
  readonly track: { readonly number: number; readonly of: number } | null;
}

export const MP3_RATES = [24_000, 44_100, 48_000] as const;
export type Mp3Rate = (typeof MP3_RATES)[number];

/**
 * kbit/s that both MPEG-2 Layer III, which 24 kHz is, and MPEG-1 have, that both encoders take, and that speech can use.
 * Under 48 single frames run out of bits and come out up to 5 dB too high, which no ceiling can foresee. Who wants less
 * takes a variable rate: quality 9 needs 31 to 39, and keeps its peaks.
 */
export const MP3_BITRATES: readonly number[] = [48, 64, 80, 96, 112, 128];

/** Constant bit rate (of `MP3_BITRATES`) in kbit/s, or variable by LAME's quality: 0 (best) to 9 (smallest). */
export type Mp3Mode =
  { readonly kind: 'cbr'; readonly kbps: number } | { readonly kind: 'vbr'; readonly quality: number };

export const MP3_ENCODERS = ['wasm', 'lamejs'] as const;
export type Mp3EncoderName = (typeof MP3_ENCODERS)[number];

export interface Mp3Settings {
  readonly encoder: Mp3EncoderName;
  readonly rate: Mp3Rate;
  readonly mode: Mp3Mode;
  /** Integrated loudness to reach (EBU R128), LUFS; null: the speech as it came. */
  readonly loudness: number | null;
}
