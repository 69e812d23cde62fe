/** One context of a connection: its settings, its text, and the items that its text becomes. */
import type { ServiceError } from '../../../core/speech/protocol.ts';
import type { ContextSettings, SettingsOutcome } from './context-settings.ts';
import { createTextBuffer } from './text-buffer.ts';

/** One segment to be spoken: one item of the protocol, with one `done`. */
export interface Item {
  readonly context: SpeechContext;
  /** Counts within the context, so that it repeats across contexts, as the service's do. */
  readonly itemId: string;
  readonly text: string;
  /** What held when its text was complete: a later update does not reach it. */
  readonly settings: ContextSettings;
}

export interface SpeechContext {
  /** As the client named it last; null for the default one where it did not. */
  contextId: string | null;
  readonly settings: ContextSettings;
  /** Why its last update was refused: until a good one it takes no text, rather than speak with the wrong voice. */
  readonly refusal: ServiceError | null;
  /** UTF-16 units not yet spoken. */
  readonly length: number;
  /** Aborted when the context is cancelled. */
  readonly signal: AbortSignal;
  configure(outcome: SettingsOutcome): void;
  append(text: string): Item[];
  /** Nothing for an empty buffer. */
  commit(): Item[];
  clear(): void;
  cancel(): void;
}

export function createSpeechContext(contextId: string | null, initial: ContextSettings): SpeechContext {
  const buffer = createTextBuffer();
  const cancelled = new AbortController();
  let settings = initial;
  let refusal: ServiceError | null = null;
  let count = 0;

  const rules = () => ({
    segment: settings.segment,
    maxPartialLength: settings.maxPartialLength,
    language: settings.language ?? settings.voice.languages[0] ?? null,
  });
  const items = (texts: readonly string[]): Item[] =>
    texts.map((text) => ({ context, itemId: `tts_${++count}`, text, settings }));

  const context: SpeechContext = {
    contextId,
    get settings() {
      return settings;
    },
    get refusal() {
      return refusal;
    },
    get length() {
      return buffer.length;
    },
    signal: cancelled.signal,
    configure(outcome) {
      refusal = outcome.ok ? null : outcome.error;
      if (outcome.ok) settings = outcome.settings;
    },
    append: (text) => (refusal ? [] : items(buffer.append(text, rules()))),
    commit: () => (refusal ? [] : items(buffer.commit(rules()))),
    clear: () => buffer.clear(),
    cancel: () => cancelled.abort(),
  };
  return context;
}
