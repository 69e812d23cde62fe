/** Text for the voice under the present settings: what a chunk is sent as. */
import type { Settings } from '../contract/schemas.ts';
import { normalise, type EmojiNames, type NormalisedText } from '../core/normalise/normalise.ts';
import { writesOut } from '../core/speech/catalogue.ts';
import type { SpeechRequest } from '../core/speech/types.ts';

export interface WrittenOut {
  /** What the voice is given for this chunk; null: its text as it is. */
  spoken(request: Pick<SpeechRequest, 'server' | 'model' | 'text' | 'language'>): NormalisedText | null;
}

export function createWrittenOut(
  settings: () => Settings,
  emojiNames: (language: string) => EmojiNames,
): WrittenOut {
  return {
    spoken(request) {
      const { writeOut, speakEmoji } = settings();
      if (writeOut === 'never' || (writeOut === 'automatic' && writesOut(request))) return null;
      const { text, language } = request;
      const spoken = normalise(text, language, { emojiName: speakEmoji ? emojiNames(language) : null });
      return spoken.text === text ? null : spoken;
    },
  };
}
