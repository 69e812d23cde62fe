/** Which keys a command has: those of the table, and a person's own instead of them. Every function is pure. */
import {
  chordText,
  fits,
  parseChord,
  writeChord,
  type Chord,
  type KeyPress,
  type Platform,
} from './chord.ts';
import { SHORTCUTS, type CommandName } from './table.ts';

/** The chords, as `chordText` writes them, of each command that a person changed; an empty list: it has no key. */
export type OwnKeys = Readonly<Partial<Record<CommandName, readonly string[]>>>;

/** The chords of every command of the table, in the order in which a press looks for one. */
export type Keymap = ReadonlyMap<CommandName, readonly Chord[]>;

/** What a person chose goes before the table: a key of theirs is not shared with a command that has it by default. */
export function keymapOf(own: OwnKeys): Keymap {
  const chosen = SHORTCUTS.flatMap(({ command }) => {
    const texts = own[command];
    return texts ? [[command, texts.flatMap((text) => parseChord(text) ?? [])] as const] : [];
  });
  const taken = new Set(chosen.flatMap(([, chords]) => chords.map(chordText)));
  const usual = SHORTCUTS.filter(({ command }) => !own[command]).map(
    ({ command, chords }) => [command, chords.filter((chord) => !taken.has(chordText(chord)))] as const,
  );
  return new Map([...chosen, ...usual]);
}

/** The command of a key press, or null. */
export function commandOf(press: KeyPress, keymap: Keymap, platform: Platform): CommandName | null {
  for (const [command, chords] of keymap)
    if (chords.some((chord) => fits(chord, press, platform))) return command;
  return null;
}

/** How a command's first chord is written on this platform; undefined where it has none. */
export function keysOf(command: CommandName, keymap: Keymap, platform: Platform): string | undefined {
  const chord = keymap.get(command)?.[0];
  return chord && writeChord(chord, platform);
}

/** The table's chords of a command, whoever else may use them now. */
export const usualChords = (command: CommandName): readonly Chord[] =>
  SHORTCUTS.find((shortcut) => shortcut.command === command)?.chords ?? [];

/** The commands other than this that have such a chord. */
export function othersWith(
  own: OwnKeys,
  command: CommandName,
  such: (chord: Chord) => boolean,
): readonly CommandName[] {
  return [...keymapOf(own)].flatMap(([other, chords]) =>
    other !== command && chords.some(such) ? [other] : [],
  );
}

/** Gives a command these chords. Others that have `such` a chord lose it. */
export function assign(
  own: OwnKeys,
  command: CommandName,
  chords: readonly Chord[],
  such: (chord: Chord) => boolean,
): OwnKeys {
  const keymap = keymapOf(own);
  const losing = othersWith(own, command, such);
  const without = losing.map(
    (other) => [other, (keymap.get(other) ?? []).filter((chord) => !such(chord))] as const,
  );
  return [...without, [command, chords] as const].reduce(
    (all, [changed, theirs]) => withChords(all, changed, theirs),
    own,
  );
}

/** What equals the table is not kept: a later version may change it. */
function withChords(own: OwnKeys, command: CommandName, chords: readonly Chord[]): OwnKeys {
  const texts = [...new Set(chords.map(chordText))];
  const { [command]: _before, ...rest } = own;
  const usual = usualChords(command).map(chordText);
  return texts.join(' ') === usual.join(' ') ? rest : { ...rest, [command]: texts };
}
