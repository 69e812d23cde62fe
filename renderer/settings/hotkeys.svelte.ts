/** The lights beside the keys that work in every program. */
import type { CallOutput, LecternApi } from '../../electron/contract/table.ts';
import type { CommandName } from '../../electron/core/shortcuts/table.ts';

type States = NonNullable<CallOutput<'hotkeys.status'>>;

export class Hotkeys {
  #api: LecternApi;
  #onFault: (error: unknown) => void;
  #states: States | null = $state.raw(null);
  #end: () => void;

  constructor(api: LecternApi, onFault: (error: unknown) => void) {
    this.#api = api;
    this.#onFault = onFault;
    this.#end = api.on('hotkeys.changed', (states) => (this.#states = states));
    void this.#load();
  }

  /** Whether this program can have any. */
  get available(): boolean {
    return this.#states !== null;
  }

  of(command: CommandName): States[number] | null {
    return this.#states?.find((state) => state.command === command) ?? null;
  }

  /** While a key is recorded, the system must not hand it to the application. */
  suspend(on: boolean): void {
    this.#api.call('hotkeys.suspend', { on }).catch(this.#onFault);
  }

  close(): void {
    this.#end();
    if (this.available) this.suspend(false);
  }

  async #load() {
    try {
      this.#states = await this.#api.call('hotkeys.status');
    } catch (error) {
      this.#onFault(error);
    }
  }
}
