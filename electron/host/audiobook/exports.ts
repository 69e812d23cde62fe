/** The calls about audiobook exports, and the queue behind them. */
import type { CallInput, CallOutput, Handlers } from '../../contract/table.ts';
import type { Settings } from '../../contract/schemas.ts';
import { CHARACTERS_PER_MINUTE } from '../../core/audiobook/files.ts';
import type { ExportOrder } from '../../core/audiobook/order.ts';
import { outlineOf } from '../../core/audiobook/outline.ts';
import type { OpenDocument } from '../../core/document/reader.ts';
import { notesChoice } from '../../core/document/plan.ts';
import { LecternError } from '../../core/errors.ts';
import type { ServerName, SpeechStore, Voice, VoiceId } from '../../core/speech/types.ts';
import type { Documents } from '../documents.ts';
import type { Plans } from '../plans.ts';
import type { Emit } from '../events.ts';
import type { Ports } from '../ports.ts';
import type { StoredSpeaker } from '../speaking.ts';
import type { Voices } from '../voices.ts';
import type { WrittenOut } from '../written-out.ts';
import { ExportQueue } from './export-queue.ts';
import { figuresOf, planExport, type ExportPlanOptions } from './plan-export.ts';

type ExportHandlers = Pick<Handlers, Extract<keyof Handlers, `export.${string}`>>;

interface Needs {
  readonly ports: Pick<Ports, 'exports' | 'clock' | 'randomToken' | 'desktop'>;
  readonly documents: Pick<Documents, 'usePlanned'>;
  readonly plans: Pick<Plans, 'of'>;
  readonly store: SpeechStore;
  readonly speaking: Readonly<Record<ServerName, StoredSpeaker>>;
  readonly settings: () => Settings;
  readonly voices: Voices;
  readonly voiceFor: (language: string | null, document?: string | null) => Promise<Voice>;
  readonly written: WrittenOut;
}

export interface ExportPart {
  readonly handlers: ExportHandlers;
  /** The path of a finished file; null where there is none. */
  file(id: string, index: number): string | null;
  close(): Promise<void>;
}

export function createExportPart(needs: Needs, emit: Emit): ExportPart {
  const { documents, plans, store, speaking, settings, voices, voiceFor, written } = needs;
  const { exports: own, clock, randomToken, desktop } = needs.ports;
  /** Folders that the person chose in the system's dialog: no other path comes from a window. */
  const chosen = new Set<string>();
  const prices = new Map<string, number | null>();

  const queue = new ExportQueue({
    ...{ clock, randomToken, store, speaking },
    ledger: own.ledger,
    onlyAsked: !own.goOn,
    assembler: own.assembler,
    open: (id, work) => documents.usePlanned(id, work),
    priceOf: ({ request }) => priceOf(request),
    changed: (id, job) => emit('export.changed', { id, job }),
  });

  const priceOf = ({ model, voice }: Pick<VoiceId, 'model' | 'voice'>): number | null =>
    prices.get(`${model} ${voice}`) ?? prices.get(model) ?? null;

  /** Prices change with the list of voices: read before each plan, and before what goes on by itself. */
  const learnPrices = async () => {
    for (const { model, voice, pricePerMillion } of await voices.list()) {
      prices.set(`${model} ${voice}`, pricePerMillion);
      if (!prices.has(model)) prices.set(model, pricePerMillion); // for a mix of its voices
    }
  };

  const planOptions = async (id: string, voice: VoiceId | null): Promise<ExportPlanOptions> => {
    await learnPrices();
    const fixed = voice === null ? null : await voiceNamed(voice);
    return {
      pauses: settings(),
      notes: notesChoice(await plans.of(id)),
      pronunciation: [],
      voiceFor: async (language, document) => fixed ?? voiceFor(language, document),
      spokenText: (request) => written.spoken(request)?.text ?? request.text,
      priceOf,
    };
  };

  /** As listening would send it: a mix in its one way to be written, so that it is not paid for twice. */
  const voiceNamed = async (wanted: VoiceId): Promise<Voice> => {
    const id = await voices.checked(wanted);
    const found = await voices.find(id);
    if (!found)
      throw new LecternError('voice-unknown', `There is no voice ${wanted.voice} now. Choose another one.`);
    return { ...found, ...id };
  };

  const narratorOf = async (voice: VoiceId | null, language: string | null): Promise<string> =>
    (voice ? await voiceNamed(voice) : await voiceFor(language)).name;

  const outline = async (
    id: string,
    document: OpenDocument,
    voice: VoiceId | null,
  ): Promise<CallOutput<'export.outline'>> => {
    const { metadata } = document.summary;
    const chapters = await outlineOf(document);
    const figures = await figuresOf(document, chapters, await planOptions(id, voice), store);
    return {
      rows: chapters.map(({ title, depth, leftOut }, index) => ({
        ...{ title, depth, leftOut },
        ...(figures[index] ?? { characters: 0, stored: 0, cost: 0 }),
      })),
      tags: {
        title: metadata.title,
        authors: metadata.authors,
        narrator: await narratorOf(voice, metadata.language),
        year: /\d{4}/.exec(metadata.date ?? '')?.[0] ?? null,
        hasCover: metadata.cover !== null,
      },
      charactersPerSecond: CHARACTERS_PER_MINUTE / 60,
      folder: own.anyFolder || desktop.chooseFolder ? own.folder : null,
    };
  };

  const orderOf = (input: CallInput<'export.start'>): ExportOrder => {
    const { folder, ...order } = input;
    if (folder !== null && !own.anyFolder && folder !== own.folder && !chosen.has(folder))
      throw new LecternError('refused', 'This folder was not chosen here. Choose it again.');
    return { ...order, folder: folder ?? own.folder };
  };

  // Exports that were at work when the program ended go on; not those of another program, nor in one that only asks.
  if (own.goOn && queue.waits)
    void learnPrices()
      .catch(() => undefined)
      .then(() => queue.start());

  return {
    file: (id, index) => own.ledger.get(id)?.files[index] ?? null,
    close: () => queue.close(),
    handlers: {
      'export.outline': ({ id, voice }) =>
        documents.usePlanned(id, (document) => outline(id, document, voice)),
      async 'export.start'(input) {
        const order = orderOf(input);
        await own.assembler.room(order.folder); // what cannot be written is said now, not in an hour
        const options = await planOptions(order.documentId, order.voice);
        return queue.add(order, (document) => planExport(order, document, options));
      },
      'export.list': async () => [...queue.list()],
      'export.pause': ({ id }) => queue.pause(id),
      async 'export.resume'({ id }) {
        await learnPrices();
        return queue.resume(id);
      },
      async 'export.remove'({ id }) {
        await queue.remove(id);
      },
      async 'export.chooseFolder'() {
        const folder = (await desktop.chooseFolder?.()) ?? null;
        if (folder !== null) chosen.add(folder);
        return folder;
      },
      async 'export.reveal'({ id }) {
        const file = own.ledger.get(id)?.files[0];
        if (!desktop.showInFolder)
          throw new LecternError('refused', 'There is no file manager here. Download the file.');
        if (file !== undefined) await desktop.showInFolder(file);
      },
    },
  };
}
