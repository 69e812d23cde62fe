/** The service's own list of voices (PROTOCOL §5), and what becomes of it beside what this program knows. */
import { isShared, priceOf, TOGETHER_MODELS, TOGETHER_VOICES } from './catalogue.ts';
import { isRecord, listOf, stringOr } from './json.ts';
import type { Voice } from './types.ts';

/** A voice as the service names it. Either of the two may be what it wants to be called by. */
export interface ListedVoice {
  readonly model: string;
  readonly id: string;
  readonly name: string;
}

/** Far more than there are; the rest of a longer list is left out. */
const MOST_VOICES = 5000;
/** Characters; as the contract takes them. */
const MOST_MODEL = 200;
const MOST_VOICE = 400;

/**
 * Reads both shapes: `{ data: [{ model, voices }] }` for all models, `{ data: { voices } }` for one. What cannot be used
 * is passed over, whatever it is.
 *
 * @param asked The model that was asked for, if one was: the second shape need not name it.
 * @returns in the service's order; null where the answer is no list of voices at all.
 */
export function parseVoiceList(answer: unknown, asked: string | null): readonly ListedVoice[] | null {
  const data = isRecord(answer) ? answer['data'] : null;
  const groups = listOf(data) ?? (isRecord(data) ? [data] : null);
  if (!groups) return null;
  const lists = groups.filter(isRecord).filter((group) => listOf(group['voices']));
  if (lists.length === 0 && groups.length > 0) return null;
  const voices = lists.flatMap((group) => {
    const model = text(group['model'], MOST_MODEL) ?? asked;
    return (listOf(group['voices']) ?? []).flatMap((voice) => listed(voice, model));
  });
  return voices.slice(0, MOST_VOICES);
}

function listed(value: unknown, ofGroup: string | null): ListedVoice[] {
  const entry = isRecord(value) ? value : { name: value };
  const model = text(entry['model'], MOST_MODEL) ?? ofGroup;
  const name = text(entry['name'], MOST_VOICE);
  const id = text(entry['id'], MOST_VOICE) ?? name;
  return model === null || id === null ? [] : [{ model, id, name: name ?? id }];
}

/** Null for what is no text, or no text of use. */
function text(value: unknown, most: number): string | null {
  const found = stringOr(value, '').trim();
  return found === '' || found.length > most ? null : found;
}

/**
 * One list of both. What the service lists keeps what the catalogue knows of it, found by its id or by its name, and
 * within its model comes before what the service does not list; models come in the catalogue's order, for the first
 * voice of a language is the one that reads by itself, and must be neither a dear one nor one at random. Voices of
 * models on rented endpoints are left out.
 */
export function mergedVoices(service: readonly ListedVoice[]): readonly Voice[] {
  const models = new Set([...TOGETHER_MODELS.map(({ id }) => id), ...service.map(({ model }) => model)]);
  return [...models].filter(isShared).flatMap((model) => {
    const known = TOGETHER_VOICES.filter((voice) => voice.model === model);
    const ofService = service.filter((voice) => voice.model === model);
    const isListed = ({ voice }: Voice) => ofService.some(({ id, name }) => id === voice || name === voice);
    const fresh = ofService
      .filter(({ id, name }) => !known.some(({ voice }) => id === voice || name === voice))
      .map(described);
    return unique([...known.filter(isListed), ...fresh, ...known.filter((voice) => !isListed(voice))]);
  });
}

/** Of a voice that the catalogue does not have, nothing is known but its name and perhaps its price. */
function described({ model, id, name }: ListedVoice): Voice {
  return {
    server: 'together',
    model,
    voice: id,
    name,
    languages: [],
    gender: null,
    wordTimes: false,
    offline: false,
    pricePerMillion: priceOf('together', model),
  };
}

function unique(voices: readonly Voice[]): readonly Voice[] {
  return [...new Map(voices.map((voice) => [voice.voice, voice])).values()];
}
