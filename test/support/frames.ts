import { FrameDecoder, type SpeechFrame } from '../../electron/core/speech/frames.ts';

/** All frames of a speech stream, to its end. */
export async function framesOf(response: Response): Promise<SpeechFrame[]> {
  const decoder = new FrameDecoder();
  const frames = decoder.push(new Uint8Array(await response.arrayBuffer()));
  decoder.finish();
  return frames;
}
