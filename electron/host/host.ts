/** The application without its shell: what Electron, the web program, the command line and tests all run. */
import { createDispatch, isCallName, type Dispatch, type Fault } from '../contract/dispatch.ts';
import type { Handlers, ImportResult } from '../contract/table.ts';
import { errorFromPayload } from '../core/errors.ts';
import { RecentErrors } from '../core/recent-errors.ts';
import { createExportPart } from './audiobook/exports.ts';
import { createBulk } from './bulk.ts';
import { createClippingPart, type ClippingPart } from './clipping.ts';
import { numberHandlers } from './diagnostics.ts';
import { createDocuments } from './documents.ts';
import { createEvents, type Emit, type Events } from './events.ts';
import { keyHandlers } from './keys.ts';
import { createLibraryPart } from './library.ts';
import { createMarkHandlers } from './marks.ts';
import { createNowPlaying } from './now-playing.ts';
import { createPlans } from './plans.ts';
import { createPlayerPage } from './player-page.ts';
import type { Ports } from './ports.ts';
import { createQueueHandlers } from './queue.ts';
import { createSettings } from './settings.ts';
import { createSpeaking } from './speaking.ts';
import { createSpeechPart, type SpeechTicket } from './speech.ts';
import { createStandIn } from './stand-in.ts';
import { createTickets } from './tickets.ts';
import type { UploadTicket } from './upload.ts';
import { createVoices } from './voices.ts';
import { createWrittenOut } from './written-out.ts';

export interface Host {
  /** The one way for calls; the program says who sent it. */
  readonly dispatch: Dispatch;
  /** Answers `contract/bulk.ts`; the program has checked who asks. */
  readonly bulk: (request: Request) => Promise<Response>;
  /** All events for the windows, checked. @returns the function that ends the subscription. */
  readonly subscribe: Events['subscribe'];
  /** For what begins outside the window: menu, tray, hotkeys, a file given to the running program. */
  readonly emit: Emit;
  /** What a key, an argument or a link asks for from outside the window. */
  readonly act: ClippingPart['run'];
  /** The page with the player was closed, or loads anew: until it speaks up, nobody plays. */
  playerGone(): void;
  /** Adds a file of this machine, or what is at a web address, and shows it; where it cannot be read, the windows are told. */
  openFile(path: string): Promise<ImportResult>;
  /** Ends what it opened. The ports belong to the program, which closes them afterwards. */
  close(): Promise<void>;
}

