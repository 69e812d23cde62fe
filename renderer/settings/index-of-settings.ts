/**
 * Every setting, so that the search finds it: on which page it is, and the words by which people look for it. `label` is
 * what stands on the page, and the row's `data-setting`; a test holds this table against the pages.
 */
import { SHORTCUTS } from '../../electron/core/shortcuts/table.ts';
import { KIND_WORDS } from '../document/plan-words.ts';
import type { SettingsPage } from './pages.ts';
import { PLAN_KINDS } from './plan-kinds.ts';

export interface IndexedSetting {
  readonly page: SettingsPage;
  readonly label: string;
  /** As on the page; empty where it has none, or where it changes. */
  readonly hint: string;
  /** Other words for it. */
  readonly also: string;
}

const row = (page: SettingsPage, label: string, also: string, hint = ''): IndexedSetting => ({
  ...{ page, label, hint, also },
});

const ROWS: readonly IndexedSetting[] = [
  row('appearance', 'Theme', 'dark light night mode colour color system'),
  row('appearance', 'Typeface', 'font serif sans literata inter letters dyslexia'),
  row('appearance', 'Text size', 'font bigger smaller larger zoom letters'),
  row('appearance', 'Line length', 'measure width column margins narrow wide characters'),
  row('appearance', 'Line spacing', 'leading line height'),

  row(
    'reading',
    'Mark the sentence',
    'highlight background colour follow',
    'A soft background under the sentence that is spoken.',
  ),
  row(
    'reading',
    'Mark the word',
    'highlight karaoke follow',
    'Where the voice tells the time of its words; with others the sentence is marked alone.',
  ),
  row(
    'reading',
    'Reopen the last document',
    'start startup resume continue',
    'When Lectern starts, where you left it.',
  ),

  row(
    'reading',
    'Write out numbers and abbreviations',
    'normalise dates money units spell words automatic',
    '“Dr. Lee paid $3.50” is spoken in words. Automatic does it for the voices that do not do it themselves.',
  ),
  row('reading', 'Speak emoji', 'smileys pictures emoticons'),
  row(
    'reading',
    'Use a voice of the passage’s language',
    'foreign french german switch language mixed',
    'A French letter in an English book is read by a French voice.',
  ),

  row(
    'plan',
    'Notes',
    'footnotes endnotes skip inline',
    'Skipped, or read after the sentence or the paragraph that refers to them.',
  ),
  ...PLAN_KINDS.map(({ kind, hint }) =>
    row('plan', KIND_WORDS[kind].many, 'skip read leave out speak', hint),
  ),

  row('voice', 'Together AI key', 'api key token cloud natural voices account password'),
  row(
    'voice',
    'Use the offline voice all the same',
    'embedded espeak local privacy no network',
    'Nothing is sent to the service, and nothing is spent.',
  ),
  row('voice', 'Network proxy', 'http company internet connection'),
  row('voice', 'Voice', 'speaker language model mix sample female male narrator'),

  row('speed', 'Speed', 'rate faster slower tempo'),
  row('speed', 'After a sentence', 'pause silence gap'),
  row('speed', 'After a paragraph', 'pause silence gap'),
  row('speed', 'After a heading', 'pause silence gap chapter title'),

  row(
    'speed',
    'Study mode',
    'learn language repeat sentence by sentence shadowing dictation practice',
    'One sentence at a time. Space or the next sentence goes on, the previous one says it again.',
  ),
  row('speed', 'Each sentence is heard', 'study repeat times repetitions loop learn'),
  row('speed', 'Speed of a repetition', 'study slower repeat learn'),
  row('speed', 'Pause between', 'study silence repeat gap learn'),
  row(
    'speed',
    'Wait after each sentence',
    'study stop pause learn',
    'Otherwise the next one follows after the pause.',
  ),

  row(
    'desktop',
    'Icon in the tray',
    'menu bar system tray panel notification area indicator',
    'What is read, how to steer it, and the last documents.',
  ),
  row(
    'desktop',
    'Go on when the window is closed',
    'close to tray background minimise quit hide exit keep running',
  ),
  row(
    'desktop',
    'Start with the desktop',
    'login autostart boot startup launch',
    'When you log in, without showing the window.',
  ),
  row(
    'desktop',
    'Notifications',
    'alert message audiobook export ready',
    'When an audiobook is ready, or has failed, while the window is hidden.',
  ),
  row(
    'desktop',
    'Keep the computer awake',
    'sleep suspend power battery standby screen saver',
    'While Lectern reads aloud or makes an audiobook. The screen may go dark.',
  ),

  row('store', 'At most a month', 'cost money limit budget cap price dollars spending bill'),
  row('store', 'On this disk', 'kept speech cache space storage used size'),
  row(
    'store',
    'At most on the disk',
    'kept speech cache space storage cap limit gigabytes',
    'The longest unheard goes first.',
  ),
  row('store', 'Delete kept speech', 'clear cache empty store remove'),

  row('diagnostics', 'Report', 'copy diagnostics log bug errors version support problem time first sound'),
  row(
    'about',
    'Look for new versions',
    'update upgrade release automatic check',
    'Once a day. It is only told; nothing is fetched.',
  ),
];

/** With a row for each command that can have a key. */
export const SETTINGS: readonly IndexedSetting[] = [
  ...ROWS,
  ...SHORTCUTS.map(({ what, group }) => row('shortcuts', what, `key shortcut hotkey keyboard ${group}`)),
  row(
    'shortcuts',
    'Keep the last clippings',
    'clipboard copied history privacy hotkey',
    'The 20 texts that you copied and heard last, in the library. Off: a text is gone when the next one is read.',
  ),
  row('shortcuts', 'Reset all keys', 'key shortcut usual default'),
];

/** The most that are shown at once. */
const MOST_FOUND = 12;

/**
 * The settings in which every word of the query begins a word, whatever its case and accents; those whose name has them
 * come first.
 */
export function findSettings(
  query: string,
  pages: readonly SettingsPage[],
  settings: readonly IndexedSetting[] = SETTINGS,
): readonly IndexedSetting[] {
  const wanted = wordsOf(query);
  if (wanted.length === 0) return [];
  return settings
    .filter(({ page }) => pages.includes(page))
    .map((setting) => ({ setting, rank: rankOf(setting, wanted) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, MOST_FOUND)
    .map(({ setting }) => setting);
}

/** 0: not found. A word of the name counts more than one of the other words, its first word most. */
function rankOf({ label, hint, also }: IndexedSetting, wanted: readonly string[]): number {
  const name = wordsOf(label);
  const rest = wordsOf(`${hint} ${also}`);
  let rank = 0;
  for (const word of wanted) {
    const at = name.findIndex((one) => one.startsWith(word));
    if (at === 0) rank += 4;
    else if (at > 0) rank += 3;
    else if (rest.some((one) => one.startsWith(word))) rank += 1;
    else return 0;
  }
  return rank;
}

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];
