/**
 * One connection of the speech WebSocket (PROTOCOL §2, §3), over any transport of text frames.
 *
 * A context collects text; its segments become items, spoken in the order in which they came. As many items are under
 * way as the pool has workers, but one of a context at a time: contexts interleave, the audio of one context never does.
 */
import { randomUUID } from 'node:crypto';
import {
  decodeClientMessage,
  DEFAULT_CONTEXT,
  encodeServerMessage,
  MOST_CONTEXTS,
  type ClientMessage,
  type ServerMessage,
  type ServiceError,
} from '../../../core/speech/protocol.ts';
import type { SessionSettings } from '../../../core/speech/settings.ts';
import { LecternError, unreachable } from '../../../core/errors.ts';
import type { Voice } from '../../../core/speech/types.ts';
import { changedSettings, utteranceOf, type ContextSettings } from './context-settings.ts';
import { createSpeechContext, type Item, type SpeechContext } from './context.ts';
import { faultOf, invalidRequest } from './failures.ts';
import { holdSound } from './held-sound.ts';
import type { TakePiece, VoicePool } from './pool.ts';

export interface SessionOptions {
  readonly pool: Pick<VoicePool, 'size' | 'speak'>;
  readonly voices: readonly Voice[];
  /** From the address, checked: what every new context begins with. */
  readonly settings: ContextSettings;
  /** Sends a text frame. Settles when the frame has left, or cannot any more: a slow client slows its own speech. */
  readonly send: (frame: string) => Promise<void>;
}

export interface Session {
  /** Greets the client. Call once, first. */
  begin(): void;
  receive(frame: string): void;
  /** Stops all work; nothing is sent after it. */
  end(): void;
}

/** UTF-16 units that a context may hold uncommitted; one request over HTTP may have as many. */
export const MOST_TEXT = 100_000;
/** UTF-16 units of a connection's that may wait to be spoken, about a novel; an item counts as a sentence at least. */
const MOST_WAITING = 1_000_000;
const LEAST_COUNTED = 100;
/** Bytes of a WAV or FLAC item that wait for the length in their header: some twenty seconds, made in a tenth of one. */
const MOST_HELD = 1_000_000;
/** Bytes of a delta where there is more to send at once: many programs take no message above a megabyte. */
const LARGEST_DELTA = 16_000;
const counted = ({ text }: Item) => Math.max(LEAST_COUNTED, text.length);

