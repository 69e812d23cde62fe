/** The menu of the text: what one can do with what was pointed at. */
import type { BlockRange } from '../../electron/core/audiobook/types.ts';
import type { Commands } from '../app/commands.ts';
import type { DocumentMarks } from '../document/marks.svelte.ts';
import type { Place } from '../document/progress.ts';
import type { MenuItem } from '../ui/menu.ts';
import type { Reader } from './reader.svelte.ts';
import type { SelectedText } from './selected-text.ts';

/** What of the text an audiobook is wanted of. */
export interface AudiobookPassage {
  readonly title: string;
  readonly ranges: readonly BlockRange[];
}

interface Pointed {
  /** Where in the text, or null. */
  readonly place: Place | null;
  readonly selected: SelectedText | null;
}

interface Parts {
  readonly reader: Reader;
  readonly marks: DocumentMarks;
  readonly commands: Commands;
  /** Of the document. */
  readonly title: string;
  /** An audiobook is wanted: of a passage, or of the whole document. */
  readonly onexport: (passage: AudiobookPassage | null) => void;
}

export function textMenuItems({ place, selected }: Pointed, parts: Parts): readonly MenuItem[] {
  const { reader, commands, onexport } = parts;
  return [
    ...(selected ? selectionItems(selected, parts) : []),
    ...(place ? placeItems(place, parts) : []),
    { label: 'What will be read', keys: commands.keys('show-plan'), run: () => reader.togglePlan() },
    { label: 'Contents', keys: commands.keys('toggle-contents'), run: () => reader.showPanel('contents') },
    { label: 'Make an audiobook…', keys: commands.keys('export'), run: () => onexport(null) },
  ];
}

const selectionItems = (selected: SelectedText, { reader, commands, title, onexport }: Parts) => [
  { label: 'Read selection', keys: commands.keys('read-selection'), run: () => reader.read(selected) },
  {
    label: 'Make an audiobook of the selection…',
    run: () => onexport(passageOf(title, selected)),
  },
  { label: 'Copy', run: () => void navigator.clipboard.writeText(selected.text) },
];

const placeItems = (place: Place, { reader, commands, marks }: Parts) => [
  { label: 'Start reading here', keys: commands.keys('start-here'), run: () => reader.start(place) },
  {
    label: marks.at('bookmark', place) ? 'Remove bookmark' : 'Bookmark here',
    run: () => void marks.toggle('bookmark', place),
  },
  {
    label: marks.at('sentence', place) ? 'Remove mark' : 'Mark this sentence',
    run: () => void marks.toggle('sentence', place),
  },
];

/** A passage is known by its first words. */
const passageOf = (title: string, { text, passages }: SelectedText): AudiobookPassage => ({
  title: `${title}: ${text.trim().replace(/\s+/gu, ' ').slice(0, 40)}…`,
  ranges: passages.map(({ section, block, range: [from, to] }) => ({ section, block, from, to })),
});
