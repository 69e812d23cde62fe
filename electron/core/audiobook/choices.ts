/** What a person chooses of an audiobook besides its text; the next one begins with the last choices. */

export const PRESETS = ['standard', 'small', 'fine', 'variable'] as const;
/** Bit rate and sample rate in one. */
export type Preset = (typeof PRESETS)[number];

export const SPLIT_CHOICES = ['none', 'chapter', 'hour'] as const;
export type SplitChoice = (typeof SPLIT_CHOICES)[number];

export const EXTRAS = ['srt', 'vtt', 'lrc', 'epub'] as const;
/** Forms beside the mp3. */
export type Extra = (typeof EXTRAS)[number];

export const LOUDNESS_CHOICES = ['audiobook', 'podcast', 'as-spoken'] as const;
export type LoudnessChoice = (typeof LOUDNESS_CHOICES)[number];

/**
 * LUFS. −18 lies in the range that audiobook shops ask for, −16 is what podcasts are brought to (AES TD1008, speech);
 * null: as loud as the voice speaks.
 */
export const LOUDNESS: Readonly<Record<LoudnessChoice, number | null>> = {
  audiobook: -18,
  podcast: -16,
  'as-spoken': null,
};
