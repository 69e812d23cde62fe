/** How the fake server speaks one commit, with every fault on command, whatever carries it. */
import {
  encodeServerMessage,
  type ServerMessage,
  type ServiceError,
} from '../../electron/core/speech/protocol.ts';
import { wavHeader } from '../../electron/core/speech/pcm.ts';
import { pieces } from '../support/pieces.ts';
import { partsOf, soundBytes, spoken, spokenWords } from './spoken.ts';

/** What is done with one commit. */
export interface ChunkFaults {
  /** Bytes of the deltas, in turn. */
  readonly deltaBytes?: readonly number[];
  /** Items that the text is spoken as. */
  readonly items?: number;
  /** All of them under one id. */
  readonly sameItemId?: boolean;
  /** Before the sound of their item, after it, after its `done`, or never. */
  readonly words?: 'before' | 'after' | 'after-done' | 'never';
  /** Word events of each item. */
  readonly wordBatches?: number;
  /** Each batch counts from its own first word, and comes with its part of the sound, after or before it. */
  readonly wordsRestart?: boolean;
  readonly wordsNested?: boolean;
  /** A header before the sound; a number: with that sample rate in it. */
  readonly riff?: boolean | number;
  readonly binary?: boolean;
  /** Messages, but in binary frames. */
  readonly binaryMessages?: boolean;
  readonly withoutIds?: boolean;
  /** Sound of the default context, which was asked for none, before every delta. */
  readonly strayWithoutId?: boolean;
  readonly unknownEvents?: boolean;
  /** Sent before the sound as it is. */
  readonly insert?: readonly string[];
  readonly done?: 'missing' | 'early';
  /** Resolves when `done` may go out. */
  readonly doneAfter?: Promise<void>;
  /** Between two items. */
  readonly nextItemAfter?: Promise<void>;
  /** Fails, or breaks, after so many deltas. */
  readonly after?: number;
  readonly fail?: {
    readonly as: 'failed' | 'error';
    readonly error: ServiceError;
    readonly withoutId?: boolean;
  };
  readonly drop?: 'close' | 'terminate';
  /** Stops there and says nothing more of this chunk. */
  readonly stall?: boolean;
  /** Resolves when anything may be answered. */
  readonly startAfter?: Promise<void>;
  /** Between deltas. */
  readonly eachDeltaAfter?: () => Promise<void>;
  readonly noSound?: boolean;
  /** As long as the speech would be. */
  readonly silence?: boolean;
  /** As long as the speech would be, and none of its samples: another take of the same text. */
  readonly otherTake?: boolean;
  /** The part of the text's words that are spoken at all. */
  readonly saysPart?: number;
  /** Bytes of each item's sound that are sent at most. */
  readonly mostBytes?: number;
  /** Goes on after `context.cancel`. */
  readonly ignoresCancel?: boolean;
}

/** Where speech goes out. */
export interface Outlet {
  frame(text: string): void;
  binary(bytes: Uint8Array): void;
  /** Ends the connection: in good order, or not. */
  drop(how: 'close' | 'terminate'): void;
}

export interface Utterance {
  readonly text: string;
  readonly contextId: string | null;
}

