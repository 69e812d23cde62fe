/**
 * The contract between the window and the application: every call and every event, declared once.
 * Main, preload, web program, renderer and fake are derived from this table; nothing else crosses.
 *
 * Bulk data goes beside it, by `fetch` on the page's own origin:
 * - `GET  speech/<ticket>`                 frames of `core/speech/frames.ts`; aborting it cancels the chunk
 * - `PUT  upload/<ticket>`                 a file's bytes; answers the `ImportResult` of `library.import` as JSON
 * - `GET  document/<id>/resource/<name>`   an image of a document (name percent-encoded)
 * - `GET  document/<id>/file`              the file itself, whole or by a `Range`, of formats that the window draws (PDF)
 * - `GET  cover/<id>`                      the cover of a document in the library
 * - `GET  export/<id>/<n>`                 a finished file of an export, by its place in `files`
 */
import * as v from 'valibot';
import { MOST_QUEUED } from '../core/queue.ts';
import * as d from './desktop-schemas.ts';
import * as c from './clipping-schemas.ts';
import * as e from './export-schemas.ts';
import * as n from './numbers.ts';
import * as p from './player-schemas.ts';
import * as s from './schemas.ts';

const nothing = v.undefined();
const entry = v.object({ id: s.documentId });
const call = <I extends v.GenericSchema, O extends v.GenericSchema>(input: I, output: O) => ({
  input,
  output,
});

const queued = v.pipe(v.array(s.documentId), v.minLength(1), v.maxLength(MOST_QUEUED));

/** A ticket is unguessable, good once, and for thirty seconds. */
const ticket = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22,}$/));

export const importResult = v.variant('ok', [
  v.object({ ok: v.literal(true), entry: s.libraryEntry, alreadyThere: v.boolean() }),
  v.object({ ok: v.literal(false), error: s.errorPayload }),
]);

