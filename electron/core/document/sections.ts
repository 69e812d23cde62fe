import type { Block, SectionInfo, Section, TocEntry } from './model.ts';
import { flattenContents } from './anchors.ts';

/** What a window can lay out at once without being felt. */
export const MOST_BLOCKS = 400;

/**
 * Divides a long run of blocks into sections: before each heading of `chapterLevel` or above, and wherever a section
 * would exceed `MOST_BLOCKS`, there before the last heading of its second half, if it has one.
 * @param chapterLevel 0: headings alone are no reason to begin a section.
 */
export function divideIntoSections<Part extends Pick<Block, 'kind' | 'level'>>(
  blocks: readonly Part[],
  chapterLevel = 0,
): readonly (readonly Part[])[] {
  const sections: (readonly Part[])[] = [];
  let start = 0;
  let heading = -1;
  let hasBody = false;
  blocks.forEach((block, index) => {
    const isHeading = block.kind === 'heading';
    if (isHeading && block.level <= chapterLevel && hasBody) {
      sections.push(blocks.slice(start, index));
      [start, heading, hasBody] = [index, -1, false];
    }
    if (index - start >= MOST_BLOCKS) {
      const cut = heading > start + MOST_BLOCKS / 2 ? heading : index;
      sections.push(blocks.slice(start, cut));
      [start, heading] = [cut, -1];
    }
    // A heading right under another belongs to it: "PART ONE", "CHAPTER I".
    if (isHeading && blocks[index - 1]?.kind !== 'heading') heading = index;
    hasBody ||= !isHeading;
  });
  sections.push(blocks.slice(start));
  return sections;
}

/** Characters to be read. */
export const weightOf = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, block) => sum + (block.spoken ? block.text.length : 0), 0);

/** The title of each section: the first entry of the contents that leads to its start, else the first into it. */
export function sectionTitles(toc: readonly TocEntry[], sections: number): readonly (string | null)[] {
  const titles: (string | null)[] = Array.from({ length: sections }, () => null);
  const entries = flattenContents(toc).map(({ entry }) => entry);
  for (const entry of [...entries.filter((e) => e.anchor === null), ...entries]) {
    titles[entry.section] ??= entry.title;
  }
  return titles.slice(0, sections);
}

export const sectionInfos = (
  sections: readonly Section[],
  toc: readonly TocEntry[],
): readonly SectionInfo[] => {
  const titles = sectionTitles(toc, sections.length);
  return sections.map(({ blocks }, index) => ({ title: titles[index] ?? null, weight: weightOf(blocks) }));
};
