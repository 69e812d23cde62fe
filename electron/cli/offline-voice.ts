import { LecternError } from '../core/errors.ts';
import type { SpeechRequest, Voice } from '../core/speech/types.ts';
import { voiceForLanguage } from '../core/speech/voice-choice.ts';
import { isServiceTrouble } from '../host/stand-in.ts';

/**
 * The error, with the way to do without the service where that is what failed.
 * @param voices Any; the embedded ones among them are the way.
 */
export function withOfflineVoice(
  error: unknown,
  { server, language }: Pick<SpeechRequest, 'server' | 'language'>,
  voices: readonly Voice[],
): unknown {
  if (!(error instanceof LecternError) || server === 'embedded') return error;
  if (!isServiceTrouble(error.kind) && error.kind !== 'key-missing') return error;
  const voice = voiceForLanguage(
    voices.filter(({ offline }) => offline),
    language,
  );
  if (!voice) return error;
  return new LecternError(
    error.kind,
    `${error.message}\nThe offline voice needs neither a key nor a network: add --voice ${voice.voice}`,
    { retryable: error.retryable, retryAfter: error.retryAfter, cause: error },
  );
}
