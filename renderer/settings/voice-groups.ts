/** Voices as the picker shows them: searched, and grouped by language with the document's language first. */
import { modelOf } from '../../electron/core/speech/catalogue.ts';
import type { Voice, VoiceId } from '../../electron/core/speech/types.ts';

export interface VoiceGroup {
  /** Primary subtag: "en". */
  readonly language: string;
  /** For people: "English". */
  readonly name: string;
  readonly voices: readonly Voice[];
}

export interface VoiceWishes {
  readonly search: string;
  /** The language of the document that is open, a BCP 47 tag; its group comes first. */
  readonly document: string | null;
  /** Cloud voices are the natural ones and come first where they can be had, that is with a key. */
  readonly cloud: boolean;
}

export function voiceGroups(
  voices: readonly Voice[],
  { search, document, cloud }: VoiceWishes,
  locale = 'en',
): VoiceGroup[] {
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  const wanted = search.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, Voice[]>();
  for (const voice of voices) {
    const text = [
      voice.name,
      modelName(voice),
      ...voice.languages.flatMap((tag) => [tag, nameOf(names, tag)]),
    ]
      .join(' ')
      .toLocaleLowerCase();
    if (!wanted.every((word) => text.includes(word))) continue;
    const language = primary(voice.languages[0] ?? UNKNOWN);
    groups.set(language, [...(groups.get(language) ?? []), voice]);
  }
  const first = document === null ? null : primary(document);
  const order = (voice: Voice) => (voice.offline === cloud ? 1 : 0);
  const rank = (language: string) => (language === first ? 0 : language === UNKNOWN ? 2 : 1);
  return [...groups]
    .map(([language, found]) => ({
      language,
      name: nameOf(names, language),
      voices: found.toSorted((a, b) => order(a) - order(b) || a.name.localeCompare(b.name)),
    }))
    .sort((a, b) => rank(a.language) - rank(b.language) || a.name.localeCompare(b.name, locale));
}

/** BCP 47's tag for a language that is not determined. */
const UNKNOWN = 'und';

const primary = (tag: string) => tag.split('-')[0]?.toLowerCase() ?? UNKNOWN;

/** "American English" */
export const languageName = (tag: string, locale = 'en') =>
  nameOf(new Intl.DisplayNames(locale, { type: 'language' }), tag);

function nameOf(names: Intl.DisplayNames, tag: string): string {
  if (tag === UNKNOWN) return 'Language not stated';
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag; // eSpeak has names for variants that are no BCP 47 tags
  }
}

export const voiceKey = ({ server, model, voice }: VoiceId) => `${server}/${model}/${voice}`;

/** "Kokoro", "Offline" */
export const modelName = ({ offline, model }: Voice) =>
  offline ? 'Offline' : (modelOf(model)?.name ?? model);
