import { LecternError } from '../core/errors.ts';
import { modelOf } from '../core/speech/catalogue.ts';
import { checkedVoice, formatMix, looksMixed, parseMix } from '../core/speech/voice-mix.ts';
import type { Voice, VoiceId } from '../core/speech/types.ts';

/**
 * The voice that a person names: by its id, else by its name, in any case. In a mix such as `af_bella(2)+af_heart(1)`
 * every part is named so, and all belong to the model of the first.
 *
 * @throws LecternError `voice-unknown`, naming the part of a mix that cannot be used.
 */
export function voiceByName(voices: readonly Voice[], wanted: string): VoiceId & Pick<Voice, 'languages'> {
  const single = named(voices, wanted);
  if (single) return single;
  if (!looksMixed(wanted)) throw unknown(wanted);
  const [first = ''] = wanted.split('+', 1);
  const leading = named(
    voices,
    first
      .trim()
      .replace(/\(.*\)$/u, '')
      .trim(),
  );
  if (!leading) throw unknown(wanted);
  // A variant of an embedded voice is written with a plus, too: `gmw/en-US+f4`.
  if (leading.server === 'embedded') return { ...leading, voice: wanted };
  if (!modelOf(leading.model)?.mixes)
    return { ...leading, ...checkedVoice(voices, { ...leading, voice: wanted }) };
  const own = voices.filter(({ server, model }) => server === leading.server && model === leading.model);
  const parts = parseMix(wanted).map(({ voice, weight }) => ({
    voice: named(own, voice)?.voice ?? voice,
    weight,
  }));
  return { ...leading, ...checkedVoice(voices, { ...leading, voice: formatMix(parts) }) };
}

function named(voices: readonly Voice[], wanted: string): Voice | null {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  // A service may list our own voices, too, as the local stand-in does: who names one can do without the service.
  const byId = voices.toSorted((a, b) => Number(b.offline) - Number(a.offline));
  return (
    byId.find(({ voice }) => voice === wanted) ??
    byId.find(({ voice }) => same(voice, wanted)) ??
    voices.find(({ name }) => same(name, wanted)) ??
    null
  );
}

const unknown = (wanted: string) =>
  new LecternError('voice-unknown', `There is no voice "${wanted}". "lectern voices" lists them.`);
