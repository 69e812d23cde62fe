/** Real speech of the embedded voice, stored as the program stores it, for as long as is wanted. */
import { readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AudioSegment } from '../../../electron/core/audiobook/audio-job.ts';
import { speakTexts, storeSegment } from '../../support/stored-speech.ts';

export const MP3_WORKER = new URL('../../../electron/node/audiobook/worker.ts', import.meta.url);
const text = new URL('../../fixtures/voice/ten-paragraphs.txt', import.meta.url);
const RATE = 24_000;
/** Samples: four tenths of a second. */
const PAUSE = 9_600;
const nameOf = (index: number) => `sentence${index}`;

/** Stores two minutes of speech, sentence by sentence, and gives it as one too. */
export async function storeSpeech(folder: string): Promise<Int16Array[]> {
  const sentences = readFileSync(text, 'utf8').match(/[^.?!]+[.?!]+\S*/g) ?? [];
  const sounds = await speakTexts(sentences.map((sentence) => sentence.trim()));
  for (const [index, pcm] of sounds.entries()) await storeSegment(folder, nameOf(index), pcm, PAUSE);
  return sounds;
}

/** The same sentences over and over, for at least so many seconds. */
export async function longSpeech(folder: string, seconds: number): Promise<AudioSegment[]> {
  const count = (await readdir(folder)).filter((name) => name.endsWith('.speech')).length;
  const segments: AudioSegment[] = [];
  let samples = 0;
  for (let index = 0; samples < seconds * RATE; index++) {
    const name = nameOf(index % count);
    const path = join(folder, `${name}.speech`);
    segments.push({ path, key: `key of ${name}`, pause: PAUSE });
    samples += (await stat(path)).size / 2 + PAUSE;
  }
  return segments;
}
