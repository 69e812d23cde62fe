/** Who does what: features register what they can do while they are shown; keys, menus and the application ask for it. */
import { createContext } from 'svelte';
import type { Chord, KeyPress, Platform } from '../../electron/core/shortcuts/chord.ts';
import { commandOf, keymapOf, keysOf, type Keymap } from '../../electron/core/shortcuts/keymap.ts';
import type { CommandName } from '../../electron/core/shortcuts/table.ts';

/** May say that it had nothing to do by `false`: the key then keeps its usual meaning. */
export type CommandHandler = () => boolean | void;

export class Commands {
  readonly platform: Platform;
  #keymap: () => Keymap;
  #handlers = new Map<CommandName, CommandHandler[]>();

  /** @param keymap The keys as they are now; left out: the usual ones. */
  constructor(platform: Platform, keymap: () => Keymap = () => keymapOf({})) {
    this.platform = platform;
    this.#keymap = keymap;
  }

  /** The latest registered is asked first. @returns the function that ends it. */
  register(handlers: Readonly<Partial<Record<CommandName, CommandHandler>>>): () => void {
    const added = Object.entries(handlers) as [CommandName, CommandHandler][];
    for (const [name, handler] of added)
      this.#handlers.set(name, [handler, ...(this.#handlers.get(name) ?? [])]);
    return () => {
      for (const [name, handler] of added)
        this.#handlers.set(
          name,
          (this.#handlers.get(name) ?? []).filter((other) => other !== handler),
        );
    };
  }

  /** @returns whether anyone did it. */
  run(name: CommandName): boolean {
    return (this.#handlers.get(name) ?? []).some((handler) => handler() !== false);
  }

  /** The command that a key press asks for, or null. */
  of(press: KeyPress): CommandName | null {
    return commandOf(press, this.#keymap(), this.platform);
  }

  /** Every key of the command, the one that is shown first. */
  chords(name: CommandName): readonly Chord[] {
    return this.#keymap().get(name) ?? [];
  }

  /** How the command's key is written here; undefined where it has none. */
  keys(name: CommandName): string | undefined {
    return keysOf(name, this.#keymap(), this.platform);
  }
}

export const [useCommands, provideCommands] = createContext<Commands>();
