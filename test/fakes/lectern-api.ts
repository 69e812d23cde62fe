/**
 * The application in memory, behind the real checks of the contract: for tests of the window and for work on its looks.
 * It keeps what it is given, fails where it is told to, and speaks nothing.
 */
import * as v from 'valibot';
import type { PillState } from '../../electron/contract/clipping-schemas.ts';
import { NOTHING_PLAYING } from '../../electron/contract/player-schemas.ts';
import { createApi, type Transport } from '../../electron/contract/client.ts';
import { checkEvent, createDispatch } from '../../electron/contract/dispatch.ts';
import {
  settings as settingsSchema,
  type LibraryEntry,
  type SpeechStatus,
} from '../../electron/contract/schemas.ts';
import type {
  CallInput,
  CallName,
  CallOutput,
  EventName,
  EventPayload,
  Handlers,
  ImportResult,
  LecternApi,
} from '../../electron/contract/table.ts';
import { LecternError } from '../../electron/core/errors.ts';
import type { HotkeyState } from '../../electron/core/shortcuts/hotkeys.ts';
import type { UsageRow } from '../../electron/core/speech/usage.ts';
import { NO_CHOICES, plannedSection, type DocumentChoices } from '../../electron/core/document/plan.ts';
import { countKinds, globalChoices } from '../../electron/host/plans.ts';
import { withAdded, withMoved, withRemoved } from '../../electron/core/queue.ts';
import { searchDocument } from '../../electron/host/search.ts';
import type { Mark } from '../../electron/core/marks.ts';
import type { Voice } from '../../electron/core/speech/types.ts';
import { novel, plainDocument, type FakeDocument } from './documents.ts';
import { FakeExports } from './fake-exports.ts';

const voice = (name: string, language: string, offline: boolean): Voice => ({
  server: offline ? 'embedded' : 'together',
  model: offline ? 'espeak-ng' : 'hexgrad/Kokoro-82M',
  voice: name.toLowerCase().replaceAll(/\W+/g, '_'),
  name,
  languages: [language],
  gender: null,
  wordTimes: true,
  offline,
  pricePerMillion: offline ? 0 : 10,
});

const OFFLINE: readonly Voice[] = [
  voice('English (Great Britain)', 'en-GB', true),
  voice('English (America)', 'en-US', true),
  voice('German', 'de', true),
  voice('French (France)', 'fr', true),
  voice('Spanish (Spain)', 'es', true),
];
const CLOUD: readonly Voice[] = [voice('Heart', 'en-US', false), voice('Emma', 'en-GB', false)];
const USAGE: readonly UsageRow[] = [
  {
    day: '2026-06-01',
    server: 'together',
    model: 'hexgrad/Kokoro-82M',
    requests: 42,
    characters: 5_200,
    dollars: 0.0208,
    unpriced: 0,
    failures: { 'rate-limited': 2 },
  },
];
const NOTICE = 'This is the offline voice. With a Together AI key, natural voices read to you.';

export interface FakeLecternOptions {
  /** What the clock says: milliseconds since 1970. */
  readonly now?: () => number;
  readonly startDocument?: string | null;
  readonly platform?: 'darwin' | 'win32' | 'linux';
  /** Left out: there is no desktop to live in. */
  readonly desktop?: CallOutput<'desktop.status'>;
}

export class FakeLectern {
  readonly transport: Transport;
  readonly api: LecternApi;
  /** Every call in order, with its input. */
  readonly log: { readonly name: CallName; readonly input: unknown }[] = [];
  /** What the person chooses in the system's dialog, as it is answered. */
  chosen: readonly ImportResult[] = [];
  /** What was copied and read; none of it is read from a clipboard here. */
  clippings: readonly LibraryEntry[] = [];
  pillState: PillState = { sentence: null, offer: null };
  /** Null: this program has no keys for all programs. */
  hotkeys: readonly HotkeyState[] | null = null;
  readonly exports = new FakeExports((payload) => this.emit('export.changed', payload));
  #documents = new Map<string, { entry: LibraryEntry; document: FakeDocument }>();
  #marks: readonly (Mark & { readonly document: string })[] = [];
  #lastMark = 0;
  #plans = new Map<string, DocumentChoices>();
  #settings = v.parse(settingsSchema, {});
  #playing = NOTHING_PLAYING;
  #queue: readonly string[] = [];
  #key = false;
  /** What the window is told of the service in trouble. */
  #trouble: Pick<SpeechStatus, 'standingIn' | 'offer'> = { standingIn: false, offer: null };
  #failures = new Map<CallName, LecternError>();
  #listeners = new Map<string, Set<(payload: unknown) => void>>();
  #now: () => number;
  #options: FakeLecternOptions;

