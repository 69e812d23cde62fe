/** The forms in which the embedded server sends sound. PROTOCOL's `opus` and `aac` are refused: nothing here makes them. */

export const AUDIO_FORMATS = ['pcm', 'wav', 'mp3', 'flac'] as const;
/** All are mono; `pcm`, `wav` and `flac` hold the engine's 16-bit samples exactly. */
export type AudioFormat = (typeof AUDIO_FORMATS)[number];

export function isAudioFormat(name: string): name is AudioFormat {
  return AUDIO_FORMATS.some((format) => format === name);
}

/** @param sampleRate Hz: raw samples do not say it themselves. */
export function contentType(format: AudioFormat, sampleRate: number): string {
  switch (format) {
    case 'pcm':
      return `audio/pcm;rate=${sampleRate};channels=1;format=s16le`;
    case 'wav':
      return 'audio/wav';
    case 'mp3':
      return 'audio/mpeg';
    case 'flac':
      return 'audio/flac';
  }
}
