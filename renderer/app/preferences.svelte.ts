/** The person's settings, as the window shows them: a change holds at once and is kept a moment later. */
import { createContext } from 'svelte';
import type { CallInput, LecternApi } from '../../electron/contract/table.ts';
import type { Settings } from '../../electron/contract/schemas.ts';

export type SettingsPatch = CallInput<'settings.set'>;

export class Preferences {
  #api: LecternApi;
  #onFault: (error: unknown) => void;
  #current: Settings;
  /** Answers to earlier changes must not undo later ones. */
  #underWay = 0;

  constructor(api: LecternApi, initial: Settings, onFault: (error: unknown) => void) {
    this.#api = api;
    this.#onFault = onFault;
    this.#current = $state.raw(initial);
    api.on('settings.changed', (settings) => {
      if (this.#underWay === 0) this.#current = settings;
    });
  }

  get current(): Settings {
    return this.#current;
  }

  /** A change that cannot be kept is taken back and said. */
  async set(patch: SettingsPatch): Promise<void> {
    this.#underWay++;
    this.#current = { ...this.#current, ...definedOf(patch) };
    try {
      const kept = await this.#api.call('settings.set', patch);
      if (this.#underWay === 1) this.#current = kept;
    } catch (error) {
      this.#onFault(error);
      await this.reload();
    } finally {
      this.#underWay--;
    }
  }

  async reload(): Promise<void> {
    try {
      this.#current = await this.#api.call('settings.get');
    } catch (error) {
      this.#onFault(error);
    }
  }
}

/** The patch without members that are there but undefined. */
function definedOf(patch: SettingsPatch): Partial<Settings> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

export const [usePreferences, providePreferences] = createContext<Preferences>();
