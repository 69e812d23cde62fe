/** The seam of the settings on disk. What is read from it is unknown: a person may have edited the file. */
export interface SettingsFile {
  read(): Readonly<Record<string, unknown>>;
  /** Replaces these fields, all or none of them. @throws LecternError `disk-full` or `storage` */
  write(fields: Readonly<Record<string, unknown>>): void;
}
