import type { XmlRecording } from '../office/xml.ts';
import type { Numbering } from './numbering.ts';
import type { Relationships } from './package.ts';
import type { Styles } from './styles.ts';

/** A footnote or endnote, whose text stands in a part of its own. */
export interface Note {
  readonly anchor: string;
  readonly recording: XmlRecording;
  readonly relationships: Relationships;
  /** Endnotes come at the end of the document, footnotes after the paragraph. */
  readonly atEnd: boolean;
}

/** What the main part's text refers to. */
export interface BodySurroundings {
  readonly styles: Styles;
  readonly numbering: Numbering;
  readonly relationships: Relationships;
  /** By "footnote 2", "endnote 1". */
  readonly notes: ReadonlyMap<string, Note>;
  /** The resource of an image's entry, or null where it cannot be shown. */
  image(entry: string): string | null;
}
