import type { Voice, VoiceId } from '../core/speech/types.ts';
import { LecternError } from '../core/errors.ts';

/**
 * The voice that a person names: by its id, else by its name, in any case. A mix such as `af_bella(2)+af_heart(1)` is a
 * voice of the model that its first part belongs to.
 *
 * @throws LecternError `voice-unknown`
 */
export function voiceByName(voices: readonly Voice[], wanted: string): VoiceId & Pick<Voice, 'languages'> {
  const [first = wanted] = wanted.split('+', 1);
  const part = first === wanted ? wanted : first.replace(/\(.*\)$/u, '');
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const found =
    voices.find(({ voice }) => voice === part) ??
    voices.find(({ voice }) => same(voice, part)) ??
    voices.find(({ name }) => same(name, part));
  if (!found) {
    throw new LecternError('voice-unknown', `There is no voice "${wanted}". "lectern voices" lists them.`);
  }
  return part === wanted ? found : { ...found, voice: wanted };
}
