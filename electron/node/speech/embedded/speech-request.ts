/** The body of `POST /v1/audio/speech` (PROTOCOL §5): the names of a session's settings, with a text. */
import { isRecord, parseJson } from '../../../core/speech/json.ts';
import { parseSession } from '../../../core/speech/settings.ts';
import type { Voice } from '../../../core/speech/types.ts';
import { changedSettings, type ContextSettings } from './context-settings.ts';
import { invalidRequest } from './failures.ts';
import type { Refusal } from './http-answers.ts';
import { MOST_TEXT } from './session.ts';

export interface SpeechRequestBody {
  readonly input: string;
  readonly settings: ContextSettings;
  /** As server-sent events; otherwise the body is the sound. */
  readonly stream: boolean;
}

export type SpeechRequestOutcome =
  | { readonly ok: true; readonly request: SpeechRequestBody }
  | { readonly ok: false; readonly refusal: Refusal };

/** What the service has where nothing is said. Events hold raw samples only, there as here. */
const FORMAT = 'wav';
const STREAM_FORMAT = 'pcm';
/** The endpoint has a name of its own for raw samples. */
const RAW = 'raw';

export function parseSpeechRequest(json: string, voices: readonly Voice[]): SpeechRequestOutcome {
  const refuse = (code: string, message: string, param: string | null): SpeechRequestOutcome => ({
    ok: false,
    refusal: { status: 400, error: invalidRequest(code, message, param) },
  });

  const body = parseJson(json);
  if (!isRecord(body)) return refuse('invalid_json', 'The body must be a JSON object.', null);
  const { input, stream = false } = body;
  for (const name of ['model', 'input', 'voice'])
    if (typeof body[name] !== 'string' || body[name] === '')
      return refuse('missing_required_parameter', `${name} is needed, a string that is not empty.`, name);
  if (typeof input !== 'string' || input.length > MOST_TEXT)
    return refuse('text_too_long', `input holds at most ${MOST_TEXT} characters.`, 'input');
  if (stream !== null && typeof stream !== 'boolean')
    return refuse('invalid_value', 'stream must be true or false.', 'stream');

  const format = body['response_format'] ?? (stream ? STREAM_FORMAT : FORMAT);
  const asked = parseSession({ ...body, response_format: format === RAW ? 'pcm' : format });
  if (!asked.ok) return refuse('invalid_value', asked.reason, asked.param);
  const outcome = changedSettings(null, asked.settings, voices);
  if (!outcome.ok) return { ok: false, refusal: { status: 400, error: outcome.error } };
  const { settings } = outcome;
  if (stream && settings.format !== STREAM_FORMAT)
    return refuse('unsupported_format', 'With stream, response_format can only be raw.', 'response_format');
  return { ok: true, request: { input, settings, stream: stream ?? false } };
}
