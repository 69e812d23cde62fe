/** Valibot schemas of what crosses between the window and the application. Types are derived from them, once. */
import * as v from 'valibot';
import { EXTRAS, LOUDNESS_CHOICES, PRESETS, SPLIT_CHOICES } from '../core/audiobook/choices.ts';
import { MP3_ENCODERS } from '../core/audiobook/types.ts';
import {
  BLOCK_KINDS,
  DOCUMENT_FORMATS,
  SKIP_REASONS,
  SPAN_KINDS,
  type TocEntry,
} from '../core/document/model.ts';
import { DECIDERS, MOST_BLOCK_CHOICES, NOTES_CHOICES, PLAN_KINDS } from '../core/document/plan.ts';
import { ERROR_KINDS } from '../core/errors.ts';
import { MARK_KINDS, MOST_CHAPTER, MOST_MARKED } from '../core/marks.ts';
import { parseChord } from '../core/shortcuts/chord.ts';
import { SHORTCUTS, type CommandName } from '../core/shortcuts/table.ts';
import { PRIORITIES, SERVERS } from '../core/speech/types.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const ratio = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const line = (most: number) => v.pipe(v.string(), v.maxLength(most));
const list = <const S extends v.GenericSchema>(schema: S) => v.pipe(v.array(schema), v.readonly());
/** Speed of playback: stretching, never synthesis (DESIGN: what must hold). */
export const playbackRate = v.pipe(v.number(), v.minValue(0.5), v.maxValue(4));

/** A document of the library: the SHA-256 of its bytes, in hexadecimal. */
export const documentId = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const errorPayload = v.object({
  kind: v.picklist(ERROR_KINDS),
  message: v.string(),
  retryable: v.boolean(),
  retryAfter: v.nullable(v.number()),
});

export const position = v.object({ section: count, block: count, offset: count, quote: line(64) });
export type Position = v.InferOutput<typeof position>;

export const metadata = v.object({
  format: v.picklist(DOCUMENT_FORMATS),
  title: v.string(),
  authors: list(v.string()),
  language: v.nullable(v.string()),
  publisher: v.nullable(v.string()),
  date: v.nullable(v.string()),
  description: v.nullable(v.string()),
  identifier: v.nullable(v.string()),
  cover: v.nullable(v.string()),
});

const tocEntry: v.GenericSchema<TocEntry> = v.object({
  title: v.string(),
  section: count,
  anchor: v.nullable(v.string()),
  children: v.pipe(v.array(v.lazy(() => tocEntry)), v.readonly()),
});

export const documentSummary = v.object({
  metadata,
  toc: list(tocEntry),
  sections: list(
    v.object({
      title: v.nullable(v.string()),
      weight: count,
      pages: v.exactOptional(v.pipe(v.tuple([count, count]), v.readonly())),
    }),
  ),
  warnings: list(v.string()),
  pages: v.exactOptional(list(v.object({ width: v.number(), height: v.number(), label: v.string() }))),
});

/** As in `core/document/model.ts`: points on the page as it is shown. */
const lineBox = v.object({
  page: count,
  from: count,
  to: count,
  x: v.number(),
  y: v.number(),
  width: v.number(),
  height: v.number(),
  stops: v.exactOptional(list(v.pipe(v.tuple([count, v.number()]), v.readonly()))),
});

export const block = v.object({
  kind: v.picklist(BLOCK_KINDS),
  level: count,
  marker: v.nullable(v.string()),
  text: v.string(),
  spans: list(
    v.object({ kind: v.picklist(SPAN_KINDS), from: count, to: count, href: v.exactOptional(v.string()) }),
  ),
  language: v.nullable(v.string()),
  spoken: v.boolean(),
  reason: v.nullable(v.picklist(SKIP_REASONS)),
  anchors: list(v.string()),
  image: v.nullable(v.string()),
  lines: v.exactOptional(list(lineBox)),
  planned: v.exactOptional(v.object({ kind: v.picklist(PLAN_KINDS), by: v.picklist(DECIDERS) })),
});
export const section = v.object({ index: count, blocks: list(block) });

/** Choices for kinds of blocks, as in `core/document/plan.ts`; so are the next two. */
export const kindChoices = v.record(v.picklist(PLAN_KINDS), v.boolean());
const pagePart = v.pipe(v.number(), v.minValue(0), v.maxValue(0.4));
export const documentChoices = v.object({
  notes: v.nullable(v.picklist(NOTES_CHOICES)),
  kinds: kindChoices,
  blocks: v.pipe(
    v.array(v.object({ section: count, key: line(40), kind: v.picklist(PLAN_KINDS), spoken: v.boolean() })),
    v.maxLength(MOST_BLOCK_CHOICES),
    v.readonly(),
  ),
  language: v.nullable(v.pipe(line(35), v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/))),
  margins: v.nullable(v.object({ top: pagePart, right: pagePart, bottom: pagePart, left: pagePart })),
});
/** A kind of block in a document: how many there are, and how many of them are spoken now, and by the reader alone. */
export const kindCount = v.object({
  kind: v.picklist(PLAN_KINDS),
  blocks: count,
  spoken: count,
  spokenAsFound: count,
});

