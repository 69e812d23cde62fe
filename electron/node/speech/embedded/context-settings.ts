/** What a context speaks with, and whether the embedded voice can do what a client asks. */
import { KOKORO } from '../../../core/speech/catalogue.ts';
import type { ServiceError } from '../../../core/speech/protocol.ts';
import type { AlignmentMode, SegmentMode, SessionSettings } from '../../../core/speech/settings.ts';
import { SAMPLE_RATE, type Voice } from '../../../core/speech/types.ts';
import { AUDIO_FORMATS, isAudioFormat, type AudioFormat } from './audio-format.ts';
import { invalidRequest } from './failures.ts';
import { parseRule } from './pronunciation.ts';
import { findVoice, knowsModel } from './voices.ts';
import type { Utterance } from './worker-messages.ts';

export interface ContextSettings {
  readonly model: string;
  /** As the client named it; null: none was named. */
  readonly voiceName: string | null;
  readonly voice: Voice;
  /** As the client named it. */
  readonly language: string | null;
  readonly format: AudioFormat;
  readonly speed: number;
  /** Hz. */
  readonly sampleRate: number;
  readonly alignment: AlignmentMode;
  readonly segment: SegmentMode;
  /** Characters. */
  readonly maxPartialLength: number;
  readonly pronunciation: readonly string[];
}

export type SettingsOutcome =
  | { readonly ok: true; readonly settings: ContextSettings }
  | { readonly ok: false; readonly error: ServiceError };

/** Hz: what sound cards and telephones have. Any other rate is refused rather than guessed at. */
const SAMPLE_RATES: readonly number[] = [8_000, 16_000, 22_050, SAMPLE_RATE, 32_000, 44_100, 48_000];
const MOST_RULES = 1_000;

/** PROTOCOL's defaults. */
const DEFAULTS = {
  model: KOKORO.id,
  voiceName: null,
  language: null,
  format: 'pcm',
  speed: 1,
  sampleRate: SAMPLE_RATE,
  alignment: 'none',
  segment: 'sentence',
  maxPartialLength: 250,
  pronunciation: [],
} as const;

/** @param before What holds so far; null: the defaults. */
export function changedSettings(
  before: ContextSettings | null,
  change: SessionSettings,
  voices: readonly Voice[],
): SettingsOutcome {
  const { voice: voiceName, responseFormat: format, ...plain } = change;
  const { voice: _, ...base } = before ?? { ...DEFAULTS, voice: null };
  const named = { ...(voiceName !== undefined && { voiceName }), ...(format !== undefined && { format }) };
  const next = { ...base, ...plain, ...named };
  const refuse = (param: string, code: string, message: string): SettingsOutcome => ({
    ok: false,
    error: invalidRequest(code, message, param),
  });

  if (!isAudioFormat(next.format))
    return refuse(
      'response_format',
      'unsupported_format',
      `The embedded voice answers in ${AUDIO_FORMATS.join(', ')} only.`,
    );
  if (!SAMPLE_RATES.includes(next.sampleRate))
    return refuse('sample_rate', 'invalid_value', `sample_rate must be one of ${SAMPLE_RATES.join(', ')}.`);
  if (next.pronunciation.length > MOST_RULES || !next.pronunciation.every((rule) => parseRule(rule)))
    return refuse(
      'extra_params.pronunciation_dict',
      'invalid_value',
      `pronunciation_dict takes at most ${MOST_RULES} rules of the form "from/to".`,
    );
  if (!knowsModel(next.model))
    return refuse('model', 'model_not_available', `The model ${quoted(next.model)} is not available here.`);
  const voice = findVoice(voices, next.model, next.voiceName, next.language);
  if (!voice)
    return refuse(
      'voice',
      'voice_not_found',
      `The model ${quoted(next.model)} has no voice ${quoted(next.voiceName ?? '')}.`,
    );
  return { ok: true, settings: { ...next, format: next.format, voice } };
}

/** A text with what it is to be spoken with. */
export function utteranceOf(text: string, settings: ContextSettings): Utterance {
  const { voice, speed, sampleRate, pronunciation, format } = settings;
  const language = voice.languages[0] ?? 'en';
  return { text, voice: voice.voice, language, speed, sampleRate, pronunciation, format };
}

/** What a stranger sent, short enough for an error's sentence. */
function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
