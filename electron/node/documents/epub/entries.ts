import type { Zip } from '../zip/zip.ts';
import type { BookPackage } from './package.ts';

/** The archive of a book, and how to find things in it. */
export interface Book {
  readonly zip: Zip;
  /** The entry that a path means, or null. */
  readonly find: (path: string) => string | null;
  readonly package: BookPackage;
}
