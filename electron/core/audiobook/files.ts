/** Into which files an audiobook is divided, and what they are called. */
import type { ExportOrder, Split } from './order.ts';

export interface PlannedFile {
  /** Without a folder or an ending. */
  readonly name: string;
  readonly title: string;
  /** Of the export's chapters, from 0, in order. */
  readonly chapters: readonly number[];
}

export interface ChapterLength {
  readonly title: string;
  /** UTF-16 units that are spoken. */
  readonly characters: number;
}

/** Characters that a voice reads in a minute, about: 15 a second. For sizes and plans, never for times in a file. */
export const CHARACTERS_PER_MINUTE = 900;
/** UTF-8 bytes of a file's name without its number and ending: most systems take 255 in all. */
const LONGEST_NAME = 200;

/**
 * The files of an export. Where they go by duration, a chapter is never cut: a file ends where the next chapter would
 * make it longer than was asked by more than stopping here makes it shorter.
 */
export function plannedFiles(
  { split, tags, fileName }: Pick<ExportOrder, 'split' | 'tags' | 'fileName'>,
  chapters: readonly ChapterLength[],
): readonly PlannedFile[] {
  const groups = grouped(split, chapters);
  if (groups.length === 1 && split.kind !== 'chapter')
    return [{ name: fileName ?? safeFileName(tags.title), title: tags.title, chapters: groups[0] ?? [] }];
  const digits = Math.max(2, String(groups.length).length);
  return groups.map((group, index) => {
    const number = index + 1;
    const first = chapters[group[0] ?? 0]?.title ?? '';
    const title = split.kind === 'chapter' ? first : `${tags.title} (${number} of ${groups.length})`;
    const name = safeFileName(split.kind === 'chapter' ? first : tags.title);
    return { name: `${String(number).padStart(digits, '0')} ${name}`, title, chapters: group };
  });
}

function grouped(split: Split, chapters: readonly ChapterLength[]): readonly (readonly number[])[] {
  const all = [...chapters.keys()];
  if (split.kind === 'none') return [all];
  if (split.kind === 'chapter') return all.map((index) => [index]);
  const wanted = split.minutes * CHARACTERS_PER_MINUTE;
  const groups: number[][] = [];
  let length = 0;
  for (const index of all) {
    const { characters } = chapters[index] ?? { characters: 0 };
    const current = groups.at(-1);
    const over = length + characters - wanted;
    if (!current || (over > 0 && over > wanted - length)) {
      groups.push([index]);
      length = characters;
    } else {
      current.push(index);
      length += characters;
    }
  }
  return groups;
}

/** A title as a file's name on any system; never empty, never a path, never one of the names that Windows keeps. */
export function safeFileName(title: string): string {
  const clean = title
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '')
    .replace(/\s*[:：]\s+/gu, ' – ')
    .replace(/[<>:"/\\|?*]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^\.+/u, '');
  const cut = shortened(clean).replace(/[. ]+$/u, '');
  if (cut === '' || /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu.test(cut)) return `Audiobook ${cut}`.trim();
  return cut;
}

function shortened(name: string): string {
  let bytes = 0;
  let kept = '';
  for (const character of name) {
    bytes += new TextEncoder().encode(character).length;
    if (bytes > LONGEST_NAME) break;
    kept += character;
  }
  return kept;
}
