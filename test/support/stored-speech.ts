import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AudioSegment } from '../../electron/core/audiobook/audio-job.ts';
import { encodeStored } from '../../electron/node/speech/store-file.ts';
import { createVoicePool } from '../../electron/node/speech/embedded/pool.ts';

const worker = new URL('../../electron/node/speech/embedded/worker.ts', import.meta.url);

/** Samples as the store keeps them on disk. */
export async function storeSegment(
  folder: string,
  name: string,
  pcm: Int16Array,
  pause: number,
): Promise<AudioSegment> {
  await mkdir(folder, { recursive: true });
  const [path, key] = [join(folder, `${name}.speech`), `key of ${name}`];
  const bytes = Buffer.alloc(2 * pcm.length);
  pcm.forEach((sample, index) => bytes.writeInt16LE(sample, 2 * index));
  await writeFile(path, encodeStored(key, { pcm: new Uint8Array(bytes), words: [] }));
  return { path, key, pause };
}

/** The texts as the embedded voice says them: real speech. */
export async function speakTexts(texts: readonly string[], voice = 'gmw/en-US'): Promise<Int16Array[]> {
  const pool = createVoicePool({ worker });
  try {
    return await Promise.all(
      texts.map(async (text) => {
        const pieces: Uint8Array[] = [];
        await pool.speak(
          { text, voice, language: 'en', speed: 1, sampleRate: 24_000, pronunciation: [], format: 'pcm' },
          async (audio) => void pieces.push(audio),
          new AbortController().signal,
        );
        const bytes = Buffer.concat(pieces);
        return Int16Array.from({ length: bytes.length / 2 }, (_, n) => bytes.readInt16LE(2 * n));
      }),
    );
  } finally {
    await pool.close();
  }
}
