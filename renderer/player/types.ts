/** The seam between the player and everything that shows or steers it (reader, player bar, menu, later pill and tray). */
import type { Position, Section, TextRange } from '../../electron/core/document/model.ts';
import type { NotesChoice } from '../../electron/core/document/plan.ts';
import type { NoteHome } from '../../electron/core/document/reading-order.ts';
import type { ErrorPayload } from '../../electron/core/errors.ts';

/** What the player reads. It knows documents' sections and chunks, never the reader's elements. */
export interface SpeechDocument {
  readonly id: string;
  readonly title: string;
  readonly author: string | null;
  /** Path of the cover image for the system's media controls, or null. */
  readonly cover: string | null;
  /** This and `notes` by its reading plan, as it stands; the player hears of a change by `planChanged`. */
  readonly language: string | null;
  /** Where its notes are read. */
  readonly notes: NotesChoice;
  readonly sectionCount: number;
  section(index: number): Promise<Section>;
}

/** The one truth of the player. A reason belongs to the state it explains; there is no state for each reason. */
export type PlayerState =
  | { readonly phase: 'empty' }
  | { readonly phase: 'stopped' }
  | { readonly phase: 'playing' }
  | { readonly phase: 'paused' }
  /**
   * Wants to play and has no audio yet. `reason` is a sentence for the person, or null while it is only short. How long it
   * still takes is `waitSeconds`, so that the state does not change with each second.
   */
  | { readonly phase: 'waiting'; readonly reason: string | null }
  /** Stopped before a chunk that could not be spoken; `play()` tries it again, `skip()` leaves it out. */
  | { readonly phase: 'failed'; readonly error: ErrorPayload }
  | { readonly phase: 'finished' };

/** Where the voice is. Offsets are UTF-16 into that block's text. */
export interface Playhead {
  readonly section: number;
  readonly block: number;
  readonly sentence: TextRange;
  /** Null where no trustworthy time of a word is known: the sentence is then highlighted alone. */
  readonly word: TextRange | null;
  /** In a note that is read in the text: where. The reading stands there, and not at the foot of the page. Else null. */
  readonly home: NoteHome | null;
}

/** A stretch of one block, for reading a selection. */
export interface Passage {
  readonly section: number;
  readonly block: number;
  readonly range: TextRange;
}

/** One sentence at a time: see `study.ts`. */
export interface StudySettings {
  /** How often each sentence is heard: 1–10. */
  readonly times: number;
  /** The speed of each repetition, as a part of the first one's: 0.5–1. */
  readonly slower: number;
  /** Seconds after each hearing that something follows by itself. */
  readonly pause: number;
  /** Waits for the person after each sentence. */
  readonly stops: boolean;
}

export interface Player {
  readonly state: PlayerState;
  readonly document: SpeechDocument | null;
  readonly playhead: Playhead | null;
  /** 0.5–4. */
  readonly rate: number;
  /** 0–1. */
  readonly volume: number;
  /** Seconds of speech at rate 1 that are ready after the playhead. */
  readonly bufferedSeconds: number;
  /** Whole seconds until what is waited for is tried again, counting down; null where that is not known, or now. */
  readonly waitSeconds: number | null;
  /** Measured, for time left: characters of text spoken per second at rate 1; null until something was heard. */
  readonly charactersPerSecond: number | null;

  /** Puts a document under the needle, silent, at a place. Stops what played. */
  load(document: SpeechDocument, at: Position): void;
  unload(): void;
  play(): void;
  pause(): void;
  toggle(): void;
  /** Silence, and back to the start of the sentence. */
  stop(): void;
  /** Leaves out what could not be spoken, and reads on after it. Nothing where nothing failed. */
  skip(): void;
  playFrom(section: number, block: number, offset: number): void;
  /** Reads these passages only, then stops. */
  playPassages(passages: readonly Passage[]): void;
  nextSentence(): void;
  /** To the start of this sentence first, then to the one before. */
  previousSentence(): void;
  nextParagraph(): void;
  previousParagraph(): void;
  nextSection(): void;
  previousSection(): void;
  setRate(rate: number): void;
  /** One sentence at a time, from now on; null: on and on, as usual. */
  setStudy(study: StudySettings | null): void;
  setVolume(volume: number): void;
  /**
   * After the voice or the server changed: what is ahead is asked anew, the sentence under way is finished as it is.
   * What the voice before failed at is said by the new one at once.
   */
  voiceChanged(): void;
  /**
   * After the document's sections were decided on anew: what is ahead is what is spoken now. What is under way and is not
   * spoken any more is left at once, for the next that is.
   */
  planChanged(): void;
}
