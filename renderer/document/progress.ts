/** How far a reading is, in characters. Sections weigh what the reader said; inside one, its own text is measured. */
import type { Section, SectionInfo } from '../../electron/core/document/model.ts';

/** A place to reckon from: a block and an offset into its text, and its section where that is at hand. */
export interface Place {
  readonly section: number;
  readonly block: number;
  readonly offset: number;
}

/** Characters of a minute are needed before the first is measured: what the embedded voice speaks at rate 1. */
export const TYPICAL_CHARACTERS_PER_SECOND = 15;

/** The part of a section's spoken text before a place, 0–1. */
export function partOfSection(section: Section, place: Omit<Place, 'section'>): number {
  let before = 0;
  let all = 0;
  section.blocks.forEach((block, index) => {
    if (!block.spoken) return;
    all += block.text.length;
    if (index < place.block) before += block.text.length;
    else if (index === place.block) before += Math.min(place.offset, block.text.length);
  });
  return all === 0 ? 0 : before / all;
}

/** The block and offset at a part of a section's spoken text: the inverse of `partOfSection`. */
export function placeInSection(section: Section, part: number): Omit<Place, 'section'> {
  const spoken = section.blocks.flatMap((block, index) => (block.spoken ? [{ block, index }] : []));
  let left = part * spoken.reduce((sum, { block }) => sum + block.text.length, 0);
  for (const { block, index } of spoken) {
    if (left < block.text.length) return { block: index, offset: Math.floor(left) };
    left -= block.text.length;
  }
  const last = spoken.at(-1);
  return last ? { block: last.index, offset: last.block.text.length } : { block: 0, offset: 0 };
}

export interface Measure {
  /** Characters before each section; one more entry than sections: the last is the whole document. */
  readonly starts: readonly number[];
}

export function measure(sections: readonly SectionInfo[]): Measure {
  const starts = [0];
  for (const { weight } of sections) starts.push((starts.at(-1) ?? 0) + weight);
  return { starts };
}

export const totalOf = ({ starts }: Measure): number => starts.at(-1) ?? 0;

/** Characters before a place in the document. */
export function charactersBefore({ starts }: Measure, section: number, part: number): number {
  const from = starts[section] ?? 0;
  return from + part * ((starts[section + 1] ?? from) - from);
}

/** The section that holds a character of the document, and the part of it that lies before. */
export function sectionAt({ starts }: Measure, characters: number): { section: number; part: number } {
  const last = Math.max(0, starts.length - 2);
  let section = starts.findIndex((_, index) => index <= last && (starts[index + 1] ?? 0) > characters);
  if (section < 0) section = last;
  const from = starts[section] ?? 0;
  const weight = (starts[section + 1] ?? from) - from;
  return { section, part: weight === 0 ? 0 : Math.max(0, Math.min(1, (characters - from) / weight)) };
}

/** Seconds that a number of characters takes at a playback rate. */
export const secondsFor = (characters: number, perSecond: number | null, rate: number): number =>
  characters / (perSecond ?? TYPICAL_CHARACTERS_PER_SECOND) / rate;
