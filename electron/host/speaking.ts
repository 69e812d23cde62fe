/**
 * How a chunk is spoken: from the store where it was heard before, else in its turn by its server, and then kept. What
 * is asked of a server is counted and measured on the way, below the store and the queue.
 */
import type { Settings } from '../contract/schemas.ts';
import type { RecentErrors } from '../core/recent-errors.ts';
import { FirstAudio } from '../core/speech/first-audio.ts';
import { meteredSpeaker } from '../core/speech/metered-speaker.ts';
import { createScheduler, type Outcome, type Scheduler } from '../core/speech/scheduler.ts';
import { createStoredSpeech, keepingSpeaker, type KeepingSpeaker } from '../core/speech/stored-speaker.ts';
import { SERVERS, type ServerName, type Speaker } from '../core/speech/types.ts';
import type { Ports } from './ports.ts';

/** One server's queue with the store around it. */
export type StoredSpeaker = Pick<Scheduler, 'speak'> & Pick<KeepingSpeaker, 'kept'>;

export interface Speaking {
  readonly speakers: Readonly<Record<ServerName, StoredSpeaker>>;
  readonly firstAudio: FirstAudio;
  load(server: ServerName): Scheduler['load'];
  /** Chunks that were asked for since the start, and were stored or not. */
  readonly stored: { readonly hits: number; readonly misses: number };
}

interface Needs extends Pick<Ports, 'servers' | 'store' | 'usage' | 'clock' | 'calendar' | 'random'> {
  readonly settings: () => Settings;
  readonly errors: RecentErrors;
}

/**
 * One queue for each server, the store above and below it.
 * @param onOutcome Told how every try with the service went.
 */
export function createSpeaking(
  needs: Needs,
  report: (error: unknown) => void,
  onOutcome: (outcome: Outcome) => void,
): Speaking {
  const { servers, store, usage, clock, calendar, random, settings, errors } = needs;
  const firstAudio = new FirstAudio(clock);
  const stored = { hits: 0, misses: 0 };

  const countedStore: Pick<Ports['store'], 'get'> = {
    async get(request) {
      const found = await store.get(request);
      stored[found ? 'hits' : 'misses']++;
      return found;
    },
  };
  const counted = (speaker: Speaker) =>
    meteredSpeaker(speaker, {
      ledger: usage,
      today: () => calendar.today(),
      monthlyCap: () => settings().monthlyCap,
      onProblem: report,
    });
  const keepers = mapServers((server) =>
    keepingSpeaker(firstAudio.measured(counted(noting(servers[server], server, errors))), store, report),
  );
  const queues = mapServers((server) => {
    const hear = server === 'together' ? { onOutcome } : {};
    const { atOnce } = servers[server];
    return createScheduler({ speaker: keepers[server], clock, random, atOnce, ...hear });
  });

  return {
    speakers: mapServers((server) => {
      const speech = createStoredSpeech(countedStore, queues[server]);
      return {
        speak(request, options) {
          firstAudio.asked(request);
          return speech.speak(request, options);
        },
        kept: (request) => keepers[server].kept(request),
      };
    }),
    firstAudio,
    load: (server) => queues[server].load,
    stored,
  };
}

/** The same speaker, whose failures are remembered. */
function noting(speaker: Speaker, server: ServerName, errors: RecentErrors): Speaker {
  return {
    async *speak(...args) {
      try {
        yield* speaker.speak(...args);
      } catch (error) {
        errors.add(`speech by ${server}`, error);
        throw error;
      }
    },
  };
}

function mapServers<T>(make: (server: ServerName) => T): Readonly<Record<ServerName, T>> {
  return Object.fromEntries(SERVERS.map((server) => [server, make(server)])) as Record<ServerName, T>;
}
