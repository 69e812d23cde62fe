import type { NotesChoice } from '../../electron/core/document/plan.ts';

/** Where notes are read, as a person chooses it. */
export const NOTES_OPTIONS: readonly { readonly value: NotesChoice; readonly label: string }[] = [
  { value: 'skip', label: 'Skip' },
  { value: 'inline', label: 'Sentence' },
  { value: 'after', label: 'Paragraph' },
];
