/** What an export could be (the outline with its figures), and the plan of one that was ordered. */
import type { LedgerChapter, LedgerSegment } from '../../core/audiobook/ledger.ts';
import { checkMp3Settings } from '../../core/audiobook/mp3-settings.ts';
import type { ExportOrder } from '../../core/audiobook/order.ts';
import { outlineOf, type OutlineChapter } from '../../core/audiobook/outline.ts';
import { SegmentPlanner, type SegmentOptions } from '../../core/audiobook/segments.ts';
import type { OpenDocument } from '../../core/document/reader.ts';
import { LecternError } from '../../core/errors.ts';
import type { SpeechStore } from '../../core/speech/types.ts';

export interface OutlineFigures {
  /** UTF-16 units that a voice is asked for, and of these what the store holds already. */
  readonly characters: number;
  readonly stored: number;
  /** US dollars for what is not stored, at the price of the voices that would read it; null where one is not known. */
  readonly cost: number | null;
}

export type ExportPlanOptions = SegmentOptions & {
  /** US dollars for a million characters, by `model` and `voice`; null where it is not known. */
  readonly priceOf: (voice: { readonly model: string; readonly voice: string }) => number | null;
};

/** The figures of each row of the outline: what would be asked for, and what it would cost. */
export async function figuresOf(
  document: OpenDocument,
  outline: readonly OutlineChapter[],
  options: ExportPlanOptions,
  store: Pick<SpeechStore, 'has'>,
): Promise<readonly OutlineFigures[]> {
  const planner = new SegmentPlanner(document, options);
  const figures: OutlineFigures[] = [];
  for (const { from, to } of outline) {
    let [characters, stored] = [0, 0];
    let cost: number | null = 0;
    for await (const { request } of planner.chapter(from, to)) {
      const { length } = request.text;
      characters += length;
      if (await store.has(request)) {
        stored += length;
        continue;
      }
      const price = options.priceOf(request);
      cost = cost === null || price === null ? null : cost + (price * length) / 1e6;
    }
    figures.push({ characters, stored, cost });
  }
  return figures;
}

export interface ExportPlan {
  readonly chapters: readonly LedgerChapter[];
  readonly segments: readonly Omit<LedgerSegment, 'index' | 'samples'>[];
}

/**
 * All that an order comes to: chapters without a word are left out.
 * @throws LecternError `no-text` where nothing is left, `bad-request` for a row that is not there, or for an mp3 that the
 *   encoder cannot make: better before the speech is paid for than after.
 */
export async function planExport(
  order: ExportOrder,
  document: OpenDocument,
  options: SegmentOptions,
): Promise<ExportPlan> {
  checkMp3Settings(order.mp3);
  const planner = new SegmentPlanner(document, options);
  const chapters: LedgerChapter[] = [];
  const segments: Omit<LedgerSegment, 'index' | 'samples'>[] = [];
  const add = async (title: string, depth: number, from: AsyncIterable<(typeof segments)[number]>) => {
    let characters = 0;
    for await (const segment of from) {
      characters += segment.request.text.length;
      segments.push(segment);
    }
    if (characters > 0) chapters.push({ title, depth, characters });
  };
  const numbered = async function* (planned: ReturnType<SegmentPlanner['chapter']>) {
    for await (const segment of planned) yield { ...segment, chapter: chapters.length };
  };
  if (order.what.kind === 'selection') {
    await add(order.what.title, 0, numbered(planner.selection(order.what.ranges)));
  } else {
    const outline = await outlineOf(document);
    for (const { row, title } of order.what.chapters) {
      const found = outline[row];
      if (!found)
        throw new LecternError(
          'bad-request',
          `The document has no chapter ${row + 1}. Look at the list again.`,
        );
      await add(title, found.depth, numbered(planner.chapter(found.from, found.to)));
    }
  }
  if (segments.length === 0)
    throw new LecternError('no-text', 'There is nothing to read in what was chosen. Tick another chapter.');
  return { chapters, segments };
}
