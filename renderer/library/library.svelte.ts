/** The list of documents, and what a person does to it: bring in, paste, take away. */
import type { ImportResult, LecternApi } from '../../electron/contract/table.ts';
import type { LibraryEntry } from '../../electron/contract/schemas.ts';
import { errorFromPayload, LecternError } from '../../electron/core/errors.ts';
import type { Upload } from '../bridge/upload.ts';
import type { Notices } from '../ui/notices.svelte.ts';

/** A file on its way in. */
export interface Incoming {
  readonly id: number;
  readonly name: string;
  /** The part that was sent, 0–1; 1: it is being read. */
  readonly sent: number;
}

/** A document that was taken away, once: it may be brought in and taken away again before the way back has passed. */
interface Removal {
  readonly id: string;
}

export interface LibraryDeps {
  readonly api: LecternApi;
  readonly upload: Upload;
  readonly notices: Notices;
  /** A removed document must not stay open. */
  readonly onRemoved: (id: string) => void;
}

const UNDO_MILLISECONDS = 7000;
/** Refusals of one lot of files that get a notice of their own: more would push each other out. */
const MOST_TOLD = 3;

export class Library {
  #deps: LibraryDeps;
  #all: readonly LibraryEntry[] | null = $state.raw(null);
  /** Taken away, and for a few seconds only hidden. */
  #hidden: readonly Removal[] = $state.raw([]);
  /** How often the list was asked for: the answer to an older question may come late, and be older. */
  #asked = 0;
  #incoming: readonly Incoming[] = $state.raw([]);
  #lastId = 0;
  #entries = $derived.by(() =>
    [...(this.#all ?? [])]
      .filter(({ id }) => !this.#hidden.some((hidden) => hidden.id === id))
      .sort((a, b) => (b.openedAt ?? b.addedAt) - (a.openedAt ?? a.addedAt)),
  );

  constructor(deps: LibraryDeps) {
    this.#deps = deps;
    deps.api.on('library.changed', () => void this.reload());
  }

  /** The last opened first. */
  get entries(): readonly LibraryEntry[] {
    return this.#entries;
  }

  get loaded(): boolean {
    return this.#all !== null;
  }

  get incoming(): readonly Incoming[] {
    return this.#incoming;
  }

  async reload(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const all = await this.#deps.api.call('library.list');
      if (asked === this.#asked) this.#all = all;
    } catch (error) {
      this.#deps.notices.fault(error);
    }
  }

  /** Brings files in one after another. @returns the entry of the first that could be read, or null. */
  async addFiles(files: readonly File[]): Promise<LibraryEntry | null> {
    let first: LibraryEntry | null = null;
    const refusals = new Refusals(this.#deps.notices);
    for (const file of files) {
      const id = ++this.#lastId;
      const note = (sent: number) => {
        this.#incoming = [...this.#incoming.filter((i) => i.id !== id), { id, name: file.name, sent }];
      };
      note(0);
      const added = await this.#take(() => this.#deps.upload(file, note), refusals);
      this.#incoming = this.#incoming.filter((incoming) => incoming.id !== id);
      first ??= added;
    }
    refusals.finish();
    return first;
  }

  addText(text: string): Promise<LibraryEntry | null> {
    return this.#take(() => this.#deps.api.call('library.addText', { text }));
  }

  /** What is at a web address. @throws LecternError with its sentence: whoever asks shows it beside the address. */
  async addAddress(address: string): Promise<LibraryEntry> {
    const result = await this.#deps.api.call('library.addAddress', { address });
    if (!result.ok) throw errorFromPayload(result.error);
    this.keep(result.entry.id);
    await this.reload();
    return result.entry;
  }

  addSample(): Promise<LibraryEntry | null> {
    return this.#take(() => this.#deps.api.call('library.addSample'));
  }

  /** By the system's own dialog. @returns the first that could be read, or null. */
  async openDialog(): Promise<LibraryEntry | null> {
    try {
      const results = await this.#deps.api.call('library.openDialog');
      let first: LibraryEntry | null = null;
      const refusals = new Refusals(this.#deps.notices);
      for (const result of results) {
        const added = await this.#take(() => Promise.resolve(result), refusals);
        first ??= added;
      }
      refusals.finish();
      return first;
    } catch (error) {
      this.#deps.notices.fault(error);
      return null;
    }
  }

  /** Hides the document at once and removes it when the way back has passed. */
  remove(entry: LibraryEntry): void {
    const removal: Removal = { id: entry.id };
    this.#hidden = [...this.#hidden, removal];
    this.#deps.onRemoved(entry.id);
    this.#deps.notices.info(`“${entry.title}” was removed from the library.`, {
      lasts: UNDO_MILLISECONDS,
      action: { label: 'Undo', run: () => this.keep(entry.id) },
      onGone: () => void this.#removeForGood(removal),
    });
  }

  /** For a document that is wanted after all: brought in again, or read. */
  keep(id: string): void {
    this.#hidden = this.#hidden.filter((hidden) => hidden.id !== id);
  }

  async #removeForGood(removal: Removal) {
    if (!this.#hidden.includes(removal)) return;
    try {
      await this.#deps.api.call('library.remove', { id: removal.id });
      await this.reload();
    } catch (error) {
      this.#deps.notices.fault(error);
    }
    this.#hidden = this.#hidden.filter((hidden) => hidden !== removal);
  }

  async #take(
    bring: () => Promise<ImportResult>,
    faults: Pick<Notices, 'fault'> = this.#deps.notices,
  ): Promise<LibraryEntry | null> {
    try {
      const result = await bring();
      if (!result.ok) throw errorFromPayload(result.error);
      // What is brought in again was meant to stay.
      this.keep(result.entry.id);
      await this.reload();
      return result.entry;
    } catch (error) {
      faults.fault(error);
      return null;
    }
  }
}

/** Of files that came together: the first refusals are told one by one, the others are counted. */
class Refusals {
  readonly #notices: Notices;
  #count = 0;

  constructor(notices: Notices) {
    this.#notices = notices;
  }

  fault(error: unknown): void {
    if (++this.#count <= MOST_TOLD) this.#notices.fault(error);
  }

  finish(): void {
    const more = this.#count - MOST_TOLD;
    if (more > 0)
      this.#notices.fault(
        new LecternError(
          'unsupported-format',
          `${more} more ${more === 1 ? 'file was' : 'files were'} not added. Add them one by one to see why.`,
        ),
      );
  }
}
