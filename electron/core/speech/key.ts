/** What makes two requests the same speech, for the store and for those who ask at the same time. */
import { wireLanguage } from './settings.ts';
import type { SpeechRequest } from './types.ts';
import { canonicalVoice } from './voice-mix.ts';

/** The text as it is sent and as it is known by: NFC, white space folded to single spaces, trimmed. */
export function normaliseText(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** Changes when speech that was made before must not be used any more. */
const VERSION = 1;

/**
 * A canonical string of everything that decides how a request sounds, and of nothing else: never the playback speed,
 * which is no part of a request. The order of pronunciation rules matters and is kept. A mix of voices counts as the
 * same however it is written (`voice-mix.ts`).
 */
export function speechKey(request: SpeechRequest): string {
  const { server, model, language, pronunciation, text } = request;
  return JSON.stringify([
    VERSION,
    server,
    model,
    canonicalVoice(request),
    wireLanguage(language),
    pronunciation,
    normaliseText(text),
  ]);
}
