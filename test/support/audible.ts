/** So many bytes of sound, all one quiet sample: where nothing sounds, nothing was said. */
export const audible = (bytes: number): Uint8Array<ArrayBuffer> => new Uint8Array(bytes).fill(1);
