/** What an mp3 of this program can be: MPEG-1 or MPEG-2 layer III, one channel. */
import { LecternError } from '../errors.ts';
import { SAMPLE_RATE } from '../speech/types.ts';
import { MP3_BITRATES, type Mp3EncoderName, type Mp3Rate, type Mp3Settings } from './types.ts';

/** Under this lamejs lowers the sampling rates of MPEG-1 by itself, and then makes noise of the speech. kbit/s. */
const LAMEJS_LEAST_MPEG1 = 64;
/** Exclusive; LAME's own range. */
const MOST_VBR_QUALITY = 10;

export function isMpeg1(rate: Mp3Rate): boolean {
  return rate !== 24_000;
}

/** The constant bit rates that can be chosen, kbit/s, rising. */
export function bitRates(encoder: Mp3EncoderName, rate: Mp3Rate): readonly number[] {
  if (encoder === 'wasm' || !isMpeg1(rate)) return MP3_BITRATES;
  return MP3_BITRATES.filter((kbps) => kbps >= LAMEJS_LEAST_MPEG1);
}

/** @throws LecternError `bad-request`: what cannot be, and what can. */
export function checkMp3Settings({ encoder, rate, mode }: Mp3Settings): void {
  if (mode.kind === 'cbr') {
    const possible = bitRates(encoder, rate);
    if (!possible.includes(mode.kbps))
      throw new LecternError(
        'bad-request',
        `An mp3 at ${rate / 1000} kHz by this encoder cannot have ${mode.kbps} kbit/s. Choose one of ${possible.join(', ')}.`,
      );
    return;
  }
  if (encoder === 'lamejs')
    throw new LecternError(
      'bad-request',
      'The encoder lamejs makes constant bit rates only. Choose a bit rate, or the other encoder.',
    );
  if (!(mode.quality >= 0 && mode.quality < MOST_VBR_QUALITY))
    throw new LecternError('bad-request', 'The quality of a variable bit rate goes from 0 (best) to 9.');
}

/** Samples that one frame holds for each channel. */
export function samplesPerFrame(rate: Mp3Rate): number {
  return isMpeg1(rate) ? 1152 : 576;
}

/**
 * Samples at the file's rate for so many at `SAMPLE_RATE`: exactly ⌈samples × rate / 24,000⌉, the resampler's own
 * relation. At 24 kHz they are the same, at 48 kHz twice as many.
 */
export function samplesAtRate(samples: number, rate: Mp3Rate): number {
  return Math.ceil((samples * rate) / SAMPLE_RATE);
}