/** A find in a block of a document, with what stands around it. */
export const searchHit = v.object({
  section: count,
  block: count,
  from: count,
  to: count,
  before: v.string(),
  match: v.string(),
  after: v.string(),
});
export type SearchHit = v.InferOutput<typeof searchHit>;

/** Offsets and lengths as in `core/marks.ts`. */
export const newMark = v.object({
  kind: v.picklist(MARK_KINDS),
  position,
  text: v.pipe(line(MOST_MARKED), v.minLength(1)),
  chapter: v.nullable(line(MOST_CHAPTER)),
});
/** Milliseconds since 1970. */
export const time = count;
export const markId = count;
export const mark = v.object({ id: markId, ...newMark.entries, madeAt: time });

/** A row of the library. Times are milliseconds since 1970. */
export const libraryEntry = v.object({
  id: documentId,
  title: v.string(),
  authors: list(v.string()),
  format: v.picklist(DOCUMENT_FORMATS),
  language: v.nullable(v.string()),
  hasCover: v.boolean(),
  addedAt: count,
  openedAt: v.nullable(count),
  /** The part of the document before `position`, by weight. */
  progress: ratio,
  position: v.nullable(position),
});
export type LibraryEntry = v.InferOutput<typeof libraryEntry>;

export const voiceId = v.object({ server: v.picklist(SERVERS), model: line(200), voice: line(400) });

export const voice = v.object({
  ...voiceId.entries,
  name: v.string(),
  languages: list(v.string()),
  gender: v.nullable(v.picklist(['female', 'male'])),
  wordTimes: v.boolean(),
  offline: v.boolean(),
  pricePerMillion: v.nullable(v.number()),
});

const range = v.pipe(v.tuple([count, count]), v.readonly());
/** What the voice says for a chunk, and which characters of it each piece says (`core/normalise`). */
export const spokenText = v.object({
  text: v.string(),
  pieces: list(v.object({ source: range, spoken: range, same: v.boolean() })),
});

export const speechRequest = v.object({
  ...voiceId.entries,
  /** One chunk: `core/text` makes at most 297 characters of it; the bound here only keeps nonsense out. */
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(5000)),
  language: line(35),
  pronunciation: list(line(400)),
});

/** A person's own keys, by command, as `chordText` writes them. An empty list: the command has none. */
export const shortcuts = v.record(
  v.picklist(SHORTCUTS.map(({ command }) => command)),
  v.pipe(
    v.array(
      v.pipe(
        line(40),
        v.check((text) => parseChord(text) !== null),
      ),
    ),
    v.maxLength(4),
    v.readonly(),
  ),
);

/** Of a network proxy: `http://HOST:PORT`, perhaps with `NAME:PASSWORD@` before the host. */
export const proxyAddress = v.pipe(line(500), v.url(), v.regex(/^https?:\/\/[^\s]+$/i));

export const audiobookChoices = v.object({
  preset: v.optional(v.picklist(PRESETS), 'standard'),
  split: v.optional(v.picklist(SPLIT_CHOICES), 'none'),
  extras: v.optional(v.pipe(v.array(v.picklist(EXTRAS)), v.maxLength(EXTRAS.length), v.readonly()), []),
  encoder: v.optional(v.picklist(MP3_ENCODERS), 'wasm'),
  loudness: v.optional(v.picklist(LOUDNESS_CHOICES), 'audiobook'),
  /** ID3 version 2.3, for players that do not know 2.4. */
  oldTags: v.optional(v.boolean(), false),
});
export type AudiobookChoices = v.InferOutput<typeof audiobookChoices>;

export const WRITE_OUT = ['automatic', 'always', 'never'] as const;

export const PAGE_VIEWS = ['text', 'page', 'both'] as const;
export type PageView = (typeof PAGE_VIEWS)[number];

