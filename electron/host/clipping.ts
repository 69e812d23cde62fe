/**
 * From a press of a key in any program to a voice: reads what was copied, decides what to do about it, and has the one
 * player do it. Every press gets an answer: the voice, or a sentence in the pill. Nothing here begins by itself.
 */
import type { NowPlaying } from '../contract/player-schemas.ts';
import type { PillAction, PillState } from '../contract/clipping-schemas.ts';
import type { Handlers, ImportResult } from '../contract/table.ts';
import type { Action } from '../core/clipping/actions.ts';
import { sameCopied, type Copied, type CopiedFrom } from '../core/clipping/copied.ts';
import { decide, type Clip } from '../core/clipping/decide.ts';
import { errorPayload, LecternError, unreachable } from '../core/errors.ts';
import type { Library } from '../core/library.ts';
import { createClippingHistory, type ClippingHistory } from './clipping-history.ts';
import type { Documents } from './documents.ts';
import type { Emit } from './events.ts';
import type { PlayerPage } from './player-page.ts';
import type { Anywhere } from './ports.ts';

interface Needs {
  readonly library: Library;
  readonly documents: Pick<Documents, 'use' | 'forget'>;
  readonly anywhere: Anywhere | null;
  readonly page: PlayerPage;
  readonly now: () => NowPlaying;
  /** Whether the person wants a history. */
  readonly keeps: () => boolean;
  /** The path of a file, or a web address. */
  readonly addFile: (named: string) => Promise<ImportResult>;
  /** Puts documents into the queue. @returns how many are in it then, the last of these the last where they are put so. */
  readonly queue: (ids: readonly string[], where: 'next' | 'last') => Promise<number>;
  readonly fault: (error: unknown) => void;
}

export interface ClippingPart {
  readonly handlers: ClippingHistory['handlers'] & Pick<Handlers, 'pill.state' | 'pill.act'>;
  /** One after another, in the order of the presses. Never rejects. */
  run(action: Action): Promise<void>;
  /** What the player's page has just said. */
  told(now: NowPlaying): void;
  readonly settingsChanged: ClippingHistory['settingsChanged'];
}

/** What the last press brought to be read. */
interface Current {
  readonly copied: Copied;
  /** Null while its address is only offered. */
  readonly id: string | null;
  readonly fetching?: boolean;
}

const OFFER = 'A web address was copied. Press the same key again to hear its article.';
const FETCHING = 'The article is being fetched …';
const QUIET: PillState = { sentence: null, offer: null };

