/** The reading plan of the document on the desk: what was chosen, what a person chooses, and who has to follow. */
import { createContext } from 'svelte';
import type { CallOutput, LecternApi } from '../../electron/contract/table.ts';
import type { Settings } from '../../electron/contract/schemas.ts';
import type { Section } from '../../electron/core/document/model.ts';
import type {
  DocumentChoices,
  GlobalChoices,
  Margins,
  NotesChoice,
  PlanKind,
} from '../../electron/core/document/plan.ts';
import { withBlock, withKind, withNotes } from '../../electron/core/document/plan-edits.ts';
import { errorPayload } from '../../electron/core/errors.ts';
import type { Notices } from '../ui/notices.svelte.ts';
import type { OpenDocument } from './open-document.ts';
import { KIND_WORDS } from './plan-words.ts';

export type KindCount = CallOutput<'document.kinds'>[number];

const UNDO_MILLISECONDS = 7000;

export const globalChoices = ({ readNotes, readKinds }: Settings): GlobalChoices => ({
  notes: readNotes,
  kinds: readKinds,
});

interface Parts {
  readonly api: LecternApi;
  readonly document: OpenDocument;
  readonly notices: Notices;
  /** The document's sections are decided on anew. */
  readonly onChange: () => void;
  /** The document is read by other margins: its sections and contents are others. Resolves when all have followed. */
  readonly onReread: () => Promise<void>;
}

export class DocumentReadingPlan {
  #parts: Parts;
  #choices: DocumentChoices;
  #all: GlobalChoices;
  #kinds: readonly KindCount[] | null = $state.raw(null);
  #error: string | null = $state(null);
  #changes = $state(0);
  #rereads = $state(0);
  #rereadsUnderWay = $state(0);
  #counting = 0;
  /** How often the application told of choices by itself: what was asked for before is older than that. */
  #told = 0;
  /** One change after the other: each begins with what the one before has left. */
  #turn: Promise<void> = Promise.resolve();
  #rereading: Promise<void> = Promise.resolve();
  #endings: readonly (() => void)[];

