/** How a chunk is spoken: from the store where it was heard before, else in its turn by its server, and then kept. */
import { createScheduler, type Outcome, type Scheduler } from '../core/speech/scheduler.ts';
import { createStoredSpeech, keepingSpeaker } from '../core/speech/stored-speaker.ts';
import type { ServerName } from '../core/speech/types.ts';
import type { Ports } from './ports.ts';

/**
 * One queue for each server, the store above and below it.
 * @param onOutcome Told how every try with the service went.
 */
export function createSpeaking(
  { servers, store, clock, random }: Pick<Ports, 'servers' | 'store' | 'clock' | 'random'>,
  report: (error: unknown) => void,
  onOutcome: (outcome: Outcome) => void,
): Readonly<Record<ServerName, Pick<Scheduler, 'speak'>>> {
  const queueOf = (server: ServerName) => {
    const { atOnce } = servers[server];
    const speaker = keepingSpeaker(servers[server], store, report);
    const hear = server === 'together' ? { onOutcome } : {};
    return createStoredSpeech(store, createScheduler({ speaker, clock, random, atOnce, ...hear }));
  };
  return { together: queueOf('together'), embedded: queueOf('embedded') };
}
