/**
 * Mixes of voices, written `af_bella(2)+af_heart(1)` (PROTOCOL §5): parts with weights, the weight of 1 left out where
 * one likes. Checked here before anything is sent, since a service only says that it does not know such a voice.
 */
import { LecternError } from '../errors.ts';
import { modelOf } from './catalogue.ts';
import type { Voice, VoiceId } from './types.ts';

export interface MixPart {
  /** An id such as `af_bella`. */
  readonly voice: string;
  /** Above 0; what counts is its part of the sum. */
  readonly weight: number;
}

/** A weight above it makes the other parts inaudible; it is a slip of the keyboard. */
const MOST_WEIGHT = 100;
const PART = /^([^()+]+?)(?:\(([^()]*)\))?$/u;
const WEIGHT = /^\d{1,3}(?:\.\d{1,3})?$/;

/** Whether this is written as a mix is. A voice's own id may be, too (`gmw/en-US+f3`): see `checkedVoice`. */
export function looksMixed(voice: string): boolean {
  return /[+()]/.test(voice);
}

/**
 * The parts in the order in which they are written.
 * @throws LecternError `voice-unknown`, whose sentence names the part that cannot be read.
 */
export function parseMix(mix: string): readonly MixPart[] {
  const parts = mix.split('+').map((text) => parsePart(text.trim(), mix));
  const twice = parts.find(({ voice }, index) => parts.findIndex((other) => other.voice === voice) !== index);
  if (twice) throw refused(`“${twice.voice}” is in it twice. Name each voice once, with its whole weight.`);
  return parts;
}

function parsePart(text: string, mix: string): MixPart {
  if (text === '') throw refused(`a voice is missing in “${mix}”. Put one on each side of every +.`);
  const [, name = '', written = '1'] = PART.exec(text) ?? [];
  if (name === '') throw refused(`“${text}” cannot be read. Write it as in af_bella(2)+af_heart(1).`);
  const weight = WEIGHT.test(written.trim()) ? Number(written) : 0;
  if (weight <= 0 || weight > MOST_WEIGHT)
    throw refused(`the weight of “${name.trim()}” is no number above 0 and up to ${MOST_WEIGHT}.`);
  return { voice: name.trim(), weight };
}

/**
 * The one way to write these parts, which is also what is sent: every weight as the shortest number, no spaces. A single
 * part is that voice, whatever its weight. The order is kept, and weights are not reduced: that only the proportion
 * counts, and not which voice comes first, is nowhere stated.
 */
export function formatMix(parts: readonly MixPart[]): string {
  const [only] = parts;
  if (parts.length === 1 && only) return only.voice;
  return parts.map(({ voice, weight }) => `${voice}(${weight})`).join('+');
}

/** A mix in the one way to write it; all else, and what is no mix that can be read, as it is. Never throws. */
export function canonicalVoice({ server, model, voice }: VoiceId): string {
  const parts = server === 'together' && modelOf(model)?.mixes ? readMix(voice) : null;
  return parts ? formatMix(parts) : voice;
}

/** The parts; null for what is no mix, and for one that cannot be read. */
export function readMix(voice: string): readonly MixPart[] | null {
  try {
    return looksMixed(voice) ? parseMix(voice) : null;
  } catch {
    return null;
  }
}

/**
 * The voice that is meant, if it can be sent: a mix in its one way to write it, all of whose parts are there and may be
 * mixed. A single voice that is not in the list is sent as it is: the list may be old.
 *
 * @param voices All that is known.
 * @throws LecternError `voice-unknown`, naming the part.
 */
export function checkedVoice(voices: readonly Voice[], id: VoiceId): VoiceId {
  const { server, model, voice } = id;
  if (server !== 'together' || !looksMixed(voice) || find(voices, id)) return id;
  const known = voices.filter((other) => other.server === server && other.model === model);
  if (!modelOf(model)?.mixes) {
    // A model of which no voice is known may call its voices what it likes.
    if (known.length === 0) return id;
    throw refused(
      `${modelOf(model)?.name ?? model} takes one voice at a time. Only voices of Kokoro can be mixed.`,
    );
  }
  const parts = parseMix(voice);
  const missing = parts.find((part) => !known.some((other) => other.voice === part.voice));
  if (missing) throw refused(`there is no voice “${missing.voice}” to mix. “lectern voices” lists them.`);
  return { server, model, voice: formatMix(parts) };
}

/** What can be said of a voice or a mix; a mix has the languages of its first part. Null where it is not known. */
export function describedVoice(voices: readonly Voice[], id: VoiceId): Voice | null {
  const single = find(voices, id);
  const parts = id.server === 'together' && modelOf(id.model)?.mixes ? readMix(id.voice) : null;
  if (single || !parts) return single;
  const found = parts.flatMap(({ voice }) => find(voices, { ...id, voice }) ?? []);
  const [first] = found;
  if (!first || found.length < parts.length) return null;
  return {
    ...first,
    voice: formatMix(parts),
    name: mixName(found, parts),
    gender: found.every(({ gender }) => gender === first.gender) ? first.gender : null,
    wordTimes: found.every(({ wordTimes }) => wordTimes),
  };
}

/** "Bella 67 % + Heart 33 %", the figures held together with their signs. */
function mixName(found: readonly Voice[], parts: readonly MixPart[]): string {
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  const percent = (weight: number) => Math.round((100 * weight) / sum);
  return found.map(({ name }, index) => `${name} ${percent(parts[index]?.weight ?? 0)}\u00A0%`).join(' + ');
}

function find(voices: readonly Voice[], { server, model, voice }: VoiceId): Voice | null {
  return (
    voices.find((other) => other.server === server && other.model === model && other.voice === voice) ?? null
  );
}

const refused = (what: string) =>
  new LecternError('voice-unknown', `This mix of voices cannot be used: ${what}`);
