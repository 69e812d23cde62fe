/** The document on the desk: its sections, read when they are wanted and let go when they are far. */
import type { LecternApi, CallOutput } from '../../electron/contract/table.ts';
import type { Section } from '../../electron/core/document/model.ts';
import { notesChoice, type NotesChoice, type ReadingPlan } from '../../electron/core/document/plan.ts';
import type { SpeechDocument } from '../player/types.ts';
import { bulkPath } from '../../electron/contract/bulk.ts';

/** Sections in memory beside those on screen: the voice and the eyes may be at two places. */
const KEPT = 16;

export type Opened = CallOutput<'document.open'>;

export class OpenDocument implements SpeechDocument {
  readonly id: string;
  readonly title: string;
  readonly author: string | null;
  readonly cover: string | null;
  /** As the file says or as it was detected; see `language`. */
  readonly foundLanguage: string | null;
  readonly sectionCount: number;
  /** Of a file that was read anew, see `reread`, it is another one. */
  #summary: Opened['summary'];
  readonly entry: Opened['entry'];
  #api: LecternApi;
  #plan: ReadingPlan;
  /** In the order of last use. */
  #sections = new Map<number, Promise<Section>>();

  constructor(api: LecternApi, { entry, summary }: Opened, plan: ReadingPlan) {
    this.#api = api;
    this.#plan = plan;
    this.entry = entry;
    this.#summary = summary;
    this.id = entry.id;
    this.title = entry.title;
    this.author = entry.authors.join(', ') || null;
    this.cover = entry.hasCover ? bulkPath.cover(entry.id) : null;
    this.foundLanguage = entry.language ?? summary.metadata.language;
    this.sectionCount = summary.sections.length;
  }

  /** As it was chosen, else as found. */
  get language(): string | null {
    return this.#plan.document.language ?? this.foundLanguage;
  }

  get plan(): ReadingPlan {
    return this.#plan;
  }

  get notes(): NotesChoice {
    return notesChoice(this.#plan);
  }

  get summary(): Opened['summary'] {
    return this.#summary;
  }

  /**
   * The application reads the file by other margins: its blocks are others, and so are the contents that lead to them.
   * @throws LecternError of the contract.
   */
  async reread(): Promise<void> {
    const { summary } = await this.#api.call('document.open', { id: this.id });
    this.#summary = summary;
    this.#sections.clear();
  }

  /** The plan is another one: sections are asked for anew, for the application decides on their blocks. */
  planChanged(plan: ReadingPlan): void {
    this.#plan = plan;
    this.#sections.clear();
  }

  /** @throws LecternError of the contract; the next call asks again. */
  section(index: number): Promise<Section> {
    const known = this.#sections.get(index);
    const section = known ?? this.#api.call('document.section', { id: this.id, index });
    this.#sections.delete(index);
    this.#sections.set(index, section);
    if (!known) {
      section.catch(() => {
        if (this.#sections.get(index) === section) this.#sections.delete(index);
      });
      const oldest = this.#sections.keys().next().value;
      if (this.#sections.size > KEPT && oldest !== undefined) this.#sections.delete(oldest);
    }
    return section;
  }
}
