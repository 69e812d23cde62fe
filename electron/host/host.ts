/** The application without its shell: what Electron, the web program, the command line and tests all run. */
import { createDispatch, type Dispatch } from '../contract/dispatch.ts';
import type { Handlers, ImportResult } from '../contract/table.ts';
import { createExportPart } from './audiobook/exports.ts';
import { createBulk } from './bulk.ts';
import { createDocuments } from './documents.ts';
import { createEvents, type Emit, type Events } from './events.ts';
import { keyHandlers } from './keys.ts';
import { createLibraryPart } from './library.ts';
import { createMarkHandlers } from './marks.ts';
import type { Ports } from './ports.ts';
import { createSettings } from './settings.ts';
import { createSpeaking } from './speaking.ts';
import { createSpeechPart, type SpeechTicket } from './speech.ts';
import { createStandIn } from './stand-in.ts';
import { createTickets } from './tickets.ts';
import type { UploadTicket } from './upload.ts';

export interface Host {
  /** The one way for calls; the program says who sent it. */
  readonly dispatch: Dispatch;
  /** Answers `contract/bulk.ts`; the program has checked who asks. */
  readonly bulk: (request: Request) => Promise<Response>;
  /** All events for the windows, checked. @returns the function that ends the subscription. */
  readonly subscribe: Events['subscribe'];
  /** For what begins outside the window: menu, tray, hotkeys, a file given to the running program. */
  readonly emit: Emit;
  /** Adds a file of this machine and shows it; where it cannot be read, the windows are told. */
  openFile(path: string): Promise<ImportResult>;
  /** Ends what it opened. The ports belong to the program, which closes them afterwards. */
  close(): Promise<void>;
}

export function createHost(ports: Ports): Host {
  const { library, reader, clock, keys, store, servers, desktop, samplePath, randomToken, report } = ports;
  const inSpeech = (error: unknown) => report({ where: 'speech', error });

  const { emit, subscribe } = createEvents(report);
  const uploads = createTickets<UploadTicket>(clock, randomToken);
  const chunks = createTickets<SpeechTicket>(clock, randomToken);

  const settings = createSettings(ports.settings, store, emit);
  const documents = createDocuments({ library, reader, clock, report }, emit);
  const books = createLibraryPart({ library, desktop, samplePath, documents, uploads }, emit);
  const standIn = createStandIn(servers.together, clock, () => void speech.announce());
  const speech = createSpeechPart(
    { servers, store, keys, settings: settings.current, tickets: chunks, standIn },
    emit,
    inSpeech,
  );
  const speaking = createSpeaking(ports, inSpeech, standIn.observe);
  const exports = createExportPart(
    {
      ...{ ports, documents, store, speaking },
      ...{ settings: settings.current, voices: speech.voices, voiceFor: speech.voiceFor },
    },
    emit,
  );

  const handlers: Handlers = {
    'app.info': async () => ({
      ...ports.program,
      nativeOpenDialog: desktop.chooseFiles !== null,
      startDocument: ports.startDocument ?? (await lastOpened()),
    }),
    async 'app.openLink'({ url }) {
      await desktop.openLink(url);
    },
    ...books.handlers,
    ...documents.handlers,
    ...createMarkHandlers({ library, documents }, emit),
    ...speech.handlers,
    ...exports.handlers,
    ...settings.handlers,
    ...keyHandlers(keys, ports.testKey, emit),
  };

  const lastOpened = async (): Promise<string | null> => {
    if (!settings.current().reopenLast) return null;
    const last = (await library.list()).find((entry) => entry.openedAt !== null);
    return last?.id ?? null;
  };

  // Who speaks depends on both; whoever changed them, the windows hear of it.
  const stopAnnouncing = subscribe((name) => {
    if (name === 'settings.changed') speech.settingsChanged();
    if (name === 'key.changed') {
      standIn.forget();
      void speech.announce();
    }
  });
  store.setCap(settings.current().storeCapBytes).catch(inSpeech);

  return {
    dispatch: createDispatch(handlers, report),
    bulk: createBulk(
      {
        ...{ library, documents, uploads, chunks, speaking, report },
        exported: async (id, index) => {
          const path = exports.file(id, index);
          return path === null ? null : ports.exports.read(path);
        },
      },
      emit,
    ),
    subscribe,
    emit,
    async openFile(path) {
      const result = await books.addFile(path);
      if (result.ok) emit('document.show', { id: result.entry.id });
      else emit('app.problem', { error: result.error });
      return result;
    },
    async close() {
      stopAnnouncing();
      await exports.close();
      speech.close();
      standIn.close();
      await documents.close();
    },
  };
}
