/** What the small player shows and what it asks for: a view and remote of the one player, wherever that is. */
import {
  PLAYER_COMMANDS,
  type PillAction,
  type PillState,
} from '../../electron/contract/clipping-schemas.ts';
import { NOTHING_PLAYING, type NowPlaying } from '../../electron/contract/player-schemas.ts';
import type { Settings } from '../../electron/contract/schemas.ts';
import type { CallInput, LecternApi } from '../../electron/contract/table.ts';
import type { Clock } from '../../electron/core/clock.ts';
import type { KeyPress, Platform } from '../../electron/core/shortcuts/chord.ts';
import { commandOf, keymapOf } from '../../electron/core/shortcuts/keymap.ts';

export type PlayerCommand = CallInput<'player.command'>['command'];

/** Milliseconds after which it goes by itself, when nothing is read and nobody is at it. */
export const LINGERS = 12_000;

export class PillModel {
  #api: LecternApi;
  #clock: Clock;
  #onIdle: () => void;
  #now: NowPlaying = $state.raw(NOTHING_PLAYING);
  #said: PillState = $state.raw({ sentence: null, offer: null });
  #settings: Settings | null = $state.raw(null);
  #platform: Platform = 'linux';
  #attended = false;
  #stopLingering = () => {};
  #endings: readonly (() => void)[];
  /** What events have told is newer than what was asked for at the start. */
  #heard = { now: false, said: false };

  /** @param onIdle Nobody has needed it for a while. */
  constructor(api: LecternApi, clock: Clock, onIdle: () => void) {
    this.#api = api;
    this.#clock = clock;
    this.#onIdle = onIdle;
    this.#endings = [
      api.on('player.now', (now) => {
        this.#heard.now = true;
        this.#now = now;
        this.#linger();
      }),
      api.on('pill.changed', (said) => {
        this.#heard.said = true;
        this.#said = said;
        this.#linger();
      }),
      api.on('settings.changed', (settings) => (this.#settings = settings)),
    ];
    void this.#load();
  }

  get now(): NowPlaying {
    return this.#now;
  }

  get settings(): Settings | null {
    return this.#settings;
  }

  get speaking(): boolean {
    return this.#now.phase === 'playing' || this.#now.phase === 'waiting';
  }

  /** An answer to the last press, or what hinders the voice; null: the spoken text says enough. */
  get answer(): string | null {
    return this.#said.sentence ?? this.#now.error?.message ?? this.#now.reason;
  }

  get offer(): string | null {
    return this.#said.offer;
  }

  /** The spoken sentence around its word. */
  get words(): { readonly before: string; readonly word: string; readonly after: string } | null {
    const { sentence } = this.#now;
    if (!sentence) return null;
    const [from, to] = sentence.word ?? [0, 0];
    const { text } = sentence;
    return { before: text.slice(0, from), word: text.slice(from, to), after: text.slice(to) };
  }

  command(command: PlayerCommand): void {
    // What goes wrong is told where the player is; a remote has nothing to add.
    void this.#api.call('player.command', { command }).catch(() => {});
  }

  act(action: PillAction): void {
    void this.#api.call('pill.act', { action }).catch(() => {});
  }

  /** The keys of the main window that steer the player, a person's own too, and arrows. @returns the command, or null. */
  commandOf(press: KeyPress): PlayerCommand | null {
    if (press.key === 'ArrowLeft') return 'previous-sentence';
    if (press.key === 'ArrowRight') return 'next-sentence';
    const command = commandOf(press, keymapOf(this.#settings?.shortcuts ?? {}), this.#platform);
    return PLAYER_COMMANDS.find((known) => known === command) ?? null;
  }

  /** Somebody has the pointer or the keyboard in it, or no longer. */
  attend(attended: boolean): void {
    this.#attended = attended;
    this.#linger();
  }

  close(): void {
    this.#stopLingering();
    for (const end of this.#endings) end();
  }

  async #load() {
    const api = this.#api;
    try {
      const [info, settings, now, said] = await Promise.all([
        api.call('app.info'),
        api.call('settings.get'),
        api.call('player.now'),
        api.call('pill.state'),
      ]);
      this.#platform = info.platform;
      this.#settings ??= settings;
      if (!this.#heard.now) this.#now = now;
      if (!this.#heard.said) this.#said = said;
      this.#linger();
    } catch {
      // Without the application there is nothing to show; its own window says what is wrong.
    }
  }

  #linger() {
    this.#stopLingering();
    const idle = ['empty', 'stopped', 'finished'].includes(this.#now.phase);
    if (!idle || this.#attended || this.offer !== null) return;
    this.#stopLingering = this.#clock.after(LINGERS, this.#onIdle);
  }
}
