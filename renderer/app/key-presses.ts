/** Turns the window's key presses into commands, where they are not meant for something else. */
import type { CommandName } from '../../electron/core/shortcuts/table.ts';
import type { Commands } from './commands.ts';

/** What is meant even by someone who is typing, if its key writes nothing. */
const ALWAYS: readonly CommandName[] = ['find', 'full-screen'];

export function onKeyPress(event: KeyboardEvent, commands: Commands): void {
  if (event.defaultPrevented || event.isComposing) return;
  const command = commands.of(event);
  if (!command) return;
  const modified = event.ctrlKey || event.metaKey;
  const writes = !modified && event.key.length === 1;
  if (isTyping(event.target) && (writes || !ALWAYS.includes(command))) return;
  if (!modified && isUsedBy(event.target, event.key)) return;
  // An open dialog is a room of its own: nothing behind it moves.
  if (document.querySelector('dialog[open]')) return;
  if (commands.run(command)) event.preventDefault();
}

/** Takes text. A field's Space, comma and brackets are text. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['range', 'checkbox', 'radio', 'button'].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement;
}

const PRESSED = 'button, a[href], input, select, summary, [role="menuitem"], [role="menuitemradio"]';
const MOVED = 'input, select, [role="tab"]';

/** Buttons and links are pressed by Space, sliders and tabs are moved by arrows; that is theirs. */
function isUsedBy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (key.startsWith('Arrow')) return target.matches(MOVED);
  return key === ' ' && target.matches(PRESSED);
}
