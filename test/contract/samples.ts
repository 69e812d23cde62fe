/** One right and one wrong input and output for every call, and payload for every event. */
import type {
  CallInput,
  CallName,
  CallOutput,
  EventName,
  EventPayload,
} from '../../electron/contract/table.ts';
import * as v from 'valibot';
import { settings as settingsSchema } from '../../electron/contract/schemas.ts';

export const id = 'a'.repeat(64);
const ticket = 'T'.repeat(22);
const position = { section: 1, block: 2, offset: 3, quote: 'Call me Ishmael.' };
const entry = {
  id,
  title: 'Moby-Dick',
  authors: ['Herman Melville'],
  format: 'epub',
  language: 'en',
  hasCover: false,
  addedAt: 1,
  openedAt: null,
  progress: 0.5,
  position,
} as const;
const newMark = { kind: 'bookmark', position, text: 'Call me Ishmael.', chapter: 'Loomings' } as const;
const mark = { id: 7, ...newMark, madeAt: 1 } as const;
const imported = { ok: true, entry, alreadyThere: false } as const;
const choices = {
  notes: 'after',
  kinds: { table: true },
  blocks: [{ section: 1, key: 'abc', kind: 'note', spoken: true }],
  language: 'de',
  margins: { top: 0.1, right: 0, bottom: 0.1, left: 0 },
} as const;
const voiceId = { server: 'embedded', model: 'espeak-ng', voice: 'en' } as const;
const voice = {
  ...voiceId,
  name: 'English',
  languages: ['en'],
  gender: null,
  wordTimes: true,
  offline: true,
  pricePerMillion: 0,
};
const speechStatus = {
  server: 'embedded',
  notice: null,
  state: 'idle',
  error: null,
  standingIn: true,
  offer: { to: 'together', sentence: 'Together AI can be reached again.' },
} as const;
const keyStatus = { present: false, source: null, storage: 'file', notice: null } as const;
const settings = v.getDefaults(settingsSchema);
const wholeSettings = v.parse(settingsSchema, settings);
const error = { kind: 'network', message: 'No network.', retryable: true, retryAfter: null } as const;

const nowPlaying = {
  phase: 'playing',
  document: { id, title: 'Moby-Dick', author: 'Herman Melville' },
  sentence: { text: 'Call me Ishmael.', word: [5, 7] as [number, number] },
  rate: 1,
  reason: null,
  error: null,
} as const;

const pillState = { sentence: 'The clipboard is empty.', offer: null } as const;
const hotkey = { command: 'read-clipboard', light: 'off', reason: 'Another program has it.' } as const;

const usageRow = {
  day: '2026-05-31',
  server: 'together',
  model: 'm',
  requests: 1,
  characters: 100,
  dollars: 0.01,
  unpriced: 0,
  failures: { network: 1 },
} as const;
const spread = { count: 1, p50: 2, p95: 3 };
const diagnostics = {
  at: 1,
  version: '0.1.0',
  program: 'fake',
  runtime: 'Node 24',
  speaking: 'embedded',
  servers: [{ server: 'embedded', state: 'ready', error: null, active: 0, queued: 0 }],
  key: { present: false, source: null, storage: 'file' },
  voices: { offered: 62, listedAt: null },
  workers: { started: 1, busy: 0, waiting: 0 },
  store: { hits: 1, misses: 1, chunks: 1, bytes: 1, capBytes: 2 },
  usage: { month: '2026-05', today: '2026-05-31', rows: [usageRow] },
  monthlyCap: null,
  firstAudio: {
    parts: { queue: spread, connect: spread, service: spread, window: spread, sound: null },
    total: null,
  },
  errors: [{ at: 1, where: 'speech by together', kind: 'network', sentence: null }],
} as const;

type Sample<K extends CallName> = {
  readonly input: CallInput<K>;
  readonly badInput: unknown;
  readonly output: CallOutput<K>;
  readonly badOutput: unknown;
};

const nothing = { input: undefined, badInput: { extra: 1 } } as const;
const noResult = { output: undefined, badOutput: 1 } as const;

