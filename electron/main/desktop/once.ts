import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something that is said to a person once in all, remembered by an empty file in the folder of data. */
export class Once {
  readonly #file: string;

  constructor(home: string, name: string) {
    this.#file = join(home, name);
  }

  get done(): boolean {
    return existsSync(this.#file);
  }

  note(): void {
    try {
      writeFileSync(this.#file, '');
    } catch {
      // It is said again then: no harm.
    }
  }
}
