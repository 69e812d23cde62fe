/** What a person asks an export for, and how it stands. */
import type { ErrorPayload } from '../errors.ts';
import type { VoiceId } from '../speech/types.ts';
import type { BlockRange, Mp3Settings } from './types.ts';

/** What is written. The texts and the EPUB go with the same speech, and need no mp3 file beside them. */
export const EXPORT_FORMS = ['mp3', 'srt', 'vtt', 'lrc', 'epub'] as const;
export type ExportForm = (typeof EXPORT_FORMS)[number];

export type Split =
  /** One file with chapter marks. */
  | { readonly kind: 'none' }
  | { readonly kind: 'chapter' }
  /** Files of about so many minutes each, cut between chapters. */
  | { readonly kind: 'duration'; readonly minutes: number };

export interface ExportChapterChoice {
  /** Row of the outline, from 0. */
  readonly row: number;
  /** As the person edited it. */
  readonly title: string;
}

export interface ExportTags {
  readonly title: string;
  readonly authors: readonly string[];
  readonly narrator: string;
  readonly year: string | null;
  readonly cover: boolean;
}

export interface ExportOrder {
  readonly documentId: string;
  /** The ticked rows in reading order, or a selection of the text. */
  readonly what:
    | { readonly kind: 'chapters'; readonly chapters: readonly ExportChapterChoice[] }
    | { readonly kind: 'selection'; readonly title: string; readonly ranges: readonly BlockRange[] };
  /** Null: by the language of each passage, as listening does. */
  readonly voice: VoiceId | null;
  readonly forms: readonly ExportForm[];
  readonly split: Split;
  readonly mp3: Mp3Settings;
  /** Of the ID3 tag. */
  readonly id3: 3 | 4;
  readonly tags: ExportTags;
  /** Absolute path of the folder that the files go into; made where it is missing. */
  readonly folder: string;
  /** Of a single file, without its ending, as the person chose it; null: by the title. */
  readonly fileName: string | null;
}

/**
 * `queued`: waits for its turn. `speaking`: asks for speech. `assembling`: all speech is there, files are being made.
 * `paused`: by the person. `failed`: see the error; it can be resumed. `done`: every file is there and was checked.
 */
export const EXPORT_STATES = ['queued', 'speaking', 'assembling', 'paused', 'failed', 'done'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

/** How an export stands, for lists and progress. */
export interface ExportJob {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly documentId: string;
  readonly title: string;
  readonly folder: string;
  readonly forms: readonly ExportForm[];
  readonly state: ExportState;
  /** Why it failed, as a sentence. */
  readonly error: ErrorPayload | null;
  /** Why it waits just now ("Waiting 20 s: …"), or null. */
  readonly waiting: string | null;
  readonly segments: { readonly done: number; readonly all: number };
  /** UTF-16 units of text; `bought` were sent to a service that is paid, by this export. */
  readonly characters: { readonly done: number; readonly all: number; readonly bought: number };
  /** US dollars for what was bought so far; null where a price is not known. */
  readonly cost: number | null;
  /** 0–1 of the making of files; 0 before. */
  readonly assembled: number;
  /** Seconds until it is done, from the speed that was measured; null before there is one. */
  readonly secondsLeft: number | null;
  /** Absolute paths of finished files. */
  readonly files: readonly string[];
}
