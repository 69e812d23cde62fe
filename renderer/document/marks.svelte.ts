/** The bookmarks and marked sentences of the document on the desk, and what a person does to them. */
import { createContext } from 'svelte';
import type { LecternApi } from '../../electron/contract/table.ts';
import { positionAt } from '../../electron/core/document/position.ts';
import { errorPayload } from '../../electron/core/errors.ts';
import {
  MOST_CHAPTER,
  MOST_MARKED,
  type Mark,
  type MarkKind,
  type NewMark,
} from '../../electron/core/marks.ts';
import type { Notices } from '../ui/notices.svelte.ts';
import { contentsRows, currentRow } from './contents.ts';
import type { OpenDocument } from './open-document.ts';
import type { Place } from './progress.ts';
import { sentenceAt } from './sentence.ts';

const UNDO_MILLISECONDS = 7000;
const MADE_MILLISECONDS = 3000;
/** Characters of a sentence that a notice repeats. */
const QUOTED = 60;

const MADE: Readonly<Record<MarkKind, string>> = { bookmark: 'Bookmarked', sentence: 'Marked' };
const REMOVED: Readonly<Record<MarkKind, string>> = {
  bookmark: 'The bookmark was removed',
  sentence: 'The mark was removed',
};

export class DocumentMarks {
  #api: LecternApi;
  #document: OpenDocument;
  #notices: Notices;
  #list: readonly Mark[] | null = $state.raw(null);
  #error: string | null = $state(null);
  #sentences = $derived((this.#list ?? []).filter(({ kind }) => kind === 'sentence'));
  #asked = 0;
  /** One change after the other: a key that is pressed twice makes and removes. */
  #turn: Promise<unknown>;
  #stopListening: () => void;

  constructor(api: LecternApi, document: OpenDocument, notices: Notices) {
    this.#api = api;
    this.#document = document;
    this.#notices = notices;
    this.#stopListening = api.on('document.marksChanged', ({ id }) => {
      if (id === document.id) void this.load();
    });
    this.#turn = this.load();
  }

  /** In reading order; null until they have come. */
  get list(): readonly Mark[] | null {
    return this.#list;
  }

  /** Of the list, what is shown in the text. */
  get sentences(): readonly Mark[] {
    return this.#sentences;
  }

  /** Why the list could not be had, or null. */
  get error(): string | null {
    return this.#error;
  }

  async load(): Promise<void> {
    const own = ++this.#asked;
    try {
      const list = await this.#api.call('document.marks', { id: this.#document.id });
      if (own !== this.#asked) return;
      this.#list = list;
      this.#error = null;
    } catch (error) {
      if (own === this.#asked) this.#error = errorPayload(error).message;
    }
  }

  /** The mark of this kind whose sentence holds a place, or null. */
  at(kind: MarkKind, { section, block, offset }: Place): Mark | null {
    const holds = ({ kind: own, position, text }: Mark) =>
      own === kind &&
      position.section === section &&
      position.block === block &&
      position.offset <= offset &&
      offset < position.offset + text.length;
    return this.#list?.find(holds) ?? null;
  }

  /**
   * Marks the sentence at a place, or takes its mark away. A failure is told.
   * @returns false where nothing stands there that could be marked.
   */
  toggle(kind: MarkKind, place: Place): Promise<boolean> {
    return this.#inTurn(async () => {
      const mark = await this.#markOf(kind, place);
      if (!mark) return false;
      const there = this.at(kind, mark.position);
      if (there) await this.#remove(there);
      else {
        await this.#add(mark);
        this.#notices.info(`${MADE[kind]}: “${shortened(mark.text)}”`, { lasts: MADE_MILLISECONDS });
      }
      return true;
    });
  }

  /** Takes a mark away; a notice offers the way back. A failure is told. */
  remove(mark: Mark): Promise<boolean> {
    return this.#inTurn(async () => {
      await this.#remove(mark);
      return true;
    });
  }

  close(): void {
    this.#stopListening();
  }

  async #remove(mark: Mark) {
    await this.#api.call('document.removeMark', { id: this.#document.id, mark: mark.id });
    await this.load();
    this.#notices.info(`${REMOVED[mark.kind]}: “${shortened(mark.text)}”`, {
      lasts: UNDO_MILLISECONDS,
      action: {
        label: 'Undo',
        run: () => {
          const { kind, position, text, chapter, madeAt } = mark;
          void this.#inTurn(() => this.#add({ kind, position, text, chapter }, madeAt));
        },
      },
    });
  }

  async #add(mark: NewMark, madeAt?: number): Promise<boolean> {
    const { id } = this.#document;
    await this.#api.call('document.addMark', {
      id,
      mark,
      ...(madeAt === undefined ? {} : { madeAt }),
    });
    await this.load();
    return true;
  }

  /** What a mark at this place would be, or null where no text stands. */
  async #markOf(kind: MarkKind, place: Place): Promise<NewMark | null> {
    const { summary, language } = this.#document;
    const section = await this.#document.section(place.section);
    const block = section.blocks[place.block];
    const range = block && sentenceAt(block, place.offset, language);
    if (!range || range[0] === range[1]) return null;
    const [from, to] = range;
    const rows = contentsRows(summary.toc, summary.sections);
    const chapter = rows[currentRow(rows, place, section)]?.title ?? null;
    return {
      kind,
      position: positionAt(section, place.block, from),
      text: block.text.slice(from, Math.min(to, from + MOST_MARKED)).toWellFormed(),
      chapter: chapter && chapter.slice(0, MOST_CHAPTER).toWellFormed(),
    };
  }

  #inTurn(work: () => Promise<boolean>): Promise<boolean> {
    const done = this.#turn.then(work).catch((error: unknown) => {
      this.#notices.fault(error);
      return true; // it was said what became of it
    });
    this.#turn = done;
    return done;
  }
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= QUOTED ? text : `${characters.slice(0, QUOTED).join('').trimEnd()}…`;
}

export const [useMarks, provideMarks] = createContext<DocumentMarks>();
