import { cleanLine } from '../../core/document/clean.ts';
import { contentsFromHeadings } from '../../core/document/contents.ts';
import type { Block, DocumentFormat, Metadata, Section, TocEntry } from '../../core/document/model.ts';
import { resolveLinks, type AnchorTarget } from '../../core/document/anchors.ts';
import type { OpenDocument, Resource } from '../../core/document/reader.ts';
import { divideIntoSections, sectionInfos } from '../../core/document/sections.ts';
import { LecternError } from '../../core/errors.ts';
import { isAddress } from '../../core/web-address.ts';
import { onlyUnspoken } from './unspoken.ts';

export interface WholeDocument {
  readonly format: DocumentFormat;
  /** The file's name: its title, where it brings none. */
  readonly name: string;
  /** The decoded file, to tell an empty one from one without words. */
  readonly source: string;
  readonly blocks: readonly Block[];
  /** Headings of this level or above begin a section. */
  readonly chapterLevel: number;
  readonly title: string | null;
  readonly authors: readonly string[];
  readonly language: string | null;
  readonly publisher?: string | null;
  readonly date?: string | null;
  readonly description?: string | null;
  /** Where it came from, such as a web address. */
  readonly identifier?: string | null;
  /** Its own contents; without them, or where none leads anywhere, the headings are the contents. */
  readonly contents?: readonly ContentsEntry[];
  /** Resource name of the cover image. */
  readonly cover?: string | null;
  /** As in `DocumentSummary.warnings`. */
  readonly warnings?: readonly string[];
  /** As in `OpenDocument`; without it the document has no images. */
  readonly resource?: (name: string) => Resource | null | Promise<Resource | null>;
  /** What the document holds open. */
  readonly close?: OpenDocument['close'];
}

export interface ContentsEntry {
  readonly title: string;
  /** Of a block; null: it leads nowhere itself. */
  readonly anchor: string | null;
  readonly children: readonly ContentsEntry[];
}

/**
 * A document that was read in one go, divided into sections.
 * One of which nothing is read by itself opens if a person may want it read; it says so in its warnings.
 * Links of the form `#anchor` are led to their sections, others that are no web address are dropped.
 * @throws LecternError `empty-document` or `no-text`.
 */
export function documentOfBlocks(whole: WholeDocument): OpenDocument {
  if (whole.source.trim() === '') {
    throw new LecternError(
      'empty-document',
      'This file is empty: there is nothing in it but white space. Save or copy it again, if it should not be.',
    );
  }
  const spoken = whole.blocks.some((block) => block.spoken);
  const unspoken = spoken ? null : onlyUnspoken(whole.blocks);
  if (!spoken && unspoken === null) {
    throw new LecternError(
      'no-text',
      'There are no words here that could be read aloud. Choose a text with words in it.',
    );
  }
  const divided = divideIntoSections(whole.blocks, whole.chapterLevel).map((blocks, index) => ({
    index,
    blocks,
  }));
  const targets = anchorTargets(divided);
  const sections = divided.map(({ index, blocks }) => ({
    index,
    blocks: resolveLinks(blocks, (href) => targets.get(href.slice(1)) ?? null),
  }));
  const own = resolveContents(whole.contents ?? [], targets);
  const toc = own.length > 0 ? own : contentsFromHeadings(sections);
  const metadata: Metadata = {
    format: whole.format,
    title: whole.title ?? titleFromName(whole.name),
    authors: whole.authors,
    language: whole.language,
    publisher: whole.publisher ?? null,
    date: whole.date ?? null,
    description: whole.description ?? null,
    identifier: whole.identifier ?? null,
    cover: whole.cover ?? null,
  };
  return {
    summary: {
      metadata,
      toc,
      sections: sectionInfos(sections, toc),
      warnings: [...(unspoken === null ? [] : [unspoken]), ...(whole.warnings ?? [])],
    },
    section(index) {
      const section = sections[index];
      return section
        ? Promise.resolve(section)
        : Promise.reject(new LecternError('bad-request', 'The document has no such section.'));
    },
    resource: async (name) => (await whole.resource?.(name)) ?? null,
    close: whole.close ?? (() => Promise.resolve()),
  };
}

/** "the_time-machine.txt" → "the time-machine"; of an address its last part, or its host. */
export function titleFromName(name: string): string {
  if (isAddress(name) && URL.canParse(name)) return titleFromAddress(new URL(name));
  const base = name.replace(/^.*[\\/]/, '').replace(/\.[a-z0-9]{1,8}$/i, '');
  return cleanLine(base.replaceAll('_', ' ')) || cleanLine(name) || 'Untitled';
}

function titleFromAddress({ hostname, pathname }: URL): string {
  const last = pathname.split('/').filter(Boolean).at(-1) ?? '';
  try {
    return last === '' ? hostname : titleFromName(decodeURIComponent(last));
  } catch {
    return titleFromName(last); // a bare per cent sign
  }
}

/** The first section in which each anchor begins. */
function anchorTargets(sections: readonly Section[]): ReadonlyMap<string, AnchorTarget> {
  const targets = new Map<string, AnchorTarget>();
  for (const { index, blocks } of sections) {
    for (const anchor of blocks.flatMap((block) => block.anchors)) {
      if (!targets.has(anchor)) targets.set(anchor, { section: index, anchor });
    }
  }
  return targets;
}

/** Entries that lead nowhere take the place of their first child, or go. */
function resolveContents(
  entries: readonly ContentsEntry[],
  targets: ReadonlyMap<string, AnchorTarget>,
): readonly TocEntry[] {
  return entries.flatMap(({ title, anchor, children: below }): readonly TocEntry[] => {
    const children = resolveContents(below, targets);
    const target = (anchor === null ? undefined : targets.get(anchor)) ?? children[0];
    if (title === '' || !target) return children;
    return [{ title, section: target.section, anchor: target.anchor, children }];
  });
}
