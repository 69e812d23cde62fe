/**
 * What is used of `@lingo-reader/mobi-parser`. Its public calls write every picture into a folder; those below them, which
 * it keeps to itself in its types only, give text and pictures in memory. Nothing is written.
 */
import { tmpdir } from 'node:os';
import { initKf8File, initMobiFile } from '@lingo-reader/mobi-parser';

export interface KindleRecords {
  readonly palmdocHeader: { readonly numTextRecords: number };
  readonly exth?: { readonly coverOffset?: number | string; readonly thumbnailOffset?: number | string };
  loadTextBuffer(index: number): Uint8Array;
  decode(bytes: ArrayBuffer): string;
  /** Counted from 0. */
  loadResource(index: number): { readonly raw: Uint8Array };
}

export interface KindleMetadata {
  readonly identifier: string;
  readonly title: string;
  readonly author: readonly string[];
  readonly publisher: string;
  readonly language: string;
  readonly published: string;
  readonly description: string;
}

export interface TocItem {
  readonly label: string;
  readonly href: string;
  readonly children?: readonly TocItem[] | undefined;
}

interface Common {
  readonly mobiFile: KindleRecords;
  getMetadata(): KindleMetadata;
  getToc(): readonly TocItem[];
  resolveHref(href: string): { readonly id: string; readonly selector: string } | undefined;
}

export interface OldBook extends Common {
  readonly form: 'mobi6';
}

export interface NewBook extends Common {
  readonly form: 'kf8';
  getSpine(): readonly { readonly id: string }[];
  /** A page of the book, whole, as XHTML. */
  loadText(chapter: { readonly id: string }): string;
}

/** A folder that is there: it makes one that is not. */
const FOLDER = tmpdir();

export const openOldBook = async (bytes: Uint8Array): Promise<OldBook> =>
  Object.assign((await initMobiFile(bytes, FOLDER)) as unknown as OldBook, { form: 'mobi6' as const });

export const openNewBook = async (bytes: Uint8Array): Promise<NewBook> =>
  Object.assign((await initKf8File(bytes, FOLDER)) as unknown as NewBook, { form: 'kf8' as const });
