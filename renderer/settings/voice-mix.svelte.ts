/** A mix of two or three voices while it is made: each has so many parts. */
import { formatMix, readMix, type MixPart } from '../../electron/core/speech/voice-mix.ts';
import { KOKORO } from '../../electron/core/speech/catalogue.ts';
import type { Voice, VoiceId } from '../../electron/core/speech/types.ts';

/** Parts that a voice can have of the whole. */
export const MOST_PARTS = 10;
export const MOST_VOICES = 3;
const FEWEST_VOICES = 2;
const FIRST_TRY: readonly MixPart[] = [
  { voice: 'af_heart', weight: 2 },
  { voice: 'af_bella', weight: 1 },
];

/** The voices that can be mixed, of all. */
export const mixable = (voices: readonly Voice[]) =>
  voices.filter(({ server, model }) => server === 'together' && model === KOKORO.id);

export class VoiceMix {
  #parts: readonly MixPart[];

  /** @param chosen What is set now: a mix is taken up again. */
  constructor(chosen: VoiceId | null) {
    this.#parts = $state.raw(partsOf(chosen) ?? FIRST_TRY);
  }

  get parts(): readonly MixPart[] {
    return this.#parts;
  }

  /** The smallest whole numbers of the same proportion, so that one mix is stored as one. */
  get id(): VoiceId {
    const unit = this.#parts.reduce((common, { weight }) => divisor(common, weight), 0);
    const parts = this.#parts.map(({ voice, weight }) => ({ voice, weight: weight / unit }));
    return { server: 'together', model: KOKORO.id, voice: formatMix(parts) };
  }

  get mayAdd(): boolean {
    return this.#parts.length < MOST_VOICES;
  }

  get mayRemove(): boolean {
    return this.#parts.length > FEWEST_VOICES;
  }

  /** 0–100, whole. */
  percent(index: number): number {
    const sum = this.#parts.reduce((total, { weight }) => total + weight, 0);
    return Math.round((100 * (this.#parts[index]?.weight ?? 0)) / sum);
  }

  setWeight(index: number, weight: number): void {
    this.#change(index, (part) => ({ ...part, weight }));
  }

  /** A voice that is in the mix already changes places. */
  setVoice(index: number, voice: string): void {
    const before = this.#parts[index]?.voice;
    this.#parts = this.#parts.map((part, at) => {
      if (at === index) return { ...part, voice };
      return part.voice === voice && before !== undefined ? { ...part, voice: before } : part;
    });
  }

  /** @param voices Those that can be mixed; the first that is not in it yet is added. */
  add(voices: readonly Voice[]): void {
    const next = voices.find(({ voice }) => !this.#parts.some((part) => part.voice === voice));
    if (next && this.mayAdd) this.#parts = [...this.#parts, { voice: next.voice, weight: 1 }];
  }

  remove(index: number): void {
    if (this.mayRemove) this.#parts = this.#parts.filter((_, at) => at !== index);
  }

  #change(index: number, change: (part: MixPart) => MixPart): void {
    this.#parts = this.#parts.map((part, at) => (at === index ? change(part) : part));
  }
}

/** Null where it is no mix that this editor can show. */
function partsOf(chosen: VoiceId | null): readonly MixPart[] | null {
  const parts = chosen?.server === 'together' && chosen.model === KOKORO.id ? readMix(chosen.voice) : null;
  if (!parts) return null;
  const shown = ({ weight }: MixPart) => Number.isInteger(weight) && weight <= MOST_PARTS;
  return parts.length >= FEWEST_VOICES && parts.length <= MOST_VOICES && parts.every(shown) ? parts : null;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
