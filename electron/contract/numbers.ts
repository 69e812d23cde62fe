/** Schemas of the numbers for the person: what speech cost, and how the program fares. */
import * as v from 'valibot';
import type { Diagnostics } from '../core/diagnostics.ts';
import { ERROR_KINDS } from '../core/errors.ts';
import { SERVERS } from '../core/speech/types.ts';
import type { UsageRow } from '../core/speech/usage.ts';

const list = <const S extends v.GenericSchema>(schema: S) => v.pipe(v.array(schema), v.readonly());
const count = v.pipe(v.number(), v.minValue(0));

export const usageRow: v.GenericSchema<UsageRow> = v.object({
  day: v.string(),
  server: v.picklist(SERVERS),
  model: v.string(),
  requests: v.number(),
  characters: v.number(),
  dollars: v.number(),
  unpriced: v.number(),
  failures: v.record(v.picklist(ERROR_KINDS), v.number()),
});

/** One month of `core/speech/usage.ts`. */
export const usageMonth = v.object({ month: v.string(), today: v.string(), rows: list(usageRow) });

const spread = v.nullable(v.object({ count, p50: count, p95: count }));

export const diagnostics: v.GenericSchema<Diagnostics> = v.object({
  at: v.number(),
  version: v.string(),
  program: v.string(),
  runtime: v.string(),
  speaking: v.picklist(SERVERS),
  servers: list(
    v.object({
      server: v.picklist(SERVERS),
      state: v.picklist(['idle', 'connecting', 'ready', 'waiting', 'failed']),
      error: v.nullable(v.picklist(ERROR_KINDS)),
      active: count,
      queued: count,
    }),
  ),
  key: v.object({
    present: v.boolean(),
    source: v.nullable(v.picklist(['environment', 'stored'])),
    storage: v.picklist(['system', 'file', 'none']),
  }),
  voices: v.object({ offered: count, listedAt: v.nullable(v.number()) }),
  workers: v.object({ started: count, busy: count, waiting: count }),
  store: v.object({ hits: count, misses: count, chunks: count, bytes: count, capBytes: count }),
  usage: usageMonth,
  monthlyCap: v.nullable(v.number()),
  firstAudio: v.object({
    parts: v.object({ queue: spread, connect: spread, service: spread, window: spread, sound: spread }),
    total: spread,
  }),
  errors: list(
    v.object({
      at: v.number(),
      where: v.string(),
      kind: v.picklist(ERROR_KINDS),
      sentence: v.nullable(v.string()),
    }),
  ),
});
