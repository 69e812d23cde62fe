import { readFileSync } from 'node:fs';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

export class NativeImage {
  readonly #bytes: Buffer;
  #template = false;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  isEmpty(): boolean {
    return this.#bytes.length === 0;
  }
  toPNG(): Buffer {
    return this.#bytes;
  }
  setTemplateImage(option: boolean): void {
    this.#template = option;
  }
  isTemplateImage(): boolean {
    return this.#template;
  }
}

export const nativeImage = {
  createEmpty: (): NativeImage => new NativeImage(Buffer.alloc(0)),
  /** As in Electron, what is no image gives an empty one and no error. */
  createFromPath(path: string): NativeImage {
    try {
      const bytes = readFileSync(path);
      return new NativeImage(bytes.subarray(0, 4).equals(PNG) ? bytes : Buffer.alloc(0));
    } catch {
      return new NativeImage(Buffer.alloc(0));
    }
  },
};
