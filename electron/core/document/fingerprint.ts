/** Names for blocks that hold when a file is read anew, by a later version that cleans its text otherwise. */
import type { Block } from './model.ts';

/**
 * A key for each block of a section: a fingerprint of its letters and digits, and its number among those of the section
 * that have the same ("No." may stand there five times).
 */
export function blockKeys(blocks: readonly Pick<Block, 'text'>[]): readonly string[] {
  const met = new Map<string, number>();
  return blocks.map(({ text }) => {
    const print = fingerprint(text);
    const number = met.get(print) ?? 0;
    met.set(print, number + 1);
    return number === 0 ? print : `${print}.${number}`;
  });
}

/** 16 hexadecimal digits: two FNV-1a hashes of 32 bits (Fowler, Noll, Vo) with different starts. */
function fingerprint(text: string): string {
  const letters = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
  return [0x811c9dc5, 0x5bd1e995].map((seed) => fnv(letters, seed).toString(16).padStart(8, '0')).join('');
}

function fnv(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
