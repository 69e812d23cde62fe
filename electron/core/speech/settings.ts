/**
 * The settings of a speech context. The same names serve as query parameters of the address and as fields of
 * `tts_session.updated`; there the pronunciation rules lie under `extra_params` (how to put them into an address is
 * not known, so they never are).
 */
import { isRecord, listOf } from './json.ts';

export const SEGMENT_MODES = ['sentence', 'immediate', 'never'] as const;
/** When buffered text is spoken: at a sentence's end, at once, or (`never`) at a commit only. */
export type SegmentMode = (typeof SEGMENT_MODES)[number];
export const ALIGNMENT_MODES = ['none', 'word'] as const;
export type AlignmentMode = (typeof ALIGNMENT_MODES)[number];
export const RESPONSE_FORMATS = ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'] as const;
export type ResponseFormat = (typeof RESPONSE_FORMATS)[number];

/** What is left out stays as it is: with an update as it was, in the address as the server has it by default. */
export interface SessionSettings {
  readonly model?: string;
  readonly voice?: string;
  /** Lower-case code or locale: `fr`, `zh-hk`. */
  readonly language?: string;
  readonly responseFormat?: ResponseFormat;
  /** Hz. */
  readonly sampleRate?: number;
  readonly speed?: number;
  /** Characters, a whole number; a longer text is spoken even if no segment is complete. */
  readonly maxPartialLength?: number;
  readonly alignment?: AlignmentMode;
  readonly segment?: SegmentMode;
  /** Rules `from/to`, in order. */
  readonly pronunciation?: readonly string[];
}

export type SettingsResult =
  | { readonly ok: true; readonly settings: SessionSettings }
  /** `param`: the wire's name of the first value that cannot be used. */
  | { readonly ok: false; readonly param: string; readonly reason: string };

/** Our names and the wire's, without the pronunciation rules. */
const WIRE_NAMES = {
  model: 'model',
  voice: 'voice',
  language: 'language',
  responseFormat: 'response_format',
  sampleRate: 'sample_rate',
  speed: 'speed',
  maxPartialLength: 'max_partial_length',
  alignment: 'alignment',
  segment: 'segment',
} as const satisfies Record<Exclude<keyof SessionSettings, 'pronunciation'>, string>;

class Unusable extends Error {
  readonly param: string;
  constructor(param: string, reason: string) {
    super(reason);
    this.param = param;
  }
}

/** Pairs for `URLSearchParams`, which also escapes the `+` of a mixed voice (raw, it would be read as a space). */
export function queryEntries(settings: Omit<SessionSettings, 'pronunciation'>): [string, string][] {
  return plainEntries(settings).map(([name, value]) => [name, String(value)]);
}

/** @param entries The pairs of an address's query; names that are not known are left to others (`api_key`). */
export function parseQuery(entries: Iterable<readonly [string, string]>): SettingsResult {
  return readSettings(new Map(entries), undefined);
}

/** The `session` object of `tts_session.updated`. */
export function encodeSession(settings: SessionSettings): Record<string, unknown> {
  const { pronunciation, ...plain } = settings;
  return {
    ...Object.fromEntries(plainEntries(plain)),
    ...(pronunciation && { extra_params: { pronunciation_dict: pronunciation } }),
  };
}

export function parseSession(value: unknown): SettingsResult {
  if (!isRecord(value)) return { ok: false, param: 'session', reason: 'session must be an object' };
  const extra = value['extra_params'] ?? undefined;
  if (extra !== undefined && !isRecord(extra))
    return { ok: false, param: 'extra_params', reason: 'extra_params must be an object' };
  return readSettings(new Map(Object.entries(value)), extra?.['pronunciation_dict']);
}

function plainEntries(settings: Omit<SessionSettings, 'pronunciation'>): [string, string | number][] {
  return (Object.keys(WIRE_NAMES) as (keyof typeof WIRE_NAMES)[]).flatMap((key) => {
    const value = settings[key];
    return value === undefined ? [] : [[WIRE_NAMES[key], value]];
  });
}

function readSettings(values: ReadonlyMap<string, unknown>, rules: unknown): SettingsResult {
  const read = <K extends keyof typeof WIRE_NAMES, T>(key: K, as: (name: string, value: unknown) => T) => {
    const name: string = WIRE_NAMES[key];
    const value = values.get(name) ?? undefined;
    return value === undefined ? {} : ({ [key]: as(name, value) } as { [P in K]?: T });
  };
  try {
    return {
      ok: true,
      settings: {
        ...read('model', text),
        ...read('voice', text),
        ...read('language', text),
        ...read('responseFormat', oneOf(RESPONSE_FORMATS)),
        ...read('sampleRate', positive),
        ...read('speed', positive),
        ...read('maxPartialLength', whole),
        ...read('alignment', oneOf(ALIGNMENT_MODES)),
        ...read('segment', oneOf(SEGMENT_MODES)),
        ...(rules === undefined || rules === null ? {} : { pronunciation: ruleList(rules) }),
      },
    };
  } catch (error) {
    if (error instanceof Unusable) return { ok: false, param: error.param, reason: error.message };
    throw error;
  }
}

function text(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '')
    throw new Unusable(name, `${name} must be a string that is not empty`);
  return value;
}

/** A number, or the string of one: in an address everything is a string. */
function positive(name: string, value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number <= 0)
    throw new Unusable(name, `${name} must be a number above 0`);
  return number;
}

function whole(name: string, value: unknown): number {
  const number = positive(name, value);
  if (!Number.isInteger(number)) throw new Unusable(name, `${name} must be a whole number`);
  return number;
}

function oneOf<const T extends string>(choices: readonly T[]) {
  return (name: string, value: unknown): T => {
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) throw new Unusable(name, `${name} must be one of ${choices.join(', ')}`);
    return choice;
  };
}

function ruleList(value: unknown): readonly string[] {
  const rules = listOf(value);
  if (!rules?.every((rule): rule is string => typeof rule === 'string'))
    throw new Unusable('pronunciation_dict', 'pronunciation_dict must be a list of strings');
  return rules;
}

/**
 * A BCP 47 tag as the service takes it: the lower-case language alone, since a voice already has its country. Of
 * locales only `zh-hk` (Cantonese, a language of its own) is documented; it stays.
 */
export function wireLanguage(tag: string): string {
  const [language = '', ...rest] = tag.toLowerCase().split(/[-_]/);
  if (language === 'yue' || (language === 'zh' && rest.includes('hk'))) return 'zh-hk';
  return language;
}
