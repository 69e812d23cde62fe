/** What the window knows of voices, the server and the key (never the key itself). */
import type { SpeechStatus } from '../../electron/contract/schemas.ts';
import type { CallOutput, LecternApi } from '../../electron/contract/table.ts';
import type { Voice } from '../../electron/core/speech/types.ts';

export type KeyStatus = CallOutput<'key.status'>;

export class SpeechInfo {
  #api: LecternApi;
  #onFault: (error: unknown) => void;
  #onStandIn: () => void;
  #status: SpeechStatus | null = $state.raw(null);
  #key: KeyStatus | null = $state.raw(null);
  #voices: readonly Voice[] | null = $state.raw(null);
  /** How often the voices were asked for: the answer to an older question may come late, and be older. */
  #asked = 0;

  /** @param onStandIn The offline voice has begun to stand in for the service, or has ended it: here or in another window. */
  constructor(api: LecternApi, onFault: (error: unknown) => void, onStandIn: () => void) {
    this.#api = api;
    this.#onFault = onFault;
    this.#onStandIn = onStandIn;
    api.on('speech.status', (status) => this.#take(status));
    api.on('speech.voicesChanged', () => {
      if (this.#asked > 0) void this.loadVoices();
    });
    api.on('key.changed', (key) => {
      this.#key = key;
      void this.loadVoices();
    });
  }

  get status(): SpeechStatus | null {
    return this.#status;
  }

  get key(): KeyStatus | null {
    return this.#key;
  }

  /** Null until they were asked for and have come. */
  get voices(): readonly Voice[] | null {
    return this.#voices;
  }

  async reload(): Promise<void> {
    try {
      const [status, key] = await Promise.all([
        this.#api.call('speech.status'),
        this.#api.call('key.status'),
      ]);
      this.#key = key;
      this.#take(status);
    } catch (error) {
      this.#onFault(error);
    }
  }

  async loadVoices(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const voices = await this.#api.call('speech.voices');
      if (asked === this.#asked) this.#voices = voices;
    } catch (error) {
      this.#onFault(error);
    }
  }

  /** The voice that reads a language now, or null where none can be had. */
  async voiceFor(language: string | null): Promise<Voice | null> {
    try {
      return await this.#api.call('speech.voiceFor', { language });
    } catch (error) {
      this.#onFault(error);
      return null;
    }
  }

  /** Lets the offline voice speak in the place of the service, or no longer. */
  async standIn(on: boolean): Promise<void> {
    try {
      this.#take(await this.#api.call('speech.standIn', { on }));
    } catch (error) {
      this.#onFault(error);
    }
  }

  /** @returns whether it was kept. The caller forgets the text either way, as is done here: nothing that waits has it. */
  setKey(key: string): Promise<boolean> {
    return this.#keyChanged(this.#api.call('key.set', { key }));
  }

  clearKey(): Promise<boolean> {
    return this.#keyChanged(this.#api.call('key.clear'));
  }

  /** Asks the service whether it takes the key. */
  async testKey(): Promise<CallOutput<'key.test'> | null> {
    try {
      return await this.#api.call('key.test');
    } catch (error) {
      this.#onFault(error);
      return null;
    }
  }

  #take(status: SpeechStatus): void {
    const before = this.#status?.standingIn ?? status.standingIn;
    this.#status = status;
    if (before !== status.standingIn) this.#onStandIn();
  }

  async #keyChanged(status: Promise<KeyStatus>): Promise<boolean> {
    try {
      this.#key = await status;
      await Promise.all([this.reload(), this.loadVoices()]);
      return true;
    } catch (error) {
      this.#onFault(error);
      return false;
    }
  }
}
