import { EventEmitter } from 'node:events';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine } from './machine.ts';
import { SingleInstance } from './single-instance.ts';
import { windows } from './windows.ts';

type PreventableEvent = { preventDefault(): void };

const paths = new Map<string, string>([
  ['home', homedir()],
  ['temp', tmpdir()],
]);

class App extends EventEmitter {
  name = 'Electron';
  readonly isPackaged = process.env['DOUBLE_PACKAGED'] === '1';
  /** Chromium's switches are the double's own to choose. */
  readonly commandLine = { appendSwitch: (_name: string, _value?: string): void => undefined };
  readonly #instance = new SingleInstance(
    () => this.getPath('userData'),
    (argv, workingDirectory) => this.emit('second-instance', {}, argv, workingDirectory, null),
  );
  #ready: Promise<void> | null = null;
  #isReady = false;
  #quitting = false;
  #openAtLogin = false;
  readonly #recent: string[] = [];

  whenReady(): Promise<void> {
    this.#ready ??= machine.browser().then(() => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => this.quit());
      this.#isReady = true;
      this.emit('ready', {});
    });
    return this.#ready;
  }
  isReady(): boolean {
    return this.#isReady;
  }

  getName(): string {
    return this.name;
  }
  setName(name: string): void {
    this.name = name;
  }
  getVersion(): string {
    return process.env['npm_package_version'] ?? '0.0.0';
  }
  getLocale(): string {
    return 'en-GB';
  }
  getAppPath(): string {
    return process.cwd();
  }
  getPath(name: string): string {
    return paths.get(name) ?? join(machine.profile, name);
  }
  setPath(name: string, path: string): void {
    paths.set(name, path);
  }
  getLoginItemSettings(_options?: object): { openAtLogin: boolean; wasOpenedAtLogin: boolean } {
    return { openAtLogin: this.#openAtLogin, wasOpenedAtLogin: false };
  }
  setLoginItemSettings({ openAtLogin = false }: { openAtLogin?: boolean }): void {
    this.#openAtLogin = openAtLogin;
  }
  addRecentDocument(path: string): void {
    this.#recent.push(path);
  }
  getRecentDocuments(): string[] {
    return [...this.#recent];
  }
  clearRecentDocuments(): void {
    this.#recent.length = 0;
  }

  setAppUserModelId(_id: string): void {}
  enableSandbox(): void {}

  requestSingleInstanceLock(): boolean {
    return this.#instance.acquire(process.argv);
  }
  releaseSingleInstanceLock(): void {
    this.#instance.release();
  }

  /** As in Electron: `before-quit`, then every window's `close`, then `will-quit`; each of them may refuse. */
  quit(): void {
    if (this.#quitting) return;
    let prevented = false;
    const event: PreventableEvent = { preventDefault: () => (prevented = true) };
    this.emit('before-quit', event);
    if (prevented) return;
    this.#quitting = true;
    for (const window of windows) if (!prevented) window.emit('close', event);
    if (!prevented) this.emit('will-quit', event);
    if (prevented) this.#quitting = false;
    else this.exit(0);
  }

  exit(code = 0): void {
    this.emit('quit', {}, code);
    this.#instance.release();
    void machine.stop().finally(() => process.exit(code));
  }
}

export const app = new App();
