/**
 * One stored chunk as bytes: a magic word, the lengths of the two parts, their CRC-32, then a JSON header (the full key
 * and the words) and the samples. Whole or nothing: a file that does not hold together in every respect is null.
 */
import { crc32 } from 'node:zlib';
import { parseWordTimes } from '../../core/speech/frames.ts';
import { isRecord, parseJson } from '../../core/speech/json.ts';
import { BYTES_PER_SAMPLE } from '../../core/speech/pcm.ts';
import type { StoredSpeech } from '../../core/speech/types.ts';

/** The digit is the format's version. */
const MAGIC = Buffer.from('LSP1', 'latin1');
/** Magic, header bytes, sample bytes, CRC-32 of both; the three numbers little-endian u32. */
const PREFIX_BYTES = MAGIC.length + 12;

export function encodeStored(key: string, speech: StoredSpeech): Buffer {
  const header = Buffer.from(JSON.stringify({ key, words: speech.words }));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  MAGIC.copy(prefix);
  prefix.writeUInt32LE(header.length, 4);
  prefix.writeUInt32LE(speech.pcm.length, 8);
  prefix.writeUInt32LE(crc32(speech.pcm, crc32(header)), 12);
  return Buffer.concat([prefix, header, speech.pcm]);
}

/** @param key What it must have been stored under: two keys could have one hash, and a file can be put anywhere. */
export function decodeStored(bytes: Buffer, key: string): StoredSpeech | null {
  if (bytes.length < PREFIX_BYTES || !bytes.subarray(0, 4).equals(MAGIC)) return null;
  const headerBytes = bytes.readUInt32LE(4);
  const pcmBytes = bytes.readUInt32LE(8);
  if (bytes.length !== PREFIX_BYTES + headerBytes + pcmBytes || pcmBytes % BYTES_PER_SAMPLE !== 0)
    return null;
  if (crc32(bytes.subarray(PREFIX_BYTES)) !== bytes.readUInt32LE(12)) return null;
  const header = parseJson(bytes.toString('utf8', PREFIX_BYTES, PREFIX_BYTES + headerBytes));
  if (!isRecord(header) || header['key'] !== key) return null;
  const words = parseWordTimes(header['words']);
  // A copy, so that samples begin at an even address and the receiver owns all of the buffer.
  return words && { pcm: new Uint8Array(bytes.subarray(PREFIX_BYTES + headerBytes)), words };
}
