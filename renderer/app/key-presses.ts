/** Turns the window's key presses into commands, where they are not meant for something else. */
import type { Commands } from './commands.ts';
import { commandOf, type CommandName } from './shortcuts.ts';

/** What is meant even by someone who is typing. */
const ALWAYS: readonly CommandName[] = ['find', 'full-screen'];

export function onKeyPress(event: KeyboardEvent, commands: Commands): void {
  if (event.defaultPrevented || event.isComposing) return;
  const command = commandOf(event, commands.platform);
  if (!command) return;
  const modified = event.ctrlKey || event.metaKey;
  if (isTyping(event.target) && !ALWAYS.includes(command)) return;
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

/** Buttons and links are pressed by Space; that is theirs. */
function isUsedBy(target: EventTarget | null, key: string): boolean {
  if (key !== ' ' || !(target instanceof HTMLElement)) return false;
  return target.matches('button, a[href], input, select, summary, [role="menuitem"], [role="menuitemradio"]');
}
