/** From the chapters that were ticked to the speech chunks that are asked for: the same ones that listening asks for. */
import { pauseAfter, type PauseSettings } from '../speech/pauses.ts';
import { samplesOf } from '../speech/pcm.ts';
import { requestLanguage } from '../speech/voice-choice.ts';
import type { SpeechRequest, Voice } from '../speech/types.ts';
import { speechChunks, type SpeechChunk } from '../text/chunks.ts';
import type { NotesChoice } from '../document/plan.ts';
import { comparePlaces, passagesOf, type BlockPlace, type OutlineSource } from './outline.ts';
import type { BlockRange, PlannedSegment } from './types.ts';

export interface SegmentOptions {
  /** Where the notes are read that the document's plan has read. */
  readonly notes: NotesChoice;
  readonly pauses: PauseSettings;
  /** The voice that reads a language in a document of another, or the same; asked once for each language. */
  readonly voiceFor: (language: string | null, document: string | null) => Promise<Voice>;
  /** What that voice is given for a text. */
  readonly spokenText: (request: SpeechRequest) => string;
  /** `from/to` rules of the pronunciation dictionary. */
  readonly pronunciation: readonly string[];
}

interface Draft extends Omit<PlannedSegment, 'pause'> {
  pause: number;
}

/** Makes segments, and asks for each language's voice once. One for an export. */
export class SegmentPlanner {
  readonly #source: OutlineSource;
  readonly #options: SegmentOptions;
  readonly #voices = new Map<string | null, Promise<Voice>>();

  constructor(source: OutlineSource, options: SegmentOptions) {
    this.#source = source;
    this.#options = options;
  }

  /** Of a chapter, in order. A chunk with nothing to say ("* * *") becomes a longer pause of the one before it. */
  async *chapter(from: BlockPlace, to: BlockPlace): AsyncGenerator<PlannedSegment> {
    yield* this.#segments(from, to, this.#options.notes, () => true);
  }

  /** Of a selection: every chunk that it touches, whole, as listening keeps them. */
  async *selection(ranges: readonly BlockRange[]): AsyncGenerator<PlannedSegment> {
    const sorted = ranges.toSorted((a, b) => comparePlaces(a, b) || a.from - b.from);
    const first = sorted[0];
    const last = sorted.at(-1);
    if (!first || !last) return;
    const touched = (place: BlockPlace, chunk: SpeechChunk) =>
      sorted.some(
        (range) =>
          comparePlaces(range, place) === 0 && range.from < chunk.spoken[1] && chunk.spoken[0] < range.to,
      );
    // As it stands on the page: what was selected is wanted where it was selected.
    yield* this.#segments(first, { ...last, block: last.block + 1 }, 'skip', touched);
  }

  async *#segments(
    from: BlockPlace,
    to: BlockPlace,
    notes: NotesChoice,
    wanted: (place: BlockPlace, chunk: SpeechChunk) => boolean,
  ): AsyncGenerator<PlannedSegment> {
    const { language: documentLanguage } = this.#source.summary.metadata;
    let held: Draft | null = null;
    for await (const { value, ...passage } of passagesOf(this.#source, from, to, notes)) {
      const { section, block } = passage;
      const language = value.language ?? documentLanguage;
      for (const chunk of speechChunks(value.text, language)) {
        if (chunk.from < passage.from || chunk.from >= passage.to) continue;
        const silent = chunk.spoken[1] <= chunk.spoken[0];
        if (!silent && !wanted({ section, block }, chunk)) continue;
        const pause = samplesOf(pauseAfter(chunk, value, this.#options.pauses));
        if (silent) {
          if (held) held.pause += pause;
          continue;
        }
        if (held) yield held;
        held = {
          request: await this.#request(value.text.slice(...chunk.spoken), language),
          place: { section, block, from: chunk.spoken[0], to: chunk.spoken[1] },
          sentences: chunk.sentences,
          pause,
        };
      }
    }
    if (held) yield held;
  }

  async #request(text: string, language: string | null): Promise<SpeechRequest> {
    const voice = await this.#voice(language);
    const request = {
      server: voice.server,
      model: voice.model,
      voice: voice.voice,
      text,
      language: requestLanguage(voice, language),
      pronunciation: this.#options.pronunciation,
    };
    return { ...request, text: this.#options.spokenText(request) };
  }

  #voice(language: string | null): Promise<Voice> {
    const known =
      this.#voices.get(language) ?? this.#options.voiceFor(language, this.#source.summary.metadata.language);
    this.#voices.set(language, known);
    return known;
  }
}
