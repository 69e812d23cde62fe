/** The person's settings, as the window shows them: a change holds at once and is kept a moment later. */
import { createContext } from 'svelte';
import type { CallInput, LecternApi } from '../../electron/contract/table.ts';
import type { Settings } from '../../electron/contract/schemas.ts';

export type SettingsPatch = CallInput<'settings.set'>;

export class Preferences {
  #api: LecternApi;
  #onFault: (error: unknown) => void;
  /** As the application said last. */
  #kept: Settings;
  /** How often it said so by itself: an answer that was asked for before is older than that. */
  #told = 0;
  /** Changes that it has not kept yet, in their order: they hold over what it says meanwhile. */
  #changes: readonly SettingsPatch[] = $state.raw([]);
  readonly #current = $derived.by(() =>
    this.#changes.reduce<Settings>((settings, patch) => ({ ...settings, ...definedOf(patch) }), this.#kept),
  );
  /** One change after the other: of two voices the one that was chosen last is kept, however long each takes. */
  #turn: Promise<void> = Promise.resolve();

  constructor(api: LecternApi, initial: Settings, onFault: (error: unknown) => void) {
    this.#api = api;
    this.#onFault = onFault;
    this.#kept = $state.raw(initial);
    api.on('settings.changed', (settings) => {
      this.#told++;
      this.#kept = settings;
    });
  }

  get current(): Settings {
    return this.#current;
  }

  /** A change that cannot be kept is taken back and said. */
  set(patch: SettingsPatch): Promise<void> {
    this.#changes = [...this.#changes, patch];
    return (this.#turn = this.#turn.then(() => this.#keep(patch)));
  }

  async reload(): Promise<void> {
    try {
      await this.#take(() => this.#api.call('settings.get'));
    } catch (error) {
      this.#onFault(error);
    }
  }

  async #take(ask: () => Promise<Settings>): Promise<void> {
    const told = this.#told;
    const settings = await ask();
    if (told === this.#told) this.#kept = settings;
  }

  async #keep(patch: SettingsPatch): Promise<void> {
    try {
      await this.#take(() => this.#api.call('settings.set', patch));
    } catch (error) {
      this.#onFault(error);
      await this.reload();
    }
    this.#changes = this.#changes.filter((change) => change !== patch);
  }
}

/** The patch without members that are there but undefined. */
function definedOf(patch: SettingsPatch): Partial<Settings> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

export const [usePreferences, providePreferences] = createContext<Preferences>();
