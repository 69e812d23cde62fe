/** Where speech goes: a file, or the speakers. */
export interface Sound {
  /** Samples at 24,000 Hz, mono. Resolves when more can be taken. @throws LecternError `storage` or `disk-full` */
  write(samples: Int16Array): Promise<void>;
  /** Makes the file whole, or waits until all was heard. */
  finish(): Promise<void>;
  /** Leaves nothing behind. Never throws. */
  discard(): Promise<void>;
}

/** Little-endian bytes of samples, as WAV files and players want them, on any machine. */
export function sampleBytes(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < samples.length; i++) view.setInt16(2 * i, samples[i] ?? 0, true);
  return bytes;
}
