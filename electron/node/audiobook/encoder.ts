import { checkMp3Settings } from '../../core/audiobook/mp3-settings.ts';
import type { Mp3Encoder } from '../../core/audiobook/mp3-encoder.ts';
import type { Mp3Settings } from '../../core/audiobook/types.ts';
import { createLamejsEncoder } from './lamejs-encoder.ts';
import { createWasmEncoder } from './wasm-encoder.ts';

/**
 * An encoder for one stream.
 * @throws LecternError `bad-request` for settings that it cannot have.
 */
export async function createMp3Encoder(settings: Mp3Settings): Promise<Mp3Encoder> {
  checkMp3Settings(settings);
  return settings.encoder === 'wasm' ? createWasmEncoder(settings) : createLamejsEncoder(settings);
}
