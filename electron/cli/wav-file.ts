import { wavHeader, WAV_HEADER_BYTES } from '../core/speech/pcm.ts';
import { createDraftFile } from './draft-file.ts';
import { sampleBytes, type Sound } from './sound.ts';

/** A WAV file of 24,000 Hz, 16 bit, mono, written as the speech comes and there only when it is whole. */
export async function createWavFile(path: string): Promise<Sound> {
  const draft = await createDraftFile(path);
  const { handle, guard } = draft;
  let samples = 0;
  await guard(handle.write(wavHeader(0), 0, WAV_HEADER_BYTES, 0));
  return {
    async write(piece) {
      const bytes = sampleBytes(piece);
      const position = WAV_HEADER_BYTES + samples * 2;
      samples += piece.length;
      for (let at = 0; at < bytes.length;) {
        const { bytesWritten } = await guard(handle.write(bytes, at, bytes.length - at, position + at));
        at += bytesWritten;
      }
    },
    async finish() {
      await guard(handle.write(wavHeader(samples), 0, WAV_HEADER_BYTES, 0));
      await draft.commit();
    },
    discard: () => draft.discard(),
  };
}