  constructor(parts: Parts) {
    const { api, document } = (this.#parts = parts);
    this.#choices = $state.raw(document.plan.document);
    this.#all = $state.raw(document.plan.all);
    this.#endings = [
      api.on('document.planChanged', ({ id, choices }) => {
        if (id !== document.id) return;
        this.#told++;
        this.#follow(choices, this.#all);
      }),
      api.on('settings.changed', (settings) => {
        const all = globalChoices(settings);
        if (JSON.stringify(all) !== JSON.stringify(this.#all)) this.#follow(this.#choices, all);
      }),
    ];
  }

  get choices(): DocumentChoices {
    return this.#choices;
  }

  get notes(): NotesChoice {
    return this.#choices.notes ?? this.#all.notes;
  }

  /** How often the blocks were decided on anew since the document was opened: whoever shows them asks for them again. */
  get changes(): number {
    return this.#changes;
  }

  /** How often the file was read anew since then: all blocks are others. */
  get rereads(): number {
    return this.#rereads;
  }

  /** Whether the file is being read anew: it takes as long as opening it. */
  get rereading(): boolean {
    return this.#rereadsUnderWay > 0;
  }

  /** The kinds that the document has; null until they were counted. */
  get kinds(): readonly KindCount[] | null {
    return this.#kinds;
  }

  /** Why they could not be counted, or null. */
  get error(): string | null {
    return this.#error;
  }

  /** Whether a kind is read, where no block of it was chosen by itself. */
  reads({ kind, spokenAsFound }: KindCount): boolean {
    return this.#choices.kinds[kind] ?? this.#all.kinds[kind] ?? spokenAsFound > 0;
  }

  async count(): Promise<void> {
    const own = ++this.#counting;
    try {
      const kinds = await this.#parts.api.call('document.kinds', { id: this.#parts.document.id });
      if (own !== this.#counting) return;
      this.#kinds = kinds;
      this.#error = null;
    } catch (error) {
      if (own === this.#counting) this.#error = errorPayload(error).message;
    }
  }

  setBlock(section: Section, at: number, kind: PlanKind, spoken: boolean): Promise<void> {
    const { one } = KIND_WORDS[kind];
    return this.#change(
      (choices) => withBlock(choices, section, at, spoken),
      `${one} ${spoken ? 'is read' : 'is skipped'}.`,
    );
  }

  setKind(kind: PlanKind, spoken: boolean): Promise<void> {
    if (kind === 'note') return this.setNotes(spoken ? 'after' : 'skip');
    const { many } = KIND_WORDS[kind];
    return this.#change(
      (choices) => withKind(choices, kind, spoken),
      `${many} are ${spoken ? 'read' : 'skipped'} in this document.`,
    );
  }

  setNotes(notes: NotesChoice): Promise<void> {
    const sentences = {
      skip: 'Notes are skipped in this document.',
      inline: 'Notes are read after their sentence in this document.',
      after: 'Notes are read after their paragraph in this document.',
    };
    return this.#change((choices) => withNotes(choices, notes), sentences[notes]);
  }

  setLanguage(language: string | null): Promise<void> {
    return this.#change((choices) => ({ ...choices, language }), 'The document is read in another language.');
  }

  /** Parts of the pages in which nothing is read; null: as the reader of the pages judges. */
  setMargins(margins: Margins | null): Promise<void> {
    // No notice: the lines on the pages show it, and are moved back.
    return (this.#turn = this.#turn.then(async () => void (await this.#set({ ...this.#choices, margins }))));
  }

  /** Back to what holds for all documents. A page's margins are no part of it. */
  reset(): Promise<void> {
    return this.#change(
      ({ margins }) => ({ notes: null, kinds: {}, blocks: [], language: null, margins }),
      'This document is read as all others are.',
    );
  }

  /** Asks anew: other windows may have changed it while nobody listened. */
  async reload(): Promise<void> {
    const { api, document } = this.#parts;
    const told = this.#told;
    const [choices, settings] = await Promise.all([
      api.call('document.plan', { id: document.id }),
      api.call('settings.get'),
    ]);
    if (told !== this.#told) return;
    const all = globalChoices(settings);
    const same = JSON.stringify([choices, all]) === JSON.stringify([this.#choices, this.#all]);
    if (!same) this.#follow(choices, all);
  }

  close(): void {
    for (const end of this.#endings) end();
  }

  #change(change: (choices: DocumentChoices) => DocumentChoices, sentence: string): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      const before = this.#choices;
      const undo = () => void this.#inTurn(before);
      if (await this.#set(change(before)))
        this.#parts.notices.info(sentence, {
          lasts: UNDO_MILLISECONDS,
          action: { label: 'Undo', run: undo },
        });
    });
    return this.#turn;
  }

  #inTurn(choices: DocumentChoices): Promise<void> {
    return (this.#turn = this.#turn.then(() => void this.#set(choices)));
  }

  /** @returns whether it is kept; a failure is told. */
  async #set(choices: DocumentChoices): Promise<boolean> {
    const { api, document, notices } = this.#parts;
    const told = this.#told;
    try {
      const { kinds, ...others } = choices;
      await api.call('document.setPlan', { id: document.id, choices: { ...others, kinds: { ...kinds } } });
      // It tells of it, too, and may have told of another window's choice since.
      const same = told !== this.#told || JSON.stringify(choices) === JSON.stringify(this.#choices);
      if (!same) this.#follow(choices, this.#all);
      return true;
    } catch (error) {
      notices.fault(error);
      return false;
    }
  }

  #follow(choices: DocumentChoices, all: GlobalChoices): void {
    const reread = JSON.stringify(choices.margins) !== JSON.stringify(this.#choices.margins);
    this.#choices = choices;
    this.#all = all;
    this.#parts.document.planChanged({ all, document: choices });
    if (reread) {
      this.#rereadsUnderWay++;
      this.#rereading = this.#rereading.then(() => this.#reread());
    } else {
      this.#changes++;
      this.#parts.onChange();
    }
    if (this.#kinds) void this.count();
  }

  async #reread(): Promise<void> {
    try {
      await this.#parts.onReread();
    } catch (error) {
      this.#parts.notices.fault(error);
    }
    this.#rereadsUnderWay--;
    this.#changes++;
    this.#rereads++;
  }
}

export const [useReadingPlan, provideReadingPlan] = createContext<DocumentReadingPlan>();
