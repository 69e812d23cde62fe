import type { PassThrough, Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/**
 * Writes a zip archive as it comes, entry by entry in the order of the calls. The same entries give the same bytes.
 * Large entries are opened when it is their turn and never held whole.
 */
export class EpubZip {
  readonly #zip = new ZipFile();
  /** Some date that zip archives know (they begin with 1980), as the local time that is written: the same everywhere. */
  readonly #options = { mtime: new Date(2000, 0, 1), forceDosTimestamp: true };
  readonly #written: Promise<void>;
  #reading: Readable | null = null;

  constructor(output: Writable, signal: AbortSignal) {
    const source = this.#zip.outputStream as PassThrough; // which its types do not say
    this.#zip.on('error', (error: Error) => source.destroy(error));
    this.#written = pipeline(source, output, { signal });
    // Told by `finish`; here what was being read is let go of.
    this.#written.catch(() => void this.#reading?.destroy());
  }

  text(name: string, content: string): void {
    this.#zip.addBuffer(Buffer.from(content), name, { ...this.#options, compress: true });
  }

  /** As it is, without being packed: what is packed already, and `mimetype`. */
  stored(name: string, bytes: Uint8Array): void {
    this.#zip.addBuffer(Buffer.from(bytes), name, { ...this.#options, compress: false });
  }

  /** A large entry, stored. */
  stream(name: string, open: () => Promise<Readable>): void {
    this.#zip.addReadStreamLazy(name, { ...this.#options, compress: false }, (take) => {
      open().then(
        (stream) => {
          this.#reading = stream;
          // yazl pipes, and pipes do not hand on errors.
          stream.on('error', (error) => this.#zip.emit('error', error));
          take(null, stream);
        },
        (error: unknown) => this.#zip.emit('error', error),
      );
    });
  }

  /** @throws what went wrong with any entry or with the output; what the signal was aborted with. */
  async finish(): Promise<void> {
    this.#zip.end();
    await this.#written;
  }
}
