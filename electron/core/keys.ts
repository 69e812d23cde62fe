/** The seam of the one secret: the key of the speech service. */

export interface KeyStatus {
  readonly present: boolean;
  readonly source: 'environment' | 'stored' | null;
  /** Where a key would be kept here: the system's protected storage, a file of its owner alone, or nowhere. */
  readonly storage: 'system' | 'file' | 'none';
  /** What the person should know of it, or null. */
  readonly notice: string | null;
}

/** All of it that the host gets: it can write the key and never read it. */
export interface KeyKeeper {
  status(): Promise<KeyStatus>;
  /** @throws LecternError `key-storage` */
  set(key: string): Promise<void>;
  /** @throws LecternError `key-storage` */
  clear(): Promise<void>;
}

/** For whoever writes the header of a request, and nobody else. */
export interface KeyStore extends KeyKeeper {
  get(): Promise<string | null>;
}
