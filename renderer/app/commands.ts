/** Who does what: features register what they can do while they are shown; keys, menus and the application ask for it. */
import { createContext } from 'svelte';
import { keysOf, type CommandName, type Platform } from './shortcuts.ts';

/** May say that it had nothing to do by `false`: the key then keeps its usual meaning. */
export type CommandHandler = () => boolean | void;

export class Commands {
  readonly platform: Platform;
  #handlers = new Map<CommandName, CommandHandler[]>();

  constructor(platform: Platform) {
    this.platform = platform;
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

  /** How the command's key is written here. */
  keys(name: CommandName): string | undefined {
    return keysOf(name, this.platform);
  }
}

export const [useCommands, provideCommands] = createContext<Commands>();