export function createClippingPart(needs: Needs, emit: Emit): ClippingPart {
  const { library, documents, anywhere, page, now } = needs;
  let state = QUIET;
  let current: Current | null = null;
  /** It was asked for, and the player has not said yet that it has it. */
  let starting: string | null = null;
  let last: Promise<void> = Promise.resolve();

  const history = createClippingHistory(
    {
      ...needs,
      inUse: async () => [
        starting,
        now().document?.id ?? null,
        ...(await library.queue()).map(({ id }) => id),
      ],
    },
    emit,
  );

  const say = (sentence: string | null, offer: string | null = null) => {
    state = { sentence, offer };
    emit('pill.changed', state);
  };
  const steer = () => emit('app.command', { command: 'play-pause' });

  const read = (id: string, restart: boolean) => {
    starting = id;
    page.read({ id, restart });
    anywhere?.preparePlayer();
  };

  /** Keeps the clipping, and opens it already: the page asks for the same a moment later. */
  const keep = async (clip: Clip): Promise<string> => {
    const entry = await library.addClipping(clip);
    try {
      await documents.use(entry.id, async ({ summary }) => summary);
    } catch (error) {
      await library.remove(entry.id); // nobody can read it later either
      throw error;
    }
    return entry.id;
  };

  const isCurrent = (copied: Copied) => current !== null && sameCopied(copied, current.copied);
  const isPlaying = (id: string) => now().document?.id === id;

  /** The clipboard has not changed since the last press. @returns false where what it gave is not at hand any more. */
  const again = async (id: string): Promise<boolean> => {
    const { phase } = now();
    if (starting === id) return true; // it is about to be heard
    if (isPlaying(id) && ['playing', 'waiting', 'paused', 'failed'].includes(phase)) {
      say(null);
      steer();
      return true;
    }
    if ((await library.get(id)) === null) return false;
    say('The same as before: it is read again.');
    read(id, true);
    return true;
  };

  const openFiles = async (files: readonly string[]): Promise<string | null> => {
    const refusals: string[] = [];
    const ids: string[] = [];
    for (const path of files) {
      const result = await needs.addFile(path);
      if (result.ok) ids.push(result.entry.id);
      else refusals.push(result.error.message);
    }
    say(refusals[0] ?? (ids.length > 1 ? `${ids.length} documents: they are read one after another.` : null));
    const [first, ...others] = ids;
    if (others.length > 0) await needs.queue(others, 'next');
    return first ?? null;
  };

  const readCopied = async (from: CopiedFrom): Promise<void> => {
    if (!anywhere) return;
    anywhere.pill.show();
    const copied = await anywhere.copied(from);
    if (isCurrent(copied) && current) {
      if (current.id !== null && (await again(current.id))) return;
      if (current.fetching) return say(FETCHING);
      if (current.id === null && state.offer !== null) return takeOffer();
    }
    current = null;
    const decision = decide(copied);
    switch (decision.do) {
      case 'refuse':
        return say(decision.sentence);
      case 'open': {
        const id = await openFiles(decision.files);
        current = { copied, id };
        if (id !== null) read(id, false);
        return;
      }
      case 'offer':
        current = { copied, id: null };
        return say(OFFER, decision.address);
      case 'read':
        return readClip(copied, decision.clip, decision.sentence);
      default:
        return unreachable(decision);
    }
  };

  const readClip = async (copied: Copied, clip: Clip, sentence: string | null) => {
    const id = await keep(clip);
    current = { copied, id };
    say(sentence);
    read(id, true);
    emit('clipping.changed', {});
    await history.tidy();
  };

  /** It may take a minute, in which other presses are heard. @param then Gets null where it failed, which was said. */
  const fetchArticle = (address: string, then: (id: string | null) => void | Promise<void>) => {
    const arrived = async (result: ImportResult) => {
      say(result.ok ? null : result.error.message);
      await then(result.ok ? result.entry.id : null);
    };
    needs.addFile(address).then((result) => inTurn(() => arrived(result)), needs.fault);
  };

  const takeOffer = async () => {
    const { offer } = state;
    if (offer === null || !current) return;
    const fetching: Current = { ...current, fetching: true };
    current = fetching;
    say(FETCHING);
    fetchArticle(offer, (id) => {
      if (current !== fetching) return; // something else was wanted meanwhile: the article is in the library
      current = id === null ? null : { copied: fetching.copied, id };
      if (id !== null) read(id, false);
    });
  };

  const queueCopied = async () => {
    if (!anywhere) return;
    anywhere.pill.show();
    const decision = decide(await anywhere.copied('clipboard'));
    if (decision.do === 'refuse') return say(decision.sentence);
    if (decision.do === 'offer') {
      say(FETCHING);
      return fetchArticle(decision.address, async (id) => (id === null ? undefined : putBehind(id)));
    }
    const id = decision.do === 'open' ? await openFiles(decision.files) : await keep(decision.clip);
    if (id !== null) await putBehind(id);
  };

  const putBehind = async (id: string) => {
    const { document, phase } = now();
    const busy = document !== null && !['empty', 'stopped', 'finished'].includes(phase);
    if (!busy && starting === null) return read(id, true);
    const place = await needs.queue([id], 'last');
    say(place === 1 ? 'It is read next.' : `It is read in its turn, ${place - 1} before it.`);
  };

  const perform = async (action: Action): Promise<void> => {
    switch (action) {
      case 'read-clipboard':
        return readCopied('clipboard');
      case 'read-selection':
        return readCopied('selection');
      case 'queue-clipboard':
        return queueCopied();
      case 'pause':
        if (now().document) steer();
        else {
          anywhere?.pill.show();
          say('Nothing is being read.');
        }
        return;
      case 'stop':
        starting = null;
        emit('app.command', { command: 'stop' });
        return say(null);
      case 'show-pill':
        anywhere?.pill.show();
        anywhere?.pill.enter();
        return;
      default:
        return unreachable(action);
    }
  };

  /** One after another; what goes wrong is the answer. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    last = last.then(work).catch((error: unknown) => {
      if (!(error instanceof LecternError)) needs.fault(error);
      say(errorPayload(error).message);
    });
    return last;
  };

  const openDocument = () => {
    const { document } = now();
    if (!document) return;
    anywhere?.revealWindow();
    emit('document.show', { id: document.id });
  };

  /** What was only copied is not read on unseen; a book is. */
  const close = async () => {
    anywhere?.pill.hide();
    const { document } = now();
    if (document !== null && document.id === current?.id) emit('app.command', { command: 'stop' });
  };

  const act = async (action: PillAction): Promise<void> => {
    switch (action) {
      case 'show':
        return anywhere?.pill.show();
      case 'close':
        return close();
      case 'leave':
        return anywhere?.pill.leave();
      case 'open-document':
        return openDocument();
      case 'take-offer':
        return inTurn(takeOffer);
      default:
        return unreachable(action);
    }
  };

  return {
    run: (action) => inTurn(() => perform(action)),
    told(told) {
      if (told.document?.id === starting) starting = null;
      if (told.document?.id !== now().document?.id) void inTurn(history.tidy); // the one before is free
    },
    settingsChanged: history.settingsChanged,
    handlers: {
      ...history.handlers,
      'pill.state': async () => state,
      async 'pill.act'({ action }) {
        await act(action);
      },
    },
  };
}