export function createSession({ pool, voices, settings, send }: SessionOptions): Session {
  const contexts = new Map<string, SpeechContext>();
  const queue: Item[] = [];
  const underWay = new Set<Item>();
  /** What `queue` counts for. */
  let waiting = 0;
  let ended = false;

  const say = (message: ServerMessage): Promise<void> =>
    ended ? Promise.resolve() : send(encodeServerMessage(message));
  const fail = (contextId: string | null, error: ServiceError) =>
    void say({ type: 'failed', contextId, error });

  /** The context of that name, made where it is new; null where there are too many. */
  const contextOf = (contextId: string | null): SpeechContext | null => {
    const name = contextId ?? DEFAULT_CONTEXT;
    const known = contexts.get(name);
    if (known) {
      known.contextId = contextId ?? known.contextId; // differs for the default one only
      return known;
    }
    // The default one is always there, and takes none of the places.
    const places = MOST_CONTEXTS + Number(contexts.has(DEFAULT_CONTEXT) || name === DEFAULT_CONTEXT);
    if (contexts.size >= places) {
      const sentence = `A connection holds at most ${MOST_CONTEXTS} contexts. Cancel one first.`;
      fail(contextId, invalidRequest('too_many_contexts', sentence, 'context_id'));
      return null;
    }
    const context = createSpeechContext(contextId, settings);
    contexts.set(name, context);
    return context;
  };

  const enqueue = (contextId: string | null, items: readonly Item[]) => {
    const more = items.reduce((sum, item) => sum + counted(item), 0);
    if (waiting + more > MOST_WAITING) {
      const sentence = `At most ${MOST_WAITING} characters wait to be spoken. Send the rest when these are.`;
      return fail(contextId, invalidRequest('text_too_long', sentence, 'text'));
    }
    waiting += more;
    queue.push(...items);
    dispatch();
  };

  const dispatch = () => {
    const busy = new Set([...underWay].map(({ context }) => context));
    for (let index = 0; index < queue.length && underWay.size < pool.size;) {
      const item = queue[index]!;
      if (busy.has(item.context)) index++;
      else {
        queue.splice(index, 1);
        waiting -= counted(item);
        busy.add(item.context);
        underWay.add(item);
        void speak(item).finally(() => {
          underWay.delete(item);
          dispatch();
        });
      }
    }
  };

  const speak = async ({ context, itemId, text, settings }: Item) => {
    const { contextId, signal } = context;
    const sound = holdSound(settings, MOST_HELD);
    const delta = (bytes: Uint8Array) => {
      const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
      return base64 !== '' && say({ type: 'audio', contextId, itemId, delta: base64 });
    };
    const piece: TakePiece = async (audio, words) => {
      await Promise.all([
        settings.alignment === 'word' && words.length > 0 && say({ type: 'words', contextId, itemId, words }),
        ...sound.push(audio).map(delta),
      ]);
    };
    try {
      const samples = await pool.speak(utteranceOf(text, settings), piece, signal);
      const rest = samples > 0 ? sound.finish(samples) : null;
      for (let from = 0; rest && from < rest.length && !signal.aborted; from += LARGEST_DELTA)
        await delta(rest.subarray(from, from + LARGEST_DELTA));
      if (!signal.aborted) await say({ type: 'done', contextId, itemId });
    } catch (error) {
      if (error instanceof LecternError && error.kind === 'cancelled') return;
      fail(contextId, faultOf(error));
    }
  };

  /** False where the change was refused, which the client has then been told. */
  const configure = (context: SpeechContext, change: SessionSettings): boolean => {
    const outcome = changedSettings(context.settings, change, voices);
    context.configure(outcome);
    if (!outcome.ok) fail(context.contextId, outcome.error);
    return outcome.ok;
  };

  const update = (contextId: string | null, change: SessionSettings) => {
    const context = contextOf(contextId);
    if (contextId !== null) {
      if (context && configure(context, change)) void say({ type: 'updated', contextId });
      return;
    }
    // All contexts there are, the default one always; new ones begin with the address's settings again, as the
    // service's do. One that cannot follow says so and stays as it is: the update was not for it alone.
    const outcomes = [...contexts.values()].map((each) => {
      const outcome = changedSettings(each.settings, change, voices);
      if (outcome.ok) each.configure(outcome);
      else fail(each.contextId, outcome.error);
      return outcome.ok;
    });
    if (outcomes.every(Boolean)) void say({ type: 'updated', contextId });
  };

  const cancel = (contextId: string | null) => {
    const name = contextId ?? DEFAULT_CONTEXT;
    const context = contexts.get(name);
    context?.cancel();
    contexts.delete(name);
    const kept = queue.filter((item) => item.context !== context);
    queue.splice(0, queue.length, ...kept);
    waiting = kept.reduce((sum, item) => sum + counted(item), 0);
    void say({ type: 'cancelled', contextId });
  };

  const handle = (message: ClientMessage) => {
    switch (message.type) {
      case 'append': {
        const context = contextOf(message.contextId);
        if (!context) return;
        if (context.length + message.text.length > MOST_TEXT) {
          const sentence = `A context holds at most ${MOST_TEXT} characters. Commit earlier.`;
          return fail(message.contextId, invalidRequest('text_too_long', sentence, 'text'));
        }
        void say({ type: 'received', contextId: message.contextId, text: message.text });
        return enqueue(message.contextId, context.append(message.text));
      }
      case 'commit': {
        const context = contextOf(message.contextId);
        if (context?.refusal) return fail(message.contextId, context.refusal);
        return enqueue(message.contextId, context?.commit() ?? []);
      }
      case 'clear':
        return contexts.get(message.contextId ?? DEFAULT_CONTEXT)?.clear();
      case 'update':
        return update(message.contextId, message.session);
      case 'cancel':
        return cancel(message.contextId);
      default:
        unreachable(message);
    }
  };

  return {
    begin() {
      const { model, voiceName, voice } = settings;
      void say({ type: 'created', id: randomUUID(), model, voice: voiceName ?? voice.voice });
    },
    receive(frame) {
      const message = decodeClientMessage(frame);
      if (message.type === 'malformed')
        fail(
          message.contextId,
          invalidRequest(message.param ? 'invalid_value' : 'invalid_message', message.reason, message.param),
        );
      else if (message.type === 'unknown')
        fail(null, invalidRequest('unknown_type', 'This type of message is not known.', 'type'));
      else handle(message);
    },
    end() {
      ended = true;
      queue.length = 0;
      for (const context of contexts.values()) context.cancel();
      contexts.clear();
    },
  };
}