const ofExport = { input: { id: 'export-1' }, badInput: { id: '../1' } } as const;
const exportOrder = {
  documentId: id,
  what: { kind: 'chapters', chapters: [{ row: 0, title: 'I' }] },
  voice: null,
  forms: ['mp3'],
  split: { kind: 'duration', minutes: 60 },
  mp3: { encoder: 'wasm', rate: 24_000, mode: { kind: 'cbr', kbps: 64 }, loudness: -18 },
  id3: 4,
  tags: { title: 'T', authors: ['A'], narrator: 'N', year: null, cover: true },
  folder: null,
  fileName: null,
} as const;
const exportJob = {
  ...{
    id: 'export-1',
    createdAt: 1,
    documentId: id,
    title: 'T',
    folder: '/home/reader',
    forms: ['mp3' as const],
  },
  ...{
    state: 'speaking' as const,
    error: null,
    waiting: 'Waiting 20 s.',
    cost: null,
    assembled: 0,
    secondsLeft: 7,
  },
  segments: { done: 1, all: 2 },
  characters: { done: 10, all: 20, bought: 10 },
  files: [],
};

export const callSamples: { readonly [K in CallName]: Sample<K> } = {
  'app.info': {
    ...nothing,
    output: {
      version: '0.1.0',
      program: 'fake',
      platform: 'linux',
      nativeOpenDialog: false,
      startDocument: null,
    },
    badOutput: { version: 1 },
  },
  'app.openLink': {
    input: { url: 'https://example.org/' },
    badInput: { url: 'file:///etc/passwd' },
    ...noResult,
  },
  'desktop.status': {
    ...nothing,
    output: { tray: 'shown', dock: false },
    badOutput: { tray: 'perhaps', dock: false },
  },
  'library.list': { ...nothing, output: [entry], badOutput: [{ ...entry, progress: 2 }] },
  'library.openDialog': { ...nothing, output: [imported], badOutput: [{ ok: 'perhaps' }] },
  'library.import': {
    input: { name: 'a.txt', bytes: 1 },
    badInput: { name: '', bytes: 1 },
    output: { ticket },
    badOutput: { ticket: 'short' },
  },
  'library.addText': {
    input: { text: 'Hello.' },
    badInput: { text: 5 },
    output: imported,
    badOutput: { ok: true },
  },
  'library.addAddress': {
    input: { address: 'https://example.org/a' },
    badInput: { address: '' },
    output: imported,
    badOutput: { ok: true },
  },
  'library.cancelAddress': {
    input: { address: 'https://example.org/a' },
    badInput: { address: 5 },
    ...noResult,
  },
  'library.addSample': {
    ...nothing,
    output: { ok: false, error },
    badOutput: { ok: false, error: 'no sample' },
  },
  'library.remove': { input: { id }, badInput: { id: '../../etc/passwd' }, ...noResult },
  'document.open': {
    input: { id },
    badInput: {},
    output: {
      entry,
      summary: {
        metadata: {
          format: 'epub',
          title: 'Moby-Dick',
          authors: [],
          language: null,
          publisher: null,
          date: null,
          description: null,
          identifier: null,
          cover: null,
        },
        toc: [{ title: 'Loomings', section: 0, anchor: null, children: [] }],
        sections: [{ title: null, weight: 10 }],
        warnings: [],
        pages: [{ width: 595, height: 842, label: 'iv' }],
      },
    },
    badOutput: { entry, summary: {} },
  },
  'document.section': {
    input: { id, index: 0 },
    badInput: { id, index: -1 },
    output: {
      index: 0,
      blocks: [
        {
          kind: 'paragraph',
          level: 0,
          marker: null,
          text: 'Call me Ishmael.',
          spans: [],
          language: null,
          spoken: true,
          reason: null,
          anchors: [],
          image: null,
          lines: [{ page: 0, from: 0, to: 16, x: 72, y: 100.5, width: 80, height: 10.5, stops: [[5, 95.2]] }],
        },
      ],
    },
    badOutput: { index: 0, blocks: [{}] },
  },
  'document.search': {
    input: { id, query: 'whale', limit: 200 },
    badInput: { id, query: 'whale', limit: 201 },
    output: {
      hits: [{ section: 0, block: 1, from: 4, to: 9, before: 'The ', match: 'whale', after: ' blew' }],
      more: false,
    },
    badOutput: { hits: [{ section: 0, block: 1 }], more: false },
  },
  'document.savePosition': {
    input: { id, position, progress: 0.25 },
    badInput: { id, position: { ...position, quote: 'q'.repeat(65) }, progress: 0.25 },
    ...noResult,
  },
  'document.marks': { input: { id }, badInput: {}, output: [mark], badOutput: [newMark] },
  'document.addMark': {
    input: { id, mark: newMark },
    badInput: { id, mark: { ...newMark, text: '' } },
    output: mark,
    badOutput: { ...mark, kind: 'dog-ear' },
  },
  'document.removeMark': { input: { id, mark: 7 }, badInput: { id, mark: 'all' }, ...noResult },
  'document.plan': {
    input: { id },
    badInput: {},
    output: choices,
    badOutput: { ...choices, notes: 'twice' },
  },
  'document.setPlan': {
    input: { id, choices },
    badInput: { id, choices: { ...choices, language: 'English, please' } },
    ...noResult,
  },
  'document.kinds': {
    input: { id },
    badInput: {},
    output: [{ kind: 'table', blocks: 3, spoken: 2, spokenAsFound: 0 }],
    badOutput: [{ kind: 'chair', blocks: 3, spoken: 2, spokenAsFound: 0 }],
  },
  'queue.list': { ...nothing, output: [entry], badOutput: [id] },
  'queue.add': {
    input: { ids: [id], at: null },
    badInput: { ids: [], at: null },
    output: [entry],
    badOutput: null,
  },
  'queue.remove': { input: { ids: [id] }, badInput: { ids: ['all'] }, output: [], badOutput: null },
  'queue.move': { input: { id, to: 0 }, badInput: { id, to: -1 }, output: [entry], badOutput: null },
  'speech.status': { ...nothing, output: speechStatus, badOutput: { ...speechStatus, state: 'angry' } },
  'speech.standIn': {
    input: { on: true },
    badInput: {},
    output: speechStatus,
    badOutput: { ...speechStatus, offer: { to: 'nobody', sentence: '' } },
  },
  'speech.voices': { ...nothing, output: [voice], badOutput: [voiceId] },
  'speech.voiceFor': { input: { language: 'en' }, badInput: {}, output: voice, badOutput: null },
  'speech.request': {
    input: {
      request: { ...voiceId, text: 'Hello.', language: 'en', pronunciation: [] },
      priority: 'live',
    },
    badInput: { request: { ...voiceId, text: '', language: 'en', pronunciation: [] }, priority: 'live' },
    output: {
      ticket,
      stored: true,
      spoken: { text: 'Hello.', pieces: [{ source: [0, 6], spoken: [0, 6], same: true }] },
    },
    badOutput: { ticket, stored: 'yes' },
  },
  'speech.storeUsage': { ...nothing, output: { bytes: 1, chunks: 1, capBytes: 2 }, badOutput: {} },
  'speech.clearStore': { ...nothing, ...noResult },
  'usage.month': {
    ...nothing,
    output: { month: '2026-05', today: '2026-05-31', rows: [usageRow] },
    badOutput: { month: '2026-05', today: '2026-05-31', rows: [{ ...usageRow, failures: { mood: 1 } }] },
  },
  'updates.look': {
    ...nothing,
    output: { available: true, found: { version: '1.2.3', url: 'https://example.com/v1.2.3' } },
    badOutput: { available: true, found: { version: '1.2.3', url: 'file:///etc/passwd' } },
  },
  'diagnostics.get': { ...nothing, output: diagnostics, badOutput: { ...diagnostics, firstAudio: null } },
  'diagnostics.heard': {
    input: { ticket, arrived: 12, sounded: null },
    badInput: { ticket, arrived: -1, sounded: null },
    ...noResult,
  },
  'player.tell': {
    input: nowPlaying,
    badInput: { ...nowPlaying, phase: 'dancing' },
    ...noResult,
  },
  'player.command': { input: { command: 'stop' }, badInput: { command: 'show-settings' }, ...noResult },
  'clipping.list': { ...nothing, output: [entry], badOutput: [{}] },
  'clipping.clear': { ...nothing, ...noResult },
  'clipping.keep': { input: { id }, badInput: { id: '../x' }, output: entry, badOutput: null },
  'pill.state': { ...nothing, output: pillState, badOutput: {} },
  'pill.act': { input: { action: 'leave' }, badInput: { action: 'write-clipboard' }, ...noResult },
  'hotkeys.status': { ...nothing, output: [hotkey], badOutput: [{ ...hotkey, light: 'green' }] },
  'hotkeys.suspend': { input: { on: true }, badInput: {}, ...noResult },
  'player.now': { ...nothing, output: nowPlaying, badOutput: { ...nowPlaying, rate: 9 } },
  'settings.get': { ...nothing, output: wholeSettings, badOutput: { theme: 'pink' } },
  'settings.set': {
    input: { theme: 'dark' },
    badInput: { rate: 40 },
    output: wholeSettings,
    badOutput: { rate: 0 },
  },
  'key.status': { ...nothing, output: keyStatus, badOutput: { present: true } },
  'key.set': { input: { key: 'k' }, badInput: { key: '   ' }, output: keyStatus, badOutput: undefined },
  'key.clear': { ...nothing, output: keyStatus, badOutput: undefined },
  'key.test': { ...nothing, output: { ok: true, sentence: 'It works.' }, badOutput: { ok: true } },
  'export.outline': {
    input: { id, voice: voiceId },
    badInput: { id, voice: 'af_heart' },
    output: {
      rows: [{ title: 'I', depth: 0, leftOut: 'cover', characters: 10, stored: 5, cost: null }],
      tags: { title: 'T', authors: ['A'], narrator: 'Heart', year: '1815', hasCover: true },
      charactersPerSecond: 15,
      folder: null,
    },
    badOutput: { rows: [{ title: 'I', leftOut: 'boring' }] },
  },
  'export.start': {
    input: exportOrder,
    badInput: { ...exportOrder, forms: [] },
    output: exportJob,
    badOutput: { ...exportJob, state: 'angry' },
  },
  'export.list': { ...nothing, output: [exportJob], badOutput: [{ id: 'x' }] },
  'export.pause': { ...ofExport, output: exportJob, badOutput: null },
  'export.resume': { ...ofExport, output: exportJob, badOutput: null },
  'export.remove': { ...ofExport, ...noResult },
  'export.chooseFolder': { ...nothing, output: '/home/reader', badOutput: 7 },
  'export.reveal': { ...ofExport, ...noResult },
};