export const calls = {
  /** What this program is and can. */
  'app.info': call(
    nothing,
    v.object({
      version: v.string(),
      program: v.picklist(['electron', 'web', 'command-line', 'fake']),
      platform: v.picklist(['darwin', 'win32', 'linux']),
      nativeOpenDialog: v.boolean(),
      /** The document to show at start: from the command line, else the last one if that is wanted; else null. */
      startDocument: v.nullable(s.documentId),
    }),
  ),
  /** The newest version where it is newer than this one; null without the setting too, which asks nobody. */
  'updates.look': call(
    nothing,
    v.object({
      /** Whether there is anybody to ask: otherwise the setting is not shown. */
      available: v.boolean(),
      found: v.nullable(
        v.object({ version: v.string(), url: v.pipe(v.string(), v.url(), v.regex(/^https:/)) }),
      ),
    }),
  ),
  'app.openLink': call(v.object({ url: v.pipe(v.string(), v.url(), v.regex(/^https?:/)) }), nothing),

  /** Null where there is no desktop to live in: in the web program. */
  'desktop.status': call(nothing, v.nullable(d.desktopStatus)),

  'library.list': call(nothing, v.array(s.libraryEntry)),
  /** The system's own dialog, where `nativeOpenDialog`; an empty list when the person cancelled. */
  'library.openDialog': call(nothing, v.array(importResult)),
  /** Announces a file; its bytes follow by `PUT upload/<ticket>`. */
  'library.import': call(
    v.object({
      name: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)),
      bytes: v.pipe(v.number(), v.minValue(0)),
    }),
    v.object({ ticket }),
  ),
  /** Pasted text becomes a document. At most 8 million UTF-16 units: what lies above is refused with a sentence. */
  'library.addText': call(v.object({ text: v.string() }), importResult),
  /** What is at a web address becomes a document, kept like any file. It may take a minute. */
  'library.addAddress': call(v.object({ address: s.address }), importResult),
  /** Gives up what is being fetched from this address, if anything is: it answers as `cancelled`. */
  'library.cancelAddress': call(v.object({ address: s.address }), nothing),
  'library.addSample': call(nothing, importResult),
  'library.remove': call(entry, nothing),

  /** What is read after the document that is open, the next first; so answer the three that follow. */
  'queue.list': call(nothing, v.array(s.libraryEntry)),
  /** One that is there already comes to the new place. `at`: of the first; null: behind all. */
  'queue.add': call(
    v.object({ ids: queued, at: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))) }),
    v.array(s.libraryEntry),
  ),
  'queue.remove': call(v.object({ ids: queued }), v.array(s.libraryEntry)),
  'queue.move': call(
    v.object({ id: s.documentId, to: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
    v.array(s.libraryEntry),
  ),

  'document.open': call(entry, v.object({ entry: s.libraryEntry, summary: s.documentSummary })),
  'document.section': call(
    v.object({ id: s.documentId, index: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
    s.section,
  ),
  /**
   * Plain text, whatever its case and accents; hits in reading order, `from` and `to` as UTF-16 offsets into the block's
   * text. A newer search ends one under way: it fails as `cancelled`.
   */
  'document.search': call(
    v.object({
      id: s.documentId,
      query: v.pipe(v.string(), v.maxLength(200)),
      limit: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(200)),
    }),
    v.object({ hits: v.array(s.searchHit), more: v.boolean() }),
  ),
  /** Durable when it returns. `progress` is reckoned by the window, which knows the weights. */
  'document.savePosition': call(
    v.object({
      id: s.documentId,
      position: s.position,
      progress: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
    }),
    nothing,
  ),
  /** Bookmarks and marked sentences in reading order, where they stand now: found again by their quotes if they have to be. */
  'document.marks': call(entry, v.array(s.mark)),
  /** Durable when it returns. `madeAt`: of a mark that is put back; else it is made now. */
  'document.addMark': call(
    v.object({ id: s.documentId, mark: s.newMark, madeAt: v.exactOptional(s.time) }),
    s.mark,
  ),
  /** Nothing happens where there is no such mark any more. */
  'document.removeMark': call(v.object({ id: s.documentId, mark: s.markId }), nothing),

  /** What was chosen for the reading of this document. */
  'document.plan': call(entry, s.documentChoices),
  /** Durable when it returns; from then on sections, searches and exports follow it. */
  'document.setPlan': call(v.object({ id: s.documentId, choices: s.documentChoices }), nothing),
  /** The kinds of blocks that it has. Reads the whole document. */
  'document.kinds': call(entry, v.array(s.kindCount)),

  'speech.status': call(nothing, s.speechStatus),
  /** Lets the embedded voice speak in the place of the service until this is taken back, or the program ends. */
  'speech.standIn': call(v.object({ on: v.boolean() }), s.speechStatus),
  'speech.voices': call(nothing, v.array(s.voice)),
  /** The voice that reads this language under the present settings and key. */
  'speech.voiceFor': call(
    // `document`: the document's language, where the text's may be that of a passage in it.
    v.object({ language: v.nullable(v.string()), document: v.optional(v.nullable(v.string())) }),
    s.voice,
  ),
  /** Asks for a chunk; its audio follows by `GET speech/<ticket>`. `stored`: it will ask nothing of the server. */
  'speech.request': call(
    v.object({ request: s.speechRequest, priority: s.priority }),
    // `spoken`: what the voice was given, where that is not the text itself.
    v.object({ ticket, stored: v.boolean(), spoken: v.nullable(s.spokenText) }),
  ),
  'speech.storeUsage': call(
    nothing,
    v.object({ bytes: v.number(), chunks: v.number(), capBytes: v.number() }),
  ),
  'speech.clearStore': call(nothing, nothing),

  /** What speech cost this month, by day and model. */
  'usage.month': call(nothing, n.usageMonth),
  /** How the program fares; nothing in it is a secret, a document's or a path. */
  'diagnostics.get': call(nothing, n.diagnostics),
  /**
   * The window's part of the way to the sound, for a chunk by its ticket; in milliseconds, null where it is not said now.
   * `arrived`: from asking for the chunk to its first audio here; `sounded`: from there to the first sample heard, only
   * where a listener waited for it.
   */
  'diagnostics.heard': call(
    v.object({
      ticket,
      arrived: v.nullable(v.pipe(v.number(), v.minValue(0))),
      sounded: v.nullable(v.pipe(v.number(), v.minValue(0))),
    }),
    nothing,
  ),

  /** By the window of the player: what it does now. Everybody hears of it by `player.now`. */
  'player.tell': call(p.nowPlaying, nothing),
  'player.now': call(nothing, p.nowPlaying),
  /** To the window of the player, from any other. */
  'player.command': call(v.object({ command: v.picklist(c.PLAYER_COMMANDS) }), nothing),

  /** What was copied and read with the hotkey, the newest first; none where nothing is kept. */
  'clipping.list': call(nothing, v.array(s.libraryEntry)),
  'clipping.clear': call(nothing, nothing),
  /** Puts a clipping among the documents of the library. */
  'clipping.keep': call(entry, s.libraryEntry),
  'pill.state': call(nothing, c.pillState),
  /** Nothing happens where there is no pill. */
  'pill.act': call(v.object({ action: v.picklist(c.PILL_ACTIONS) }), nothing),
  /** The keys that work in every program; null where there can be none. */
  'hotkeys.status': call(nothing, v.nullable(v.array(c.hotkeyState))),
  /** While a key is recorded, none of them may act. */
  'hotkeys.suspend': call(v.object({ on: v.boolean() }), nothing),

  'settings.get': call(nothing, s.settings),
  'settings.set': call(s.settingsPatch, s.settings),

  'key.status': call(nothing, s.keyStatus),
  /** Write-only: no call or event ever gives the key back. */
  'key.set': call(
    v.object({ key: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(512)) }),
    s.keyStatus,
  ),
  'key.clear': call(nothing, s.keyStatus),
  /** Asks the service whether it takes the key, without buying speech. */
  'key.test': call(nothing, v.object({ ok: v.boolean(), sentence: v.string() })),

  /** A document's chapters as they can be exported, with the figures for this voice; null: by the language. */
  'export.outline': call(v.object({ id: s.documentId, voice: v.nullable(s.voiceId) }), e.exportOutline),
  /** The same order again goes on with the export that there is. */
  'export.start': call(e.exportOrder, e.exportJob),
  'export.list': call(nothing, v.array(e.exportJob)),
  'export.pause': call(v.object({ id: e.exportId }), e.exportJob),
  'export.resume': call(v.object({ id: e.exportId }), e.exportJob),
  /** Stops it and forgets it; files that are finished stay. */
  'export.remove': call(v.object({ id: e.exportId }), nothing),
  /** The system's dialog for a folder; null when the person cancelled, or where there is none. */
  'export.chooseFolder': call(nothing, v.nullable(v.string())),
  /** Shows the export's files in the system's file manager, where there is one. */
  'export.reveal': call(v.object({ id: e.exportId }), nothing),
} as const;

export const events = {
  'library.changed': v.object({}),
  /** `queue.list` has another answer than before. */
  'queue.changed': v.object({}),
  'settings.changed': s.settings,
  'player.now': p.nowPlaying,
  'speech.status': s.speechStatus,
  /** `speech.voices` has another answer than before. */
  'speech.voicesChanged': v.object({}),
  'key.changed': s.keyStatus,
  /** `job` null: it was removed. Comes a few times a second while one is at work. */
  'export.changed': v.object({ id: e.exportId, job: v.nullable(e.exportJob) }),
  /** Show this document: a file given to the running program. */
  'document.show': entry,
  /** Read this document aloud, whether or not a window is seen. `restart`: from its beginning. */
  'document.read': v.object({ id: s.documentId, restart: v.boolean() }),
  'clipping.changed': v.object({}),
  'pill.changed': c.pillState,
  'hotkeys.changed': v.array(c.hotkeyState),
  /** The marks of this document are others now: whoever shows them asks anew. */
  'document.marksChanged': entry,
  /** What was chosen for the reading of this document is something else now: whoever holds its sections asks anew. */
  'document.planChanged': v.object({ id: s.documentId, choices: s.documentChoices }),
  'app.command': v.object({ command: v.picklist(s.APP_COMMANDS) }),
  /** Something went wrong outside a call. */
  'app.problem': v.object({ error: s.errorPayload }),
} as const;

/** What a caller hands over is only read. */
type Frozen<T> = T extends readonly (infer E)[]
  ? readonly Frozen<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

export type CallName = keyof typeof calls;
export type CallInput<K extends CallName> = Frozen<v.InferInput<(typeof calls)[K]['input']>>;
export type CallOutput<K extends CallName> = v.InferOutput<(typeof calls)[K]['output']>;
export type EventName = keyof typeof events;
export type EventPayload<K extends EventName> = v.InferOutput<(typeof events)[K]>;
export type ImportResult = v.InferOutput<typeof importResult>;

/** What the host implements: inputs arrive checked. */
export type Handlers = {
  readonly [K in CallName]: (input: v.InferOutput<(typeof calls)[K]['input']>) => Promise<CallOutput<K>>;
};

/** What the window uses. A failure rejects with a `LecternError`. */
export interface LecternApi {
  call<K extends CallName>(
    name: K,
    ...input: undefined extends CallInput<K> ? [] : [CallInput<K>]
  ): Promise<CallOutput<K>>;
  /** @returns the function that ends the subscription. */
  on<K extends EventName>(name: K, listener: (payload: EventPayload<K>) => void): () => void;
}

/** How a call's outcome crosses a boundary that cannot carry an Error. */
export type CallReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: v.InferOutput<typeof s.errorPayload> };