export function createHost(ports: Ports): Host {
  const { library, fetchAddress, reader, clock, keys, store, servers, desktop, samplePath, randomToken } =
    ports;
  const errors = new RecentErrors(ports.calendar);
  const report = (fault: Fault) => {
    errors.add(fault.where, fault.error);
    ports.report(fault);
  };
  const inSpeech = (error: unknown) => report({ where: 'speech', error });

  const { emit, subscribe } = createEvents(report);
  const uploads = createTickets<UploadTicket>(clock, randomToken);
  const chunks = createTickets<SpeechTicket>(clock, randomToken);

  const voices = createVoices(servers);
  const settings = createSettings(ports.settings, store, voices, emit);
  const plans = createPlans({ library, settings: settings.current });
  const documents = createDocuments({ library, reader, clock, plans, report }, emit);
  const books = createLibraryPart({ library, fetchAddress, desktop, samplePath, documents, uploads }, emit);
  const standIn = createStandIn(servers.together, clock, () => void speech.announce());
  const written = createWrittenOut(settings.current, ports.emojiNames);
  const speech = createSpeechPart(
    { servers, store, keys, settings: settings.current, voices, tickets: chunks, standIn, written },
    emit,
    inSpeech,
  );
  const speaking = createSpeaking(
    { ...ports, settings: settings.current, errors },
    inSpeech,
    standIn.observe,
  );
  const exports = createExportPart(
    {
      ...{ ports, documents, plans, store, voices, written },
      ...{ speaking: speaking.speakers, settings: settings.current, voiceFor: speech.voiceFor },
    },
    emit,
  );

  const page = createPlayerPage(emit);
  const playing = createNowPlaying(emit, (now) => {
    page.listens();
    clippings.told(now);
  });
  const queue = createQueueHandlers(library, emit);
  const clippings = createClippingPart(
    {
      ...{ library, documents, anywhere: ports.anywhere, page },
      ...{ addFile: books.addFile, now: playing.current },
      keeps: () => settings.current().keepClippings,
      queue: async (ids, where) =>
        (await queue['queue.add']({ ids: [...ids], at: where === 'next' ? 0 : null })).length,
      fault: (error) => report({ where: 'clippings', error }),
    },
    emit,
  );

  const handlers: Handlers = {
    'app.info': async () => ({
      ...ports.program,
      nativeOpenDialog: desktop.chooseFiles !== null,
      startDocument: ports.startDocument ?? (await lastOpened()),
    }),
    'updates.look': async () => ({
      available: ports.updates.available,
      found: settings.current().lookForUpdates ? await ports.updates.look() : null,
    }),
    async 'app.openLink'({ url }) {
      await desktop.openLink(url);
    },
    'desktop.status': async () => (await desktop.status?.()) ?? null,
    ...books.handlers,
    ...documents.handlers,
    ...plans.handlers(documents, emit),
    ...createMarkHandlers({ library, documents }, emit),
    ...queue,
    ...speech.handlers,
    ...exports.handlers,
    ...settings.handlers,
    ...playing.handlers,
    ...clippings.handlers,
    'hotkeys.status': async () => {
      const states = ports.anywhere?.hotkeys.status();
      return states ? [...states] : null;
    },
    async 'hotkeys.suspend'({ on }) {
      ports.anywhere?.hotkeys.suspend(on);
    },
    ...numberHandlers({ ports, settings: settings.current, speech, speaking, errors }),
    ...keyHandlers(keys, ports.testKey, emit),
  };

  const lastOpened = async (): Promise<string | null> => {
    if (!settings.current().reopenLast) return null;
    const last = (await library.list()).find((entry) => entry.openedAt !== null);
    return last?.id ?? null;
  };

  // Who speaks depends on both; whoever changed them, the windows hear of it.
  const stopAnnouncing = subscribe((name) => {
    if (name === 'settings.changed') {
      speech.settingsChanged();
      void clippings.settingsChanged().catch((error: unknown) => report({ where: 'clippings', error }));
    }
    if (name === 'key.changed') {
      standIn.forget();
      void speech.announce();
    }
  });
  store.setCap(settings.current().storeCapBytes).catch(inSpeech);

  const dispatch = createDispatch(handlers, report);
  /** Faults of the program are noted where they are reported; this notes what the person was told. */
  const noting: Dispatch = async (sender, name, input) => {
    const reply = await dispatch(sender, name, input);
    if (!reply.ok && reply.error.kind !== 'internal' && isCallName(name))
      errors.add(name, errorFromPayload(reply.error));
    return reply;
  };

  return {
    dispatch: noting,
    bulk: createBulk(
      {
        ...{ library, documents, uploads, chunks, speaking, report, readFilePart: ports.readFilePart },
        exported: async (id, index) => {
          const path = exports.file(id, index);
          return path === null ? null : ports.exports.read(path);
        },
      },
      emit,
    ),
    subscribe,
    emit,
    act: clippings.run,
    playerGone() {
      page.gone();
      playing.gone();
      ports.anywhere?.hotkeys.suspend(false); // whoever recorded a key is gone too
    },
    async openFile(path) {
      const result = await books.addFile(path);
      if (result.ok) emit('document.show', { id: result.entry.id });
      else emit('app.problem', { error: result.error });
      return result;
    },
    async close() {
      stopAnnouncing();
      books.close();
      await exports.close();
      speech.close();
      standIn.close();
      await documents.close();
    },
  };
}
