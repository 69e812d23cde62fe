/** An mp3 file as it is written: room for the Info frame first, then frames as they come, and the Info frame last. */
import { open, rm, type FileHandle } from 'node:fs/promises';
import { crc16 } from '../../core/audiobook/crc16.ts';
import {
  infoFrame,
  infoFrameBytes,
  paddingIsEnough,
  type InfoFacts,
} from '../../core/audiobook/info-frame.ts';
import { FrameWalker } from '../../core/audiobook/mp3-frames.ts';
import { samplesPerFrame } from '../../core/audiobook/mp3-settings.ts';
import { SeekTable } from '../../core/audiobook/seek-table.ts';
import type { Mp3Settings } from '../../core/audiobook/types.ts';
import { storageError } from '../storage-error.ts';

/** Bytes that are gathered before they are written. */
const GATHER = 64 * 1024;
const REFUSED = 'The audiobook cannot be written. Check the folder and who may write there, then try again.';

export class Mp3File {
  readonly #path: string;
  readonly #settings: Mp3Settings;
  readonly #handle: FileHandle;
  readonly #walker = new FrameWalker();
  readonly #table = new SeekTable();
  readonly #infoBytes: number;
  #crc = 0;
  #gathered: Uint8Array[] = [];
  #gatheredBytes = 0;
  /** Bytes of the file that are written. */
  #at: number;

  private constructor(path: string, settings: Mp3Settings, handle: FileHandle) {
    this.#path = path;
    this.#settings = settings;
    this.#handle = handle;
    this.#at = this.#infoBytes = infoFrameBytes(settings);
  }

  /** What is at this path is overwritten. @throws LecternError `storage` or `disk-full` */
  static async create(path: string, settings: Mp3Settings): Promise<Mp3File> {
    try {
      return new Mp3File(path, settings, await open(path, 'w'));
    } catch (error) {
      throw storageError(error, REFUSED);
    }
  }

  /** @param frames Cut anywhere; the file keeps them until they are written. @throws as `create` */
  async write(frames: Uint8Array): Promise<void> {
    this.#walker.push(frames, (_, at) => this.#table.add(at));
    this.#crc = crc16(frames, this.#crc);
    this.#gathered.push(frames);
    this.#gatheredBytes += frames.length;
    if (this.#gatheredBytes >= GATHER) await this.#flush();
  }

  /**
   * Writes what is left and the Info frame, and closes the file: it is on the disk then.
   * @param samples Of music, at the file's rate. @param encoder Its delay and its version.
   * @throws as `create`; Error where the encoder did not make the frames that it must.
   */
  async finish(
    samples: number,
    encoder: { readonly delay: number; readonly version: string },
  ): Promise<InfoFacts> {
    await this.#flush();
    const { frames, bytes, whole } = this.#walker;
    const padding = frames * samplesPerFrame(this.#settings.rate) - encoder.delay - samples;
    if (!whole || !paddingIsEnough(padding))
      throw new Error(`${frames} frames do not hold ${samples} samples`);
    const facts = { frames, bytes: this.#infoBytes + bytes, delay: encoder.delay, padding };
    const toc = this.#table.toc(this.#infoBytes, facts.bytes);
    await this.#put(
      infoFrame(this.#settings, { ...facts, version: encoder.version, toc, musicCrc: this.#crc }),
      0,
    );
    await this.#handle.sync().catch((error: unknown) => {
      throw storageError(error, REFUSED);
    });
    await this.#handle.close();
    return facts;
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => {});
    await rm(this.#path, { force: true }).catch(() => {});
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#gathered.splice(0));
    this.#gatheredBytes = 0;
    await this.#put(bytes, this.#at);
    this.#at += bytes.length;
  }

  async #put(bytes: Uint8Array, position: number): Promise<void> {
    try {
      for (let from = 0; from < bytes.length;) {
        const { bytesWritten } = await this.#handle.write(bytes, from, bytes.length - from, position + from);
        from += bytesWritten;
      }
    } catch (error) {
      throw storageError(error, REFUSED);
    }
  }
}
