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
import { changedSettings, type ContextSettings } from './context-settings.ts';
import { createSpeechContext, type Item, type SpeechContext } from './context.ts';
import { invalidRequest, serverError } from './failures.ts';
import type { VoicePool } from './pool.ts';

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

/** UTF-16 units that a context may hold unspoken. */
const MOST_TEXT = 100_000;

export function createSession({ pool, voices, settings, send }: SessionOptions): Session {
  const contexts = new Map<string, SpeechContext>();
  const queue: Item[] = [];
  const underWay = new Set<Item>();
  let ended = false;

  const say = (message: ServerMessage): Promise<void> =>
    ended ? Promise.resolve() : send(encodeServerMessage(message));
  const fail = (contextId: string | null, error: ServiceError) =>
    void say({ type: 'failed', contextId, error });

  /** The context of that name, made where it is new; null where there are too many. */
  const contextOf = (contextId: string | null): SpeechContext | null => {
    const name = contextId ?? DEFAULT_CONTEXT;
    const known = contexts.get(name);
    if (known) return known;
    if (contexts.size >= MOST_CONTEXTS) {
      const sentence = `A connection holds at most ${MOST_CONTEXTS} contexts. Cancel one first.`;
      fail(contextId, invalidRequest('too_many_contexts', sentence, 'context_id'));
      return null;
    }
    const context = createSpeechContext(contextId, settings);
    contexts.set(name, context);
    return context;
  };

  const enqueue = (items: readonly Item[]) => {
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
        busy.add(item.context);
        underWay.add(item);
        void speak(item).finally(() => {
          underWay.delete(item);
          dispatch();
        });
      }
    }
  };

  const speak = async ({ context, itemId, text, settings: { alignment, voice, ...rest } }: Item) => {
    const { contextId, signal } = context;
    const { speed, sampleRate, pronunciation } = rest;
    const language = voice.languages[0] ?? 'en';
    const utterance = { text, voice: voice.voice, language, speed, sampleRate, pronunciation };
    try {
      await pool.speak(
        utterance,
        (audio, words) => {
          if (alignment === 'word' && words.length > 0) void say({ type: 'words', contextId, itemId, words });
          const delta = Buffer.from(audio.buffer, audio.byteOffset, audio.byteLength).toString('base64');
          if (delta !== '') void say({ type: 'audio', contextId, itemId, delta });
        },
        signal,
      );
      if (!signal.aborted) await say({ type: 'done', contextId, itemId });
    } catch (error) {
      if (error instanceof LecternError && error.kind === 'cancelled') return;
      const sentence =
        error instanceof LecternError ? error.message : 'The offline voice met a fault of its own.';
      fail(contextId, serverError(sentence));
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
    if (contextId !== null) {
      const context = contextOf(contextId);
      if (context && configure(context, change)) void say({ type: 'updated' });
      return;
    }
    // All contexts there are; new ones begin with the address's settings again, as the service's do.
    if (contexts.size === 0) {
      const outcome = changedSettings(settings, change, voices);
      if (!outcome.ok) return fail(null, outcome.error);
    }
    const outcomes = [...contexts.values()].map((context) => configure(context, change));
    if (outcomes.every(Boolean)) void say({ type: 'updated' });
  };

  const cancel = (contextId: string | null) => {
    const name = contextId ?? DEFAULT_CONTEXT;
    const context = contexts.get(name);
    context?.cancel();
    contexts.delete(name);
    for (let index = queue.length - 1; index >= 0; index--)
      if (queue[index]?.context === context) queue.splice(index, 1);
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
        return enqueue(context.append(message.text));
      }
      case 'commit': {
        const context = contextOf(message.contextId);
        if (context?.refusal) return fail(message.contextId, context.refusal);
        return enqueue(context?.commit() ?? []);
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
        fail(message.contextId, invalidRequest('invalid_message', message.reason, message.param));
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
