/**
 * How the program fares, to be looked at and to be handed to somebody who helps. It holds numbers, names of models and
 * sentences of this program; never a key, a document's text or title, or a path (`recent-errors.ts`).
 */
import type { KeyStatus } from './keys.ts';
import type { RecentError } from './recent-errors.ts';
import type { ServerStatus } from './speech/server.ts';
import { AUDIO_PARTS, type AudioPart, type FirstAudioSummary, type Spread } from './speech/first-audio.ts';
import { totalOf, totalsByModel, type UsageRow, type UsageTotal } from './speech/usage.ts';
import type { ServerName } from './speech/types.ts';

export interface Diagnostics {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly version: string;
  readonly program: string;
  /** "Node 24.21.0 on linux-x64" */
  readonly runtime: string;
  /** Who speaks now. */
  readonly speaking: ServerName;
  readonly servers: readonly ServerHealth[];
  readonly key: Pick<KeyStatus, 'present' | 'source' | 'storage'>;
  readonly voices: {
    readonly offered: number;
    /** When the service listed its voices, in milliseconds since 1970; null: the program's own list stands alone. */
    readonly listedAt: number | null;
  };
  /** Of the embedded voice. */
  readonly workers: WorkerState;
  readonly store: {
    /** Chunks since the program started that were stored, and that were not. */
    readonly hits: number;
    readonly misses: number;
    readonly chunks: number;
    readonly bytes: number;
    readonly capBytes: number;
  };
  readonly usage: { readonly month: string; readonly today: string; readonly rows: readonly UsageRow[] };
  /** US dollars. */
  readonly monthlyCap: number | null;
  readonly firstAudio: FirstAudioSummary;
  readonly errors: readonly RecentError[];
}

export interface ServerHealth {
  readonly server: ServerName;
  readonly state: ServerStatus['state'];
  readonly error: RecentError['kind'] | null;
  readonly active: number;
  readonly queued: number;
}

export interface WorkerState {
  readonly started: number;
  readonly busy: number;
  /** Utterances that wait for a worker. */
  readonly waiting: number;
}

export const PART_NAMES: Readonly<Record<AudioPart, string>> = {
  queue: 'Waiting in the queue',
  connect: 'Connecting',
  service: 'The voice server',
  window: 'On the way to the window',
  sound: 'From the window to the sound',
};

/** "40 ms" below a second, "1.25 s" above. */
export function durationText(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}

/** "$0.0123" where it is little and no whole cents, so that a page is not said to cost nothing; "$1.23" else. */
export function costText(dollars: number): string {
  // What was given back can leave the last bits of a sum.
  const cents = Math.abs(dollars) < 1e-9 ? 0 : dollars * 100;
  const whole = Math.abs(cents - Math.round(cents)) < 1e-6;
  return `$${(cents / 100).toFixed(whole || cents >= 10 ? 2 : 4)}`;
}

/** The cost of a total in words: what has a price, and how much has none. */
export function totalCostText({ dollars, unpriced, characters }: UsageTotal): string {
  if (unpriced === 0) return costText(dollars);
  return unpriced === characters ? 'price unknown' : `${costText(dollars)} + price unknown`;
}

/** The whole as plain text, for a clipboard or a terminal. */
export function diagnosticsText(d: Diagnostics): string {
  const total = totalOf(d.usage.rows);
  const lines = [
    `Lectern ${d.version} (${d.program}), ${d.runtime}`,
    new Date(d.at).toISOString(),
    '',
    `Speaking: ${d.speaking}`,
    ...d.servers.map(
      ({ server, state, error, active, queued }) =>
        `  ${server}: ${state}${error ? ` (${error})` : ''}, ${active} under way, ${queued} queued`,
    ),
    `Key: ${d.key.present ? `there (${d.key.source ?? 'unknown'})` : 'none'}; kept in: ${d.key.storage}`,
    `Voices: ${d.voices.offered}; the service's list: ${listText(d.voices.listedAt)}`,
    `Voice workers: ${d.workers.started} started, ${d.workers.busy} busy, ${d.workers.waiting} waiting`,
    `Stored speech: ${d.store.chunks} passages, ${d.store.bytes} of ${d.store.capBytes} bytes; since the start ${d.store.hits} found, ${d.store.misses} not`,
    '',
    `Month ${d.usage.month}: ${totalText(total)}; limit: ${d.monthlyCap === null ? 'none' : costText(d.monthlyCap)}`,
    ...totalsByModel(d.usage.rows).map(
      (one) => `  ${one.server} ${one.model}: ${totalText(one)}${failuresText(one.failures)}`,
    ),
    '',
    'Time to the first audio (median, 95 %, chunks):',
    ...AUDIO_PARTS.map((part) => `  ${PART_NAMES[part]}: ${spreadText(d.firstAudio.parts[part])}`),
    `  In all: ${spreadText(d.firstAudio.total)}`,
    '',
    d.errors.length === 0 ? 'Errors: none since the start' : 'Errors, the newest first:',
    ...d.errors.map(
      ({ at, where, kind, sentence }) =>
        `  ${new Date(at).toISOString()} ${where}: ${kind}${sentence === null ? '' : `: ${sentence}`}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

const totalText = (total: UsageTotal) =>
  `${total.characters} characters, ${total.requests} requests, ${totalCostText(total)}`;

const listText = (listedAt: number | null) =>
  listedAt === null ? 'not fetched' : new Date(listedAt).toISOString();

const spreadText = (spread: Spread | null) =>
  spread === null ? '–' : `${durationText(spread.p50)}, ${durationText(spread.p95)}, ${spread.count}`;

function failuresText(failures: UsageRow['failures']): string {
  const listed = Object.entries(failures).map(([kind, count]) => `${kind} ${count}`);
  return listed.length === 0 ? '' : `; failed: ${listed.join(', ')}`;
}
