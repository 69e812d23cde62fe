import type { NotesChoice } from '../../electron/core/document/plan.ts';

/** Where notes are read, as a person chooses it. */
export const NOTES_OPTIONS: readonly { readonly value: NotesChoice; readonly label: string }[] = [
  { value: 'skip', label: 'Skipped' },
  { value: 'inline', label: 'After their sentence' },
  { value: 'after', label: 'After their paragraph' },
];