  constructor(options: FakeLecternOptions = {}) {
    this.#options = options;
    this.#now = options.now ?? (() => Date.UTC(2026, 5, 1, 12));
    const dispatch = createDispatch(this.#handlers(), ({ error }) => {
      throw error;
    });
    this.transport = {
      call: (name, input) => dispatch('trusted', name, input),
      on: (name, listener) => {
        const set = this.#listeners.get(name) ?? new Set();
        this.#listeners.set(name, set.add(listener));
        return () => set.delete(listener);
      },
    };
    this.api = createApi(this.transport);
  }

  /** Puts a document into the library. @returns its id. */
  add(document: FakeDocument, changes: Partial<LibraryEntry> = {}): string {
    const { title, authors, format, language } = document.summary.metadata;
    const id = idOf(title);
    this.#documents.set(id, {
      document,
      entry: {
        id,
        title,
        authors,
        format,
        language,
        hasCover: false,
        addedAt: this.#now(),
        openedAt: null,
        progress: 0,
        position: null,
        ...changes,
      },
    });
    return id;
  }

  entry(id: string): LibraryEntry | undefined {
    return this.#documents.get(id)?.entry;
  }

  /** From now on this call fails; null: no longer. */
  fail(name: CallName, error: LecternError | null): void {
    if (error) this.#failures.set(name, error);
    else this.#failures.delete(name);
  }

  emit<K extends EventName>(name: K, payload: EventPayload<K>): void {
    const checked = checkEvent(name, payload);
    for (const listener of this.#listeners.get(name) ?? []) listener(checked);
  }

  /** Inputs of the calls of one name, in order. */
  calls<K extends CallName>(name: K): CallInput<K>[] {
    return this.log.filter((call) => call.name === name).map(({ input }) => input as CallInput<K>);
  }

  #handlers(): Handlers {
    const handlers: Handlers = {
      'app.info': async () => ({
        version: '0.0.0',
        program: 'fake',
        platform: this.#options.platform ?? 'linux',
        nativeOpenDialog: false,
        startDocument: this.#options.startDocument ?? null,
      }),
      'app.openLink': async () => undefined,
      'desktop.status': async () => this.#options.desktop ?? null,
      'library.list': async () => [...this.#documents.values()].map(({ entry }) => entry),
      'library.openDialog': async () => [...this.chosen],
      'library.import': async () => {
        throw new LecternError('bad-request', 'The fake takes files by its own upload.');
      },
      'library.addText': async ({ text }) => this.#take(plainDocument(text)),
      'library.addAddress': async ({ address }) => this.#take(plainDocument(`Page at ${address}.`)),
      'library.cancelAddress': async () => undefined,
      'library.addSample': async () => this.#take(novel()),
      'library.remove': async ({ id }) => {
        this.#documents.delete(id);
        this.#marks = this.#marks.filter(({ document }) => document !== id);
        this.emit('library.changed', {});
      },
      'queue.list': async () => this.#queued(),
      'queue.add': async ({ ids, at }) => this.#requeue((queue) => withAdded(queue, ids, at)),
      'queue.remove': async ({ ids }) => this.#requeue((queue) => withRemoved(queue, ids)),
      'queue.move': async ({ id, to }) => this.#requeue((queue) => withMoved(queue, id, to)),
      'document.open': async ({ id }) => {
        const kept = this.#document(id);
        kept.entry = { ...kept.entry, openedAt: this.#now() };
        return { entry: kept.entry, summary: kept.document.summary };
      },
      'document.section': async ({ id, index }) => {
        const section = this.#document(id).document.sections[index];
        if (!section) throw new LecternError('bad-request', 'This document has no such section.');
        return plannedSection(section, this.#plan(id));
      },
      'document.plan': async ({ id }) => ({ ...this.#plan(id).document }),
      'document.setPlan': async ({ id, choices }) => {
        this.#plans.set(id, choices);
        this.emit('document.planChanged', { id, choices });
      },
      'document.kinds': async ({ id }) => {
        const { summary, sections } = this.#document(id).document;
        const section = async (index: number) => sections[index] ?? { index, blocks: [] };
        return countKinds({ summary, section }, this.#plan(id));
      },
      'document.search': async ({ id, query, limit }) => {
        const { summary, sections } = this.#document(id).document;
        const section = async (index: number) => sections[index] ?? { index, blocks: [] };
        const open = { summary, section, resource: async () => null, close: async () => undefined };
        return (await searchDocument(open, query, limit, () => true)) ?? { hits: [], more: false };
      },
      'document.savePosition': async ({ id, position, progress }) => {
        const kept = this.#document(id);
        kept.entry = { ...kept.entry, position, progress };
      },
      'document.marks': async ({ id }) => this.#marksOf(id),
      'document.addMark': async ({ id, mark, madeAt }) => {
        this.#document(id);
        const known = this.#marksOf(id).find((other) => samePlace(mark, other));
        const added = known ?? { ...mark, id: ++this.#lastMark, madeAt: madeAt ?? this.#now() };
        if (!known) this.#marks = [...this.#marks, { ...added, document: id }];
        this.emit('document.marksChanged', { id });
        return added;
      },
      'document.removeMark': async ({ id, mark }) => {
        this.#marks = this.#marks.filter((other) => other.id !== mark);
        this.emit('document.marksChanged', { id });
      },
      'speech.status': async () => this.#status(),
      'speech.standIn': async ({ on }) => {
        this.#trouble = { standingIn: on, offer: null };
        this.emit('speech.status', this.#status());
        return this.#status();
      },
      'speech.voices': async () => this.#voices(),
      'speech.voiceFor': async ({ language }) => {
        const chosen = this.#settings.voice;
        const all = this.#voices();
        const found =
          all.find(({ voice }) => voice === chosen?.voice) ??
          all.find(({ languages }) => languages[0]?.slice(0, 2) === (language ?? 'en').slice(0, 2)) ??
          all[0];
        if (!found) throw new LecternError('voice-unknown', 'There is no voice.');
        return found;
      },
      'speech.request': async () => {
        throw new LecternError('speech-refused', 'The fake application does not speak.');
      },
      'speech.storeUsage': async () => ({
        bytes: 182_400_000,
        chunks: 3120,
        capBytes: this.#settings.storeCapBytes,
      }),
      'speech.clearStore': async () => undefined,
      'usage.month': async () => ({ month: '2026-06', today: '2026-06-01', rows: USAGE }),
      'diagnostics.get': async () => ({
        at: this.#now(),
        version: '0.0.0',
        program: 'fake',
        runtime: 'a test',
        speaking: this.#status().server,
        servers: [
          { server: 'together', state: 'idle', error: null, active: 0, queued: 0 },
          { server: 'embedded', state: 'ready', error: null, active: 0, queued: 0 },
        ],
        key: { present: this.#key, source: null, storage: 'file' },
        voices: { offered: CLOUD.length, listedAt: null },
        workers: { started: 1, busy: 0, waiting: 0 },
        store: {
          hits: 40,
          misses: 2,
          chunks: 3120,
          bytes: 182_400_000,
          capBytes: this.#settings.storeCapBytes,
        },
        usage: { month: '2026-06', today: '2026-06-01', rows: USAGE },
        monthlyCap: this.#settings.monthlyCap,
        firstAudio: {
          parts: {
            queue: { count: 42, p50: 1, p95: 12 },
            connect: { count: 42, p50: 2, p95: 180 },
            service: { count: 42, p50: 140, p95: 420 },
            window: { count: 42, p50: 6, p95: 21 },
            sound: null,
          },
          total: null,
        },
        errors: [],
      }),
      'diagnostics.heard': async () => undefined,
      'player.tell': async (now) => {
        this.#playing = now;
        this.emit('player.now', now);
      },
      'player.now': async () => this.#playing,
      'updates.look': async () => ({ available: true, found: null }),
      'player.command': async ({ command }) => {
        this.emit('app.command', { command });
      },
      'clipping.list': async () => [...this.clippings],
      'clipping.clear': async () => {
        this.clippings = [];
        this.emit('clipping.changed', {});
      },
      'clipping.keep': async ({ id }) => this.#document(id).entry,
      'pill.state': async () => this.pillState,
      'pill.act': async () => undefined,
      'hotkeys.status': async () => this.hotkeys && [...this.hotkeys],
      'hotkeys.suspend': async () => undefined,
      'settings.get': async () => this.#settings,
      'settings.set': async (patch) => {
        this.#settings = v.parse(settingsSchema, { ...this.#settings, ...patch });
        this.emit('settings.changed', this.#settings);
        return this.#settings;
      },
      'key.status': async () => this.#keyStatus(),
      'key.set': async () => this.#setKey(true),
      'key.clear': async () => this.#setKey(false),
      'key.test': async () => ({ ok: true, sentence: 'The service takes this key.' }),
      ...this.exports.handlers((id) => this.#document(id).document),
    };
    return wrapped(handlers, (name, input) => {
      this.log.push({ name, input });
      const failure = this.#failures.get(name);
      if (failure) throw failure;
    });
  }

  #plan(id: string) {
    return { all: globalChoices(this.#settings), document: this.#plans.get(id) ?? NO_CHOICES };
  }

  #document(id: string) {
    const kept = this.#documents.get(id);
    if (!kept)
      throw new LecternError('document-missing', 'This document is no longer in the library. Add it again.');
    return kept;
  }

  /** In reading order. */
  #marksOf(id: string): Mark[] {
    return this.#marks
      .filter(({ document }) => document === id)
      .map(({ document: _, ...mark }) => mark)
      .sort(
        ({ position: a }, { position: b }) =>
          a.section - b.section || a.block - b.block || a.offset - b.offset,
      );
  }

  #take(document: FakeDocument): ImportResult {
    const known = this.#documents.get(idOf(document.summary.metadata.title));
    const id = known?.entry.id ?? this.add(document);
    this.emit('library.changed', {});
    return { ok: true, entry: this.#document(id).entry, alreadyThere: known !== undefined };
  }

  #queued(): LibraryEntry[] {
    return this.#queue.flatMap((id) => this.#documents.get(id)?.entry ?? []);
  }

  #requeue(how: (queue: readonly string[]) => readonly string[]): LibraryEntry[] {
    this.#queue = how(this.#queue);
    this.emit('queue.changed', {});
    return this.#queued();
  }

  #voices(): Voice[] {
    return this.#key && !this.#settings.preferOffline ? [...CLOUD, ...OFFLINE] : [...OFFLINE];
  }

  /** The service fails, or can be had again. */
  setTrouble(trouble: Partial<Pick<SpeechStatus, 'standingIn' | 'offer'>>): void {
    this.#trouble = { ...this.#trouble, ...trouble };
    this.emit('speech.status', this.#status());
  }

  #status() {
    const cloud = this.#key && !this.#settings.preferOffline && !this.#trouble.standingIn;
    return {
      server: cloud ? ('together' as const) : ('embedded' as const),
      notice: cloud ? null : NOTICE,
      state: 'ready' as const,
      error: null,
      ...this.#trouble,
    };
  }

  #keyStatus() {
    return {
      present: this.#key,
      source: this.#key ? ('stored' as const) : null,
      storage: 'file' as const,
      notice: 'It is kept in a file that only your account can read.',
    };
  }

  #setKey(present: boolean) {
    this.#key = present;
    this.emit('key.changed', this.#keyStatus());
    this.emit('speech.status', this.#status());
    return Promise.resolve(this.#keyStatus());
  }
}

const samePlace = (a: Pick<Mark, 'kind' | 'position'>, b: Pick<Mark, 'kind' | 'position'>): boolean =>
  a.kind === b.kind && JSON.stringify(a.position) === JSON.stringify(b.position);

/** Calls `before` ahead of every handler. */
function wrapped(handlers: Handlers, before: (name: CallName, input: unknown) => void): Handlers {
  return new Proxy(handlers, {
    get: (target, name: CallName) => async (input: never) => {
      before(name, input);
      return target[name](input);
    },
  });
}

/** 64 hexadecimal digits that belong to a title: not a hash worth the name, but the same every time. */
function idOf(title: string): string {
  let state = 0x811c9dc5;
  const digits: string[] = [];
  for (let round = 0; round < 8; round++) {
    for (const character of `${round}${title}`)
      state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    digits.push(state.toString(16).padStart(8, '0'));
  }
  return digits.join('');
}
