/** How a chunk is spoken: from the store where it was heard before, else in its turn by its server, and then kept. */
import { createScheduler, type Scheduler } from '../core/speech/scheduler.ts';
import { createStoredSpeech, keepingSpeaker } from '../core/speech/stored-speaker.ts';
import type { ServerName, Speaker } from '../core/speech/types.ts';
import type { Ports } from './ports.ts';

/** One queue for each server, the store above and below it. */
export function createSpeaking(
  { servers, store, clock, random }: Pick<Ports, 'servers' | 'store' | 'clock' | 'random'>,
  report: (error: unknown) => void,
): Readonly<Record<ServerName, Pick<Scheduler, 'speak'>>> {
  const queueOf = (speaker: Speaker) =>
    createStoredSpeech(
      store,
      createScheduler({ speaker: keepingSpeaker(speaker, store, report), clock, random }),
    );
  return { together: queueOf(servers.together), embedded: queueOf(servers.embedded) };
}
