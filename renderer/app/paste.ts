/** What a paste brings, unless it is meant for a field. */
export interface Pasted {
  readonly text: string;
  readonly files: readonly File[];
}

export function pastedText(event: ClipboardEvent): Pasted | null {
  const { target, clipboardData } = event;
  const field =
    target instanceof HTMLElement &&
    (target.matches('input:not([type="range"], [type="checkbox"], [type="radio"]), textarea') ||
      target.isContentEditable);
  if (field || !clipboardData) return null;
  return { text: clipboardData.getData('text/plain'), files: [...clipboardData.files] };
}