/** Everything that a person can set and that is no secret. Defaults are the fallbacks: an empty object is valid. */
export const settings = v.object({
  theme: v.optional(v.picklist(['system', 'light', 'dark']), 'system'),
  /** Pixels of the reader's body text. */
  textSize: v.optional(v.pipe(v.number(), v.minValue(12), v.maxValue(40)), 19),
  /** Characters of the reader's measure. */
  measure: v.optional(v.pipe(v.number(), v.minValue(40), v.maxValue(100)), 66),
  lineHeight: v.optional(v.pipe(v.number(), v.minValue(1.2), v.maxValue(2.2)), 1.6),
  font: v.optional(v.picklist(['serif', 'sans']), 'serif'),
  highlightWord: v.optional(v.boolean(), true),
  highlightSentence: v.optional(v.boolean(), true),
  /** What is shown of documents that have pages; both only where the window is wide enough. */
  pageView: v.optional(v.picklist(PAGE_VIEWS), 'text'),
  rate: v.optional(playbackRate, 1),
  volume: v.optional(ratio, 1),
  /** Pauses at rate 1, in seconds, after a sentence, a paragraph and a heading; divided by the rate. */
  pauseSentence: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(3)), 0.25),
  pauseParagraph: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(5)), 0.6),
  pauseHeading: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(5)), 1),
  /** One sentence at a time: see `renderer/player/study.ts`. */
  studyMode: v.optional(v.boolean(), false),
  studyTimes: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(10)), 2),
  /** Speed of a repetition, as a part of the first hearing's. */
  studySlower: v.optional(v.pipe(v.number(), v.minValue(0.5), v.maxValue(1)), 0.8),
  /** Real seconds between two hearings. */
  studyPause: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(10)), 1),
  studyStops: v.optional(v.boolean(), true),
  /** The chosen voice of each server; null: by the document's language. */
  voice: v.optional(v.nullable(voiceId), null),
  /** Numbers and abbreviations written out before they are spoken: for voices that need it, for all, for none. */
  writeOut: v.optional(v.picklist(WRITE_OUT), 'automatic'),
  /** Emoji by their names; else they are not spoken. */
  speakEmoji: v.optional(v.boolean(), true),
  /** Another language in a document is read by a voice of that language. */
  voiceFollows: v.optional(v.boolean(), true),
  /** The embedded voice even though a key is there. */
  preferOffline: v.optional(v.boolean(), false),
  /** Between this machine and the service; null: what the environment names, if anything. */
  proxy: v.optional(v.nullable(proxyAddress), null),
  storeCapBytes: v.optional(count, 2_000_000_000),
  /** US dollars that speech may cost in a month; null: as much as it does. */
  monthlyCap: v.optional(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(10_000))), null),
  reopenLast: v.optional(v.boolean(), true),
  /** An icon in the desktop's panel; closing the window then hides it, and the voice goes on. */
  tray: v.optional(v.boolean(), true),
  closeToTray: v.optional(v.boolean(), true),
  startAtLogin: v.optional(v.boolean(), false),
  /** By the system, while the window is hidden: when an audiobook is ready, or has failed. */
  notifications: v.optional(v.boolean(), true),
  /** The machine does not fall asleep while Lectern speaks or makes an audiobook. */
  keepAwake: v.optional(v.boolean(), true),
  /** The last clippings stay in the library's folder, to be opened again. */
  keepClippings: v.optional(v.boolean(), true),
  /** The last choices for an audiobook. */
  audiobook: v.optional(audiobookChoices, {}),
  /** What is read, where a document's own plan says nothing else: notes, and kinds of blocks against the reader's judgement. */
  readNotes: v.optional(v.picklist(NOTES_CHOICES), 'skip'),
  readKinds: v.optional(kindChoices, {}),
  /** Once a day, whether there is a new version. */
  lookForUpdates: v.optional(v.boolean(), false),
  shortcuts: v.optional(shortcuts, {}),
});
export type Settings = v.InferOutput<typeof settings>;
export const settingsPatch = v.partial(
  v.object(
    Object.fromEntries(Object.entries(settings.entries).map(([key, schema]) => [key, schema.wrapped])) as {
      [K in keyof typeof settings.entries]: (typeof settings.entries)[K]['wrapped'];
    },
  ),
);

/** About the key, never the key. */
export const keyStatus = v.object({
  present: v.boolean(),
  source: v.nullable(v.picklist(['environment', 'stored'])),
  /** Where a key would be kept here: the system's protected storage, a file of its owner alone, or nowhere. */
  storage: v.picklist(['system', 'file', 'none']),
  /** What the person should know of it, or null: "Kept in a file that only your account can read." */
  notice: v.nullable(v.string()),
});

/** Who speaks now. */
export const speechStatus = v.object({
  server: v.picklist(SERVERS),
  /** For the notice line: null, or a sentence such as "This is the offline voice. …". */
  notice: v.nullable(v.string()),
  state: v.picklist(['idle', 'connecting', 'ready', 'waiting', 'failed']),
  error: v.nullable(errorPayload),
  /** The embedded voice speaks in the place of the service, for this session, as the person said. */
  standingIn: v.boolean(),
  /** Another server that the person should be asked about now, with the sentence to ask by; answered by `speech.standIn`. */
  offer: v.nullable(v.object({ to: v.picklist(SERVERS), sentence: v.string() })),
});
export type SpeechStatus = v.InferOutput<typeof speechStatus>;

export const priority = v.picklist(PRIORITIES);

/** Of the web, as a person typed it; whether it is one, the host finds out. */
export const address = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4096));

/** Commands that come from outside the window: menu, tray, hotkeys, command line. */
export const APP_COMMANDS = [
  'open-file',
  'open-address',
  'paste',
  'show-library',
  'show-settings',
  'show-shortcuts',
  'find',
  'show-plan',
  'export',
  'show-exports',
  'show-bookmarks',
  'toggle-bookmark',
  'mark-sentence',
  'show-queue',
  'next-document',
  'study-mode',
  'play-pause',
  'pause',
  'stop',
  'next-sentence',
  'previous-sentence',
  'next-paragraph',
  'previous-paragraph',
  'faster',
  'slower',
  'text-larger',
  'text-smaller',
  'text-reset',
] as const satisfies readonly CommandName[];
