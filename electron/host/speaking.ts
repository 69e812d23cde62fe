/** How a chunk is spoken: from the store where it was heard before, else in its turn by its server, and then kept. */
import { createScheduler, type Outcome, type Scheduler } from '../core/speech/scheduler.ts';
import { createStoredSpeech, keepingSpeaker, type KeepingSpeaker } from '../core/speech/stored-speaker.ts';
import type { ServerName } from '../core/speech/types.ts';
import type { Ports } from './ports.ts';

export type Speaking = Pick<Scheduler, 'speak'> & Pick<KeepingSpeaker, 'kept'>;

/**
 * One queue for each server, the store above and below it.
 * @param onOutcome Told how every try with the service went.
 */
export function createSpeaking(
  { servers, store, clock, random }: Pick<Ports, 'servers' | 'store' | 'clock' | 'random'>,
  report: (error: unknown) => void,
  onOutcome: (outcome: Outcome) => void,
): Readonly<Record<ServerName, Speaking>> {
  const queueOf = (server: ServerName): Speaking => {
    const { atOnce } = servers[server];
    const speaker = keepingSpeaker(servers[server], store, report);
    const hear = server === 'together' ? { onOutcome } : {};
    const scheduler = createScheduler({ speaker, clock, random, atOnce, ...hear });
    return { ...createStoredSpeech(store, scheduler), kept: (request) => speaker.kept(request) };
  };
  return { together: queueOf('together'), embedded: queueOf('embedded') };
}
