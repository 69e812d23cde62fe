/** The numbers for the person: what speech cost, how the program fares, and the window's own part of the way. */
import type { Handlers } from '../contract/table.ts';
import type { Diagnostics } from '../core/diagnostics.ts';
import type { RecentErrors } from '../core/recent-errors.ts';
import { monthOf } from '../core/speech/usage.ts';
import { SERVERS } from '../core/speech/types.ts';
import type { Settings } from '../contract/schemas.ts';
import type { Ports } from './ports.ts';
import type { Speaking } from './speaking.ts';
import type { SpeechPart } from './speech.ts';

type NumberHandlers = Pick<Handlers, 'usage.month' | 'diagnostics.get' | 'diagnostics.heard'>;

interface Needs {
  readonly ports: Ports;
  readonly settings: () => Settings;
  readonly speech: Pick<SpeechPart, 'handlers'>;
  readonly speaking: Speaking;
  readonly errors: RecentErrors;
}

export function numberHandlers({ ports, settings, speech, speaking, errors }: Needs): NumberHandlers {
  const { calendar, usage, servers, keys, store, program, runtime, serviceVoices, workers } = ports;

  const month = () => {
    const today = calendar.today();
    return { month: monthOf(today), today, rows: usage.rows(monthOf(today)) };
  };

  const diagnostics = async (): Promise<Diagnostics> => {
    const [status, key, voices, kept] = await Promise.all([
      speech.handlers['speech.status'](undefined),
      keys.status(),
      servers.together.voices(),
      store.usage(),
    ]);
    return {
      at: calendar.now(),
      version: program.version,
      program: program.program,
      runtime,
      speaking: status.server,
      servers: SERVERS.map((server) => {
        const { state, error } = servers[server].status();
        return { server, state, error: error?.kind ?? null, ...speaking.load(server) };
      }),
      key: { present: key.present, source: key.source, storage: key.storage },
      voices: { offered: voices.length, listedAt: serviceVoices.listedAt },
      workers: workers(),
      store: { ...speaking.stored, ...kept },
      usage: month(),
      monthlyCap: settings().monthlyCap,
      firstAudio: speaking.firstAudio.summary(),
      errors: errors.list(),
    };
  };

  return {
    'usage.month': async () => month(),
    'diagnostics.get': diagnostics,
    async 'diagnostics.heard'({ ticket, arrived, sounded }) {
      speaking.firstAudio.reported(ticket, { arrived, sounded });
    },
  };
}
