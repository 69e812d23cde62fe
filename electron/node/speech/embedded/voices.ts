/** eSpeak NG's voices as Lectern's, and the names of other models' voices that the embedded server also answers to. */
import { KOKORO, TOGETHER_VOICES } from '../../../core/speech/catalogue.ts';
import type { Voice } from '../../../core/speech/types.ts';
import { canonicalTag, primaryLanguage } from '../../../core/language.ts';
import { voiceForLanguage } from '../../../core/speech/voice-choice.ts';
import type { EspeakVoice } from './espeak-module.ts';

/** The name of the model that the embedded voices belong to. */
export const EMBEDDED_MODEL = 'espeak-ng';

/** What English is read with where nothing else is said; the engine itself would prefer the British voice. */
const FIRST = 'gmw/en-US';
/** eSpeak NG has one timbre for all languages and variants of it; this one is a woman's. */
const FEMALE = '+f3';
/** A test language of the engine's makers. */
const NOT_OFFERED: ReadonlySet<string> = new Set(['art/xex']);
/** The engine names Klingon by its script. */
const MISNAMED: Readonly<Record<string, string>> = { piqd: 'tlh' };

/** Every language with a man's and a woman's voice; those that speak a language best come first. */
export function embeddedVoices(espeak: readonly EspeakVoice[]): Voice[] {
  return espeak
    .filter(({ identifier }) => !NOT_OFFERED.has(identifier))
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap(({ identifier, name, languages }) => {
      const voice: Voice = {
        server: 'embedded',
        model: EMBEDDED_MODEL,
        voice: identifier,
        name: name.trim(),
        languages: [...new Set(languages.map((language) => validTag(language.name)))],
        gender: 'male',
        wordTimes: true,
        offline: true,
        pricePerMillion: 0,
      };
      return [
        voice,
        { ...voice, voice: identifier + FEMALE, name: `${voice.name}, female`, gender: 'female' },
      ];
    });
}

/**
 * The embedded voice that is meant by a model and a voice.
 *
 * An eSpeak identifier is a language, so that it speaks that language whatever is asked; one of Together's names is a
 * timbre, and speaks the language asked with a voice of the same gender: its own kind of it where only the language is
 * named (`en`), the country's where a locale is (`en-gb`). A mix of Kokoro's is its heaviest, the first of
 * those that weigh the same.
 *
 * @param voice An identifier with or without a variant (`gmw/en-US+f3`), a language's tag, one of Together's names;
 *   null: the model's own choice for the language.
 * @param language A BCP 47 tag, or null.
 */
export function findVoice(
  voices: readonly Voice[],
  model: string,
  voice: string | null,
  language: string | null,
): Voice | null {
  // The service's name for Cantonese, which is a language of its own (PROTOCOL §1), and what else it is known by.
  const asked = language !== null && /^zh[-_](?:hant[-_])?(?:hk|mo)$/iu.test(language) ? 'yue' : language;
  if (model === EMBEDDED_MODEL) {
    if (voice === null) return voiceForLanguage(voices, asked);
    return byIdentifier(voices, voice) ?? byTag(voices, voice);
  }
  const offered = TOGETHER_VOICES.filter((other) => other.model === model);
  const named = voice === null ? offered[0] : (byName(offered, voice) ?? heaviest(offered, voice));
  if (!named) return null;
  const own = named.languages[0] ?? 'en';
  const alike = voices.filter(({ gender }) => named.gender === null || gender === named.gender);
  return voiceForLanguage(alike, asked !== null && leadsAway(asked, own, alike) ? asked : own);
}

/** Whether a voice has to leave its own kind of language for the one asked: for another, or a country's that there is. */
function leadsAway(asked: string, own: string, voices: readonly Voice[]): boolean {
  if (primaryLanguage(asked) !== primaryLanguage(own)) return true;
  const tag = canonicalTag(asked);
  return tag !== null && tag.includes('-') && voices.some(({ languages }) => languages.includes(tag));
}

/** Of a mix such as `af_bella(2)+af_heart(1)`; undefined for what is not of this form, or names somebody unknown. */
function heaviest(offered: readonly Voice[], mix: string): Voice | undefined {
  const parts = mix.split('+').map((part) => {
    const [, name = '', weight = '1'] = /^(\w+)(?:\((\d+(?:\.\d+)?)\))?$/u.exec(part) ?? [];
    return { voice: byName(offered, name), weight: Number(weight) };
  });
  if (offered[0]?.model !== KOKORO.id || parts.some(({ voice, weight }) => !voice || weight <= 0))
    return undefined;
  return parts.toSorted((a, b) => b.weight - a.weight)[0]?.voice;
}

const byName = (voices: readonly Voice[], name: string) => voices.find(({ voice }) => voice === name);

/** True for a model that the embedded server answers to. */
export function knowsModel(model: string): boolean {
  return model === EMBEDDED_MODEL || TOGETHER_VOICES.some((voice) => voice.model === model);
}

/** Any variant of the engine's is welcome, though two only are offered; the engine itself refuses what it has not. */
function byIdentifier(voices: readonly Voice[], voice: string): Voice | null {
  const exact = voices.find((other) => other.voice === voice);
  if (exact) return exact;
  const [identifier, variant] = voice.split('+', 2);
  const base = voices.find((other) => other.voice === identifier);
  return base && variant && /^[\w-]{1,20}$/u.test(variant) ? { ...base, voice, gender: null } : null;
}

function byTag(voices: readonly Voice[], tag: string): Voice | null {
  const canonical = canonicalTag(tag);
  return voices.find(({ languages }) => canonical !== null && languages.includes(canonical)) ?? null;
}

function rank({ identifier, languages }: EspeakVoice): number {
  return identifier === FIRST
    ? -1
    : Math.min(...languages.filter(({ name }) => !name.includes('-')).map(({ priority }) => priority), 99);
}

/** Some of the engine's tags are none by BCP 47 (`chr-US-Qaaa-x-west`): as much of them as is valid. */
function validTag(name: string): string {
  for (let tag = name; tag.includes('-'); tag = tag.slice(0, tag.lastIndexOf('-'))) {
    const canonical = canonicalTag(tag);
    if (canonical !== null) return canonical;
  }
  return canonicalTag(name.split('-', 1)[0] ?? name) ?? MISNAMED[name] ?? 'und';
}
