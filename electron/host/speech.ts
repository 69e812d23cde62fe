/** Who speaks: the server that is active, the voice for a language, and the chunks that are asked for. */
import type { Settings, SpeechStatus } from '../contract/schemas.ts';
import type { Handlers } from '../contract/table.ts';
import { LecternError } from '../core/errors.ts';
import type { KeyKeeper } from '../core/keys.ts';
import type { SpeechServer } from '../core/speech/server.ts';
import type { Priority, ServerName, SpeechRequest, SpeechStore, Voice } from '../core/speech/types.ts';
import { chooseVoice, covers } from '../core/speech/voice-choice.ts';
import type { Emit } from './events.ts';
import type { StandIn } from './stand-in.ts';
import type { Tickets } from './tickets.ts';
import type { Voices } from './voices.ts';
import type { WrittenOut } from './written-out.ts';

const NO_KEY_NOTICE =
  'This is the offline voice. For a far more natural one, add a Together AI key in the settings.';
const OFFLINE_CHOSEN_NOTICE =
  'This is the offline voice, as the settings ask. The voices of Together AI can be chosen there again.';

/** What `speech.request` announced. */
export interface SpeechTicket {
  readonly request: SpeechRequest;
  readonly priority: Priority;
}

type SpeechHandlers = Pick<
  Handlers,
  | 'speech.status'
  | 'speech.standIn'
  | 'speech.voices'
  | 'speech.voiceFor'
  | 'speech.request'
  | 'speech.storeUsage'
  | 'speech.clearStore'
>;

interface Needs {
  readonly servers: Readonly<Record<ServerName, SpeechServer>>;
  readonly store: SpeechStore;
  readonly keys: KeyKeeper;
  readonly settings: () => Settings;
  readonly voices: Voices;
  readonly tickets: Tickets<SpeechTicket>;
  readonly standIn: StandIn;
  readonly written: WrittenOut;
}

export interface SpeechPart {
  readonly handlers: SpeechHandlers;
  /**
   * The voice that reads this language under the present settings and key.
   * @param document The language of the document that it stands in: one voice reads all of it, where the settings say so.
   */
  voiceFor(language: string | null, document?: string | null): Promise<Voice>;
  /** Tells the windows who speaks now; for when the key changed. */
  announce(): Promise<void>;
  settingsChanged(): void;
  close(): void;
}

export function createSpeechPart(
  { servers, store, keys, settings, voices, tickets, standIn, written }: Needs,
  emit: Emit,
  report: (error: unknown) => void,
): SpeechPart {
  /** The service is what the person wants, and has a key for; whether or not it can be had now. */
  const serviceWanted = async () => (await keys.status()).present && !settings().preferOffline;

  const usable = async (server: ServerName) =>
    server === 'embedded' || ((await serviceWanted()) && !standIn.on);

  const active = async (): Promise<ServerName> => ((await usable('together')) ? 'together' : 'embedded');

  const noticeOf = async (server: ServerName): Promise<string | null> => {
    if (server === 'together') return null;
    if (await serviceWanted()) return standIn.notice;
    return (await keys.status()).present ? OFFLINE_CHOSEN_NOTICE : NO_KEY_NOTICE;
  };

  const status = async (): Promise<SpeechStatus> => {
    const server = await active();
    const wanted = await serviceWanted();
    return {
      server,
      notice: await noticeOf(server),
      ...servers[server].status(),
      standingIn: wanted && standIn.on,
      offer: wanted ? standIn.offer : null,
    };
  };

  const announce = () => status().then((now) => emit('speech.status', now), report);

  let before = settings().voice;
  const settingsChanged = () => {
    const { voice } = settings();
    // Whoever chooses a voice of the service wants to hear it.
    if (voice?.server === 'together' && (voice.voice !== before?.voice || voice.model !== before.model))
      standIn.set(false);
    before = voice;
    void announce();
  };

  /** The chosen voice where it can read the language, else the best of the active server, else of any that can. */
  const voiceFor = async (text: string | null, document: string | null = text): Promise<Voice> => {
    const language = settings().voiceFollows ? text : document;
    const server = await active();
    const chosen = settings().voice;
    if (chosen && (await usable(chosen.server))) {
      const voice = await voices.find(chosen);
      if (voice && covers(voice, language)) return voice;
    }
    const offered = await servers[server].voices();
    const best =
      chooseVoice(offered, language) ??
      chooseVoice(await servers.embedded.voices(), language) ?? // it speaks far more languages
      offered[0];
    if (!best) throw new LecternError('voice-unknown', 'No voice is there. Start Lectern again.');
    return best;
  };

  const subscriptions = Object.values(servers).flatMap((server) => [
    server.onStatus(() => void announce()),
    server.onVoices(() => emit('speech.voicesChanged', {})),
  ]);

  return {
    voiceFor,
    announce,
    settingsChanged,
    close: () => subscriptions.forEach((end) => end()),
    handlers: {
      'speech.status': status,
      async 'speech.standIn'({ on }) {
        standIn.set(on);
        return status();
      },
      'speech.voices': async () => [...(await voices.list())],
      'speech.voiceFor': ({ language, document }) => voiceFor(language, document),
      async 'speech.request'({ request: asked, priority }) {
        const checked = { ...asked, ...(await voices.checked(asked)) };
        const spoken = written.spoken(checked);
        const request = spoken ? { ...checked, text: spoken.text } : checked;
        // Without a key, what was heard before can be heard still.
        const stored = await store.has(request).catch(() => false);
        if (!stored && request.server === 'together' && !(await keys.status()).present)
          throw new LecternError(
            'key-missing',
            'This voice needs a Together AI key. Add one in the settings, or choose the offline voice.',
          );
        return { ticket: tickets.issue({ request, priority }), stored, spoken };
      },
      'speech.storeUsage': () => store.usage(),
      async 'speech.clearStore'() {
        await store.clear();
      },
    },
  };
}
