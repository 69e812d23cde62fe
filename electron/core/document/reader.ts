import type { DocumentSummary, Section } from './model.ts';
import type { Margins } from './plan.ts';

/** The seam between those who read documents and those who use them. Implemented in `node/documents`. */
export interface DocumentReader {
  /**
   * Opens a file on disk in a bounded worker of its own.
   * @param name The name that the person knows it by: its ending may decide the format.
   * @throws LecternError of a document kind, with its sentence.
   */
  open(path: string, name: string, options?: OpenOptions): Promise<OpenDocument>;
}

/** What a person chose that changes what the reader makes of a file. */
export interface OpenOptions {
  /** Of documents that have pages; null or left out: the reader judges what stands outside the text. */
  readonly margins?: Margins | null;
}

export interface OpenDocument {
  readonly summary: DocumentSummary;
  /** @throws LecternError `bad-request` for an index that is not there. */
  section(index: number): Promise<Section>;
  /** An image of the document, whole and bounded in size; null where there is none of that name. */
  resource(name: string): Promise<Resource | null>;
  /** Ends the worker. What is under way rejects with `cancelled`. */
  close(): Promise<void>;
}

export interface Resource {
  /** One of image/png, image/jpeg, image/gif, image/webp, image/svg+xml, image/avif: never what the book claims. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}
