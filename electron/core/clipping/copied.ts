/** What was copied in some program, as the system hands it over: nothing in it is judged yet. */
export interface Copied {
  /** Where it was taken from: the clipboard, or what is selected (Linux: the primary selection). */
  readonly source: CopiedFrom;
  /** Plain text; empty where there is none. */
  readonly text: string;
  /** The same as HTML; empty where the other program gave none. */
  readonly html: string;
  /** Absolute paths of copied files. */
  readonly files: readonly string[];
  /** The MIME types that were offered, those too of which nothing was taken. */
  readonly types: readonly string[];
  /** A password manager asks that nobody keeps or shows it. */
  readonly secret: boolean;
}

export const COPIED_FROM = ['clipboard', 'selection'] as const;
export type CopiedFrom = (typeof COPIED_FROM)[number];

export const sameCopied = (a: Copied, b: Copied): boolean =>
  a.source === b.source &&
  a.text === b.text &&
  a.html === b.html &&
  a.files.length === b.files.length &&
  a.files.every((path, index) => path === b.files[index]);