/** @param cancelled Whether it was given up by the client. */
export async function speak(
  out: Outlet,
  { text, contextId: ownId }: Utterance,
  faults: ChunkFaults,
  cancelled: () => boolean,
): Promise<void> {
  const contextId = faults.withoutIds ? null : ownId;
  const frame = (text: string) => (faults.binaryMessages ? out.binary(Buffer.from(text)) : out.frame(text));
  const send = (message: ServerMessage) => frame(encodeServerMessage(message));
  const gone = () => cancelled() && !faults.ignoresCancel;
  let deltas = 0;
  /** @returns whether to stop here. */
  const atFault = (): boolean => {
    if (deltas !== (faults.after ?? 0)) return false;
    if (faults.fail) {
      const { as, error, withoutId } = faults.fail;
      send({ type: as, contextId: withoutId ? null : contextId, error });
    }
    if (faults.drop) out.drop(faults.drop);
    return faults.fail !== undefined || faults.drop !== undefined || faults.stall === true;
  };
  await faults.startAfter;
  for (const frame of faults.insert ?? []) out.frame(frame);
  const said = saidOf(text, faults.saysPart ?? 1);
  const parts = partsOf(said, faults.items ?? 1);
  const take = faults.otherTake ? otherTake(text) : spoken(text).pcm;
  const whole = faults.silence ? Buffer.alloc(soundBytes(text)) : take;
  let told = 0;
  /** The next part of the sound, as long as this part of the text takes. */
  const soundOf = (part: string) => whole.subarray(told, (told += soundBytes(part)));
  for (const [n, part] of parts.entries()) {
    if (n > 0) await faults.nextItemAfter;
    const itemId = faults.sameItemId ? 'tts_1' : `tts_${n + 1}`;
    const batches = partsOf(part, faults.wordBatches ?? 1);
    const words = (batch: number) => wordsFrame(contextId, itemId, batches, batch, faults);
    const allWords = () => batches.forEach((_, batch) => frame(words(batch)));
    const done = () => send({ type: 'done', contextId, itemId });
    const sizes = faults.deltaBytes ?? [9600];
    const streams = (faults.wordsRestart ? batches : [part]).map(soundOf);
    if (faults.riff) {
      const rate = typeof faults.riff === 'number' ? faults.riff : undefined;
      streams[0] = Buffer.concat([wavHeader(0, rate), streams[0]!]);
    }
    if (faults.words === 'before' && !faults.wordsRestart) allWords();
    if (faults.done === 'early') done();
    for (const [batch, stream] of streams.entries()) {
      if (faults.wordsRestart && faults.words === 'before') frame(words(batch));
      for (const piece of faults.noSound ? [] : pieces(stream.subarray(0, faults.mostBytes), sizes)) {
        if (gone() || atFault()) return;
        if (faults.unknownEvents) out.frame('{"type":"conversation.item.visemes","delta":7}');
        if (faults.strayWithoutId) send({ type: 'audio', contextId: null, itemId: 'tts_1', delta: STRAY });
        if (faults.binary) out.binary(piece);
        else send({ type: 'audio', contextId, itemId, delta: Buffer.from(piece).toString('base64') });
        deltas++;
        await (faults.eachDeltaAfter?.() ?? new Promise(setImmediate));
      }
      if (faults.wordsRestart && faults.words !== 'before') frame(words(batch));
    }
    if (gone() || (faults.after === undefined ? faults.stall : atFault())) return;
    if (!faults.wordsRestart && (faults.words ?? 'after') === 'after') allWords();
    await faults.doneAfter;
    if (gone()) return;
    if (faults.done === undefined) done();
    if (faults.words === 'after-done') allWords();
  }
}

/** A moment of noise. */
const STRAY = spoken('Stray.').pcm.toString('base64');

const otherTake = (text: string) => Buffer.from(spoken(text).pcm.map((byte) => byte ^ 0x55));

/** The beginning of a text, of whole words. */
function saidOf(text: string, part: number): string {
  const words = text.match(/\S+\s*/g) ?? [text];
  return words.slice(0, Math.ceil(part * words.length)).join('');
}

/** Times count from the item's first sample, or with `wordsRestart` from the batch's. */
function wordsFrame(
  contextId: string | null,
  itemId: string,
  batches: readonly string[],
  batch: number,
  faults: ChunkFaults,
): string {
  const before = batches.slice(0, batch).join('');
  const all = spokenWords(before + (batches[batch] ?? ''));
  const words = faults.wordsRestart
    ? spokenWords(batches[batch] ?? '')
    : all.slice(spokenWords(before).length);
  const frame = encodeServerMessage({ type: 'words', contextId, itemId, words });
  if (!faults.wordsNested) return frame;
  const { words: list, start_seconds, end_seconds, ...rest } = JSON.parse(frame) as Record<string, unknown>;
  return JSON.stringify({ ...rest, timestamps: { words: list, start_seconds, end_seconds } });
}
