/** Valibot schemas of audiobook exports; see `core/audiobook/order.ts` for what each means. */
import * as v from 'valibot';
import { LEFT_OUT_REASONS } from '../core/audiobook/matter.ts';
import { EXPORT_FORMS, EXPORT_STATES } from '../core/audiobook/order.ts';
import { MP3_BITRATES, MP3_ENCODERS, MP3_RATES } from '../core/audiobook/types.ts';
import { documentId, errorPayload, voiceId } from './schemas.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const line = v.pipe(v.string(), v.maxLength(1000));
const list = <const S extends v.GenericSchema>(schema: S) => v.pipe(v.array(schema), v.readonly());
const year = v.nullable(v.pipe(v.string(), v.regex(/^\d{4}$/)));
const forms = v.pipe(v.array(v.picklist(EXPORT_FORMS)), v.minLength(1), v.maxLength(5), v.readonly());

export const exportId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/));

/** One row of what can be exported, with its figures for the voice that was asked about. */
export const exportRow = v.object({
  title: v.string(),
  depth: count,
  leftOut: v.nullable(v.picklist(LEFT_OUT_REASONS)),
  /** UTF-16 units that a voice is asked for, and of these what the store holds. */
  characters: count,
  stored: count,
  /** US dollars for what is not stored; null where a price is not known. */
  cost: v.nullable(v.number()),
});

export const exportOutline = v.object({
  rows: list(exportRow),
  tags: v.object({
    title: v.string(),
    authors: list(v.string()),
    narrator: v.string(),
    year: v.nullable(v.string()),
    hasCover: v.boolean(),
  }),
  /** Characters that a second of speech says, for minutes. */
  charactersPerSecond: v.number(),
  /** Where exports go if nothing else is chosen, absolute; null where the window is elsewhere and fetches them. */
  folder: v.nullable(v.string()),
});

const blockRange = v.object({ section: count, block: count, from: count, to: count });

export const exportOrder = v.object({
  documentId,
  what: v.variant('kind', [
    v.object({
      kind: v.literal('chapters'),
      chapters: v.pipe(
        v.array(v.object({ row: count, title: line })),
        v.minLength(1),
        v.maxLength(20_000),
        v.readonly(),
      ),
    }),
    v.object({
      kind: v.literal('selection'),
      title: line,
      ranges: v.pipe(v.array(blockRange), v.minLength(1), v.maxLength(20_000), v.readonly()),
    }),
  ]),
  voice: v.nullable(voiceId),
  forms,
  split: v.variant('kind', [
    v.object({ kind: v.literal('none') }),
    v.object({ kind: v.literal('chapter') }),
    v.object({
      kind: v.literal('duration'),
      minutes: v.pipe(v.number(), v.minValue(5), v.maxValue(1440)),
    }),
  ]),
  mp3: v.object({
    encoder: v.picklist(MP3_ENCODERS),
    rate: v.picklist(MP3_RATES),
    mode: v.variant('kind', [
      v.object({
        kind: v.literal('cbr'),
        kbps: v.pipe(
          v.number(),
          v.check((rate) => MP3_BITRATES.includes(rate)),
        ),
      }),
      v.object({
        kind: v.literal('vbr'),
        quality: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(9)),
      }),
    ]),
    loudness: v.nullable(v.pipe(v.number(), v.minValue(-31), v.maxValue(-12))),
  }),
  id3: v.picklist([3, 4]),
  tags: v.object({
    title: v.pipe(line, v.minLength(1)),
    authors: v.pipe(v.array(line), v.maxLength(50), v.readonly()),
    narrator: line,
    year,
    cover: v.boolean(),
  }),
  /** Absolute; null: where exports go if nothing else is chosen. */
  folder: v.nullable(v.pipe(line, v.minLength(1))),
  fileName: v.nullable(v.pipe(line, v.minLength(1))),
});

export const exportJob = v.object({
  id: exportId,
  createdAt: count,
  documentId,
  title: v.string(),
  folder: v.string(),
  forms: list(v.picklist(EXPORT_FORMS)),
  state: v.picklist(EXPORT_STATES),
  error: v.nullable(errorPayload),
  waiting: v.nullable(v.string()),
  segments: v.object({ done: count, all: count }),
  characters: v.object({ done: count, all: count, bought: count }),
  cost: v.nullable(v.number()),
  assembled: v.number(),
  secondsLeft: v.nullable(v.number()),
  files: list(v.string()),
});
