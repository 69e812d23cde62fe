/** FLAC by libFLAC, compiled to JavaScript (`libflacjs`, MIT; libFLAC itself is BSD). */
import type { AudioEncoder, StartEncoder } from './audio-encoder.ts';

/** libFLAC's own default, of 0–8: half the size of the samples. */
const LEVEL = 5;
const INITIALISED = 0;

/** Some 50 ms, then 600 × real time. */
export async function createFlacStarter(): Promise<StartEncoder> {
  // Its other build, WebAssembly, looks for its file by `fetch`, which takes no path in Node.
  const flac = (await import('libflacjs')).default('release.asmjs');
  if (!flac.isReady()) await new Promise<void>((ready) => flac.on('ready', () => ready()));

  return (sampleRate): AudioEncoder => {
    let encoder = flac.create_libflac_encoder(sampleRate, 1, 16, LEVEL);
    const pieces: Uint8Array[] = [];
    if (flac.init_encoder_stream(encoder, (bytes) => void pieces.push(new Uint8Array(bytes))) !== INITIALISED)
      throw new Error(`libFLAC does not begin at ${sampleRate} Hz`);
    const take = () => new Uint8Array(Buffer.concat(pieces.splice(0)));
    const discard = () => {
      if (encoder !== 0) flac.FLAC__stream_encoder_delete(encoder);
      encoder = 0;
    };
    return {
      push(samples) {
        if (!flac.FLAC__stream_encoder_process_interleaved(encoder, Int32Array.from(samples), samples.length))
          throw new Error('libFLAC stumbled');
        return take();
      },
      finish() {
        flac.FLAC__stream_encoder_finish(encoder);
        discard();
        return take();
      },
      discard,
    };
  };
}