type EventSample<K extends EventName> = { readonly payload: EventPayload<K>; readonly bad: unknown };

export const eventSamples: { readonly [K in EventName]: EventSample<K> } = {
  'document.read': { payload: { id, restart: true }, bad: { id } },
  'clipping.changed': { payload: {}, bad: null },
  'pill.changed': { payload: pillState, bad: { sentence: 1, offer: null } },
  'hotkeys.changed': { payload: [hotkey], bad: null },
  'library.changed': { payload: {}, bad: null },
  'player.now': { payload: nowPlaying, bad: { ...nowPlaying, sentence: 'Call me Ishmael.' } },
  'settings.changed': { payload: wholeSettings, bad: { theme: 'pink' } },
  'speech.status': { payload: speechStatus, bad: {} },
  'queue.changed': { payload: {}, bad: null },
  'speech.voicesChanged': { payload: {}, bad: null },
  'key.changed': { payload: keyStatus, bad: { key: 'secret' } },
  'export.changed': { payload: { id: 'x', job: exportJob }, bad: { id: 'x', job: { id: 'x' } } },
  'document.show': { payload: { id }, bad: { id: 'x' } },
  'document.marksChanged': { payload: { id }, bad: { mark: 7 } },
  'document.planChanged': { payload: { id, choices }, bad: { id, choices: {} } },
  'app.command': { payload: { command: 'stop' }, bad: { command: 'format-disk' } },
  'app.problem': { payload: { error }, bad: { error: null } },
};
