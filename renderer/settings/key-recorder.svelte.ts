/** Changes the keys of commands: takes a press where one is awaited, and asks first where it belongs to another command. */
import {
  chordOf,
  chordText,
  fits,
  writeChord,
  type Chord,
  type KeyPress,
  type Platform,
} from '../../electron/core/shortcuts/chord.ts';
import {
  assign,
  keymapOf,
  othersWith,
  usualChords,
  type Keymap,
  type OwnKeys,
} from '../../electron/core/shortcuts/keymap.ts';
import { isHeldKey, refusalOf } from '../../electron/core/shortcuts/reserved.ts';
import { HOTKEYS } from '../../electron/core/shortcuts/hotkeys.ts';
import { SHORTCUTS, type CommandName } from '../../electron/core/shortcuts/table.ts';

/** As many as the settings keep for a command. */
export const MOST_KEYS = 4;

/** Which key is awaited: the one at `at` of the command's is replaced; behind the last, it is a further one. */
interface Awaited {
  readonly command: CommandName;
  readonly at: number;
}

/** Why the press was not simply taken. */
interface Objection extends Awaited {
  readonly sentence: string;
  /** The keys as they would be if the person wants it all the same; null where it cannot be. */
  readonly instead: OwnKeys | null;
}

export class KeyRecorder {
  readonly platform: Platform;
  #own: () => OwnKeys;
  #save: (own: OwnKeys) => void;
  #onListening: (listening: boolean) => void;
  #awaited: Awaited | null = $state.raw(null);
  #objection: Objection | null = $state.raw(null);
  #keymap: Keymap = $derived.by(() => keymapOf(this.#own()));

  /**
   * @param save Keeps the keys; they hold when `own` gives them.
   * @param onListening Hears when a key is awaited, and when no longer.
   */
  constructor(
    platform: Platform,
    own: () => OwnKeys,
    save: (own: OwnKeys) => void,
    onListening: (listening: boolean) => void = () => {},
  ) {
    this.platform = platform;
    this.#own = own;
    this.#save = save;
    this.#onListening = onListening;
  }

  get awaited(): Awaited | null {
    return this.#awaited;
  }

  get objection(): Objection | null {
    return this.#objection;
  }

  chords(command: CommandName): readonly Chord[] {
    return this.#keymap.get(command) ?? [];
  }

  isChanged(command: CommandName): boolean {
    return this.#own()[command] !== undefined;
  }

  get anyChanged(): boolean {
    return Object.keys(this.#own()).length > 0;
  }

  /** From now on the next press is the key at this place. */
  listen(command: CommandName, at: number): void {
    this.#await({ command, at });
    this.#objection = null;
  }

  /** Awaits no more; what was objected still stands. */
  stopListening(): void {
    this.#await(null);
  }

  cancel(): void {
    this.#await(null);
    this.#objection = null;
  }

  /** @returns whether the press was meant for the recorder. Tab never is: it leads on, as everywhere. */
  press(press: KeyPress): boolean {
    if (!this.#awaited || press.key === 'Tab') return false;
    const { command, at } = this.#awaited;
    const alone = !(press.ctrlKey || press.metaKey || press.altKey || press.shiftKey);
    if (alone && press.key === 'Escape') this.cancel();
    else if (alone && (press.key === 'Backspace' || press.key === 'Delete')) this.#clear(command, at);
    else if (!isHeldKey(press)) this.#record(command, at, press);
    return true;
  }

  /** Takes the key from the command that has it. */
  useInstead(): void {
    const instead = this.#objection?.instead;
    this.cancel();
    if (instead) this.#save(instead);
  }

  /** Gives a command its usual keys back; asks first where others have them now. */
  reset(command: CommandName): void {
    this.cancel();
    const usual = usualChords(command);
    const texts = usual.map(chordText);
    this.#offer({ command, at: 0 }, usual, (chord) => texts.includes(chordText(chord)), usual);
  }

  resetAll(): void {
    this.cancel();
    this.#save({});
  }

  #await(awaited: Awaited | null) {
    const changes = (this.#awaited === null) !== (awaited === null);
    this.#awaited = awaited;
    if (changes) this.#onListening(awaited !== null);
  }

  #record(command: CommandName, at: number, press: KeyPress) {
    const anywhere = HOTKEYS.includes(command);
    const refusal = refusalOf(press, this.platform, anywhere);
    if (refusal !== null) {
      this.#objection = { command, at, sentence: refusal, instead: null };
      return;
    }
    const chord = chordOf(press, this.platform);
    const chords = this.chords(command).toSpliced(at, 1, chord);
    this.#offer({ command, at }, chords, (other) => fits(other, press, this.platform), [chord]);
  }

  /** @param such Whether a chord of another command would be in the way. @param wanted For the sentence. */
  #offer(
    { command, at }: Awaited,
    chords: readonly Chord[],
    such: (chord: Chord) => boolean,
    wanted: readonly Chord[],
  ) {
    const own = this.#own();
    const others = othersWith(own, command, such);
    const instead = assign(own, command, chords, such);
    if (others.length === 0) {
      this.cancel();
      this.#save(instead);
      return;
    }
    const keys = wanted.map((chord) => writeChord(chord, this.platform)).join(' and ');
    const names = others.map((other) => `“${nameOf(other)}”`).join(' and ');
    this.#objection = { command, at, sentence: `${keys} is in use for ${names}.`, instead };
  }

  #clear(command: CommandName, at: number) {
    const chords = this.chords(command).toSpliced(at, 1);
    this.cancel();
    this.#save(assign(this.#own(), command, chords, () => false));
  }
}

const nameOf = (command: CommandName) => SHORTCUTS.find((shortcut) => shortcut.command === command)?.what;
