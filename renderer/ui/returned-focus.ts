/**
 * Remembers what has the keyboard, for something that takes it and leaves by being taken out of the document: a browser
 * gives it back only where a dialog or a menu is closed while it is still in there.
 * @returns gives it back unless somebody has taken it since; to the page's main part where what had it is gone, or is a
 *   button that was pressed by the pointer: Space means the voice then, and not that button.
 */
export function returnedFocus(page: Document): () => void {
  const before = focusOf(page);
  const meant = before !== null && (before.matches(':focus-visible') || before.closest('dialog') !== null);
  return () => {
    if (!before || focusOf(page)) return;
    const target = meant && before.isConnected ? before : page.querySelector<HTMLElement>('main');
    target?.focus({ preventScroll: true });
  };
}

/** The body has the keyboard where nothing else has. */
const focusOf = ({ activeElement, body }: Document): HTMLElement | null =>
  activeElement instanceof HTMLElement && activeElement !== body ? activeElement : null;
