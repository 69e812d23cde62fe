/**
 * Together AI's speech models with their prices, and the voices of Kokoro and Orpheus, from the vendor's documents:
 * what can be offered without asking the service.
 */
import type { ServerName, Voice, VoiceId } from './types.ts';

export interface SpeechModel {
  readonly id: string;
  readonly name: string;
  /** US dollars for a million characters of text. */
  readonly pricePerMillion: number;
  /** Takes mixes of its voices (`voice-mix.ts`). */
  readonly mixes: boolean;
  /** Writes out numbers, money, dates and abbreviations itself: it is given the text as it is. */
  readonly writesOut: boolean;
}

export const KOKORO: SpeechModel = {
  id: 'hexgrad/Kokoro-82M',
  name: 'Kokoro',
  pricePerMillion: 4,
  mixes: true,
  // Its phonemiser (misaki) reads numbers, money and common abbreviations, and its word times keep the text's own words
  // (PROTOCOL §3): what was written out for it would only cost more characters.
  writesOut: true,
};
export const ORPHEUS: SpeechModel = {
  id: 'canopylabs/orpheus-3b-0.1-ft',
  name: 'Orpheus',
  pricePerMillion: 15,
  mixes: false,
  writesOut: false,
};
/** The voices of the other two are known to the service's voices endpoint only. */
export const TOGETHER_MODELS: readonly SpeechModel[] = [
  KOKORO,
  ORPHEUS,
  { id: 'cartesia/sonic-2', name: 'Cartesia Sonic 2', pricePerMillion: 65, mixes: false, writesOut: true },
  { id: 'cartesia/sonic-3', name: 'Cartesia Sonic 3', pricePerMillion: 65, mixes: false, writesOut: true },
];

/** Makers whose models speak on endpoints that a customer rents alone; the service lists their voices all the same. */
const DEDICATED = ['deepgram/', 'rime-labs/', 'rime/', 'minimax/', 'minimaxai/'];

/** Whether anybody with a key can speak with this model. */
export function isShared(model: string): boolean {
  return !DEDICATED.some((maker) => model.toLowerCase().startsWith(maker));
}

/** Null for a model that the vendor's documents do not price. */
export function modelOf(id: string): SpeechModel | null {
  return TOGETHER_MODELS.find((model) => model.id === id) ?? null;
}

/** Whether a voice writes out numbers and abbreviations itself; of a model that is not known, nobody relies on it. */
export function writesOut({ server, model }: Pick<VoiceId, 'server' | 'model'>): boolean {
  return server === 'together' && (modelOf(model)?.writesOut ?? false);
}

/** US dollars for a million characters; 0 for what this machine speaks itself, null where it is not known. */
export function priceOf(server: ServerName, model: string): number | null {
  return server === 'embedded' ? 0 : (modelOf(model)?.pricePerMillion ?? null);
}

/** "free", "$4 per million characters" */
export function priceText(price: number | null): string {
  if (price === null) return 'price unknown';
  return price === 0 ? 'free' : `$${price} per million characters`;
}

export const DEFAULT_VOICE = 'af_heart';

const KOKORO_VOICES = `
  af_heart af_alloy af_aoede af_bella af_jessica af_kore af_nicole af_nova af_river af_sarah af_sky
  am_adam am_echo am_eric am_fenrir am_liam am_michael am_onyx am_puck am_santa
  bf_alice bf_emma bf_isabella bf_lily bm_daniel bm_fable bm_george bm_lewis
  jf_alpha jf_gongitsune jf_nezumi jf_tebukuro jm_kumo
  zf_xiaobei zf_xiaoni zf_xiaoxiao zf_xiaoyi zm_yunjian zm_yunxi zm_yunxia zm_yunyang
  ef_dora em_alex em_santa ff_siwis hf_alpha hf_beta hm_omega hm_psi
  if_sara im_nicola pf_dora pm_alex pm_santa`;

/** A Kokoro voice's first letter is its language. */
const KOKORO_LANGUAGES: Readonly<Record<string, string>> = {
  a: 'en-US',
  b: 'en-GB',
  j: 'ja',
  z: 'zh',
  e: 'es',
  f: 'fr',
  h: 'hi',
  i: 'it',
  p: 'pt-BR',
};

const ORPHEUS_VOICES = 'tara leah jess leo dan mia zac zoe';

const words = (text: string) => text.trim().split(/\s+/);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The languages of a Kokoro voice by its id; for a mix such as `af_bella(2)+af_heart(1)`, by its first part. */
export function kokoroLanguages(voice: string): readonly string[] {
  const language = KOKORO_LANGUAGES[voice.charAt(0)];
  return language === undefined ? [] : [language];
}

export const TOGETHER_VOICES: readonly Voice[] = [
  ...words(KOKORO_VOICES).map((voice): Voice => ({
    server: 'together',
    model: KOKORO.id,
    voice,
    name: capital(voice.slice(3)),
    languages: kokoroLanguages(voice),
    gender: voice.charAt(1) === 'f' ? 'female' : 'male',
    wordTimes: true,
    offline: false,
    pricePerMillion: KOKORO.pricePerMillion,
  })),
  ...words(ORPHEUS_VOICES).map((voice): Voice => ({
    server: 'together',
    model: ORPHEUS.id,
    voice,
    name: capital(voice),
    languages: ['en-US'],
    gender: null,
    wordTimes: true,
    offline: false,
    pricePerMillion: ORPHEUS.pricePerMillion,
  })),
];
