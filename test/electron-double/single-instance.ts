import { mkdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const message = v.object({ argv: v.array(v.string()), workingDirectory: v.string() });

type Second = (argv: string[], workingDirectory: string) => void;

/** One application for each folder of user data; a second one hands its command line over and ends. */
export class SingleInstance {
  readonly #directory: () => string;
  readonly #second: Second;
  #watcher: FSWatcher | null = null;

  constructor(directory: () => string, second: Second) {
    this.#directory = directory;
    this.#second = second;
  }

  /** @returns false where another one holds it; that one has then been told of `argv`. */
  acquire(argv: readonly string[]): boolean {
    if (this.#watcher) return true;
    const directory = this.#directory();
    mkdirSync(directory, { recursive: true });
    const lock = join(directory, 'instance.lock');
    if (!takeLock(lock)) {
      const part = join(directory, `second-${process.pid}.part`);
      writeFileSync(part, JSON.stringify({ argv, workingDirectory: process.cwd() }));
      renameSync(part, part.replace(/part$/, 'json'));
      return false;
    }
    this.#watcher = watch(directory, (_event, name) => {
      if (name !== null && /^second-\d+\.json$/.test(name)) this.#take(join(directory, name));
    });
    this.#watcher.unref();
    return true;
  }

  release(): void {
    if (!this.#watcher) return;
    this.#watcher.close();
    this.#watcher = null;
    rmSync(join(this.#directory(), 'instance.lock'), { force: true });
  }

  /** The folder's watcher tells of a file's removal too, and sometimes twice of its coming. */
  #take(path: string): void {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
      rmSync(path);
    } catch {
      return;
    }
    const { argv, workingDirectory } = v.parse(message, JSON.parse(text));
    this.#second(argv, workingDirectory);
  }
}

function takeLock(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (isRunning(Number(readFileSync(path, 'utf8')))) return false;
    writeFileSync(path, String(process.pid)); // its holder was killed
    return true;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
