import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Fault } from '../../electron/contract/dispatch.ts';
import type { KeyKeeper } from '../../electron/core/keys.ts';
import type { SettingsFile } from '../../electron/core/settings-file.ts';
import type { ExportPorts, Ports } from '../../electron/host/ports.ts';
import { openExportLedger } from '../../electron/node/audiobook/ledger.ts';
import { LecternError } from '../../electron/core/errors.ts';
import { readFilePart } from '../../electron/node/file-part.ts';
import { openLibrary } from '../../electron/node/library/library.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { createFakeAssembler, type FakeAssembler } from './assembler.ts';
import { createFakeReader, type FakeReader } from './document-reader.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import { createFakeServer, createMemoryStore, type FakeServer } from './speech-server.ts';
import { createMemoryLedger } from './usage-ledger.ts';

export interface FakePorts extends Ports {
  readonly reader: FakeReader;
  readonly clock: ManualClock;
  readonly exports: FakeExportPorts;
  readonly servers: { readonly together: FakeServer; readonly embedded: FakeServer };
  /** What went to the log. */
  readonly faults: Fault[];
  readonly folder: string;
}

/** A machine without dialogs. */
export const NO_DESKTOP: Ports['desktop'] = {
  chooseFiles: null,
  chooseFolder: null,
  showInFolder: null,
  status: null,
  openLink: async () => undefined,
};

/** Everything a host needs: the real library in a temporary folder, fakes for the rest. */
export async function createFakePorts(overrides: Partial<FakePorts> = {}): Promise<FakePorts> {
  const folder = await temporaryFolder();
  const samplePath = join(folder, 'sample.txt');
  await writeFile(samplePath, 'The sample.\nIts second paragraph.');
  const reader = createFakeReader();
  const library = await openLibrary({ directory: join(folder, 'library'), reader });
  onTestFinished(() => library.close());
  const faults: Fault[] = [];
  let tokens = 0;
  return {
    program: { version: '0.0.0', program: 'fake', platform: 'linux' },
    startDocument: null,
    library,
    fetchAddress: () => Promise.reject(new LecternError('network', 'There is no network in tests.')),
    reader,
    readFilePart,
    settings: createMemorySettings(),
    keys: createMemoryKeys(),
    testKey: async () => ({ ok: true, sentence: 'The key works.' }),
    servers: {
      together: createFakeServer({ server: 'together' }),
      embedded: createFakeServer({ server: 'embedded' }),
    },
    store: createMemoryStore(),
    usage: createMemoryLedger(),
    serviceVoices: { listedAt: null },
    emojiNames: () => () => null,
    workers: () => ({ started: 0, busy: 0, waiting: 0 }),
    runtime: 'a test',
    calendar: { now: () => Date.UTC(2026, 4, 31, 12), today: () => '2026-05-31' },
    exports: await createFakeExportPorts(folder),
    updates: { available: false, look: async () => null },
    desktop: NO_DESKTOP,
    anywhere: null,
    samplePath,
    clock: createManualClock(),
    random: () => 0.5,
    randomToken: () => `ticket-${String(++tokens).padStart(20, '0')}`,
    report: (fault) => faults.push(fault),
    faults,
    folder,
    ...overrides,
  };
}

export interface FakeExportPorts extends ExportPorts {
  readonly assembler: FakeAssembler;
}

/** The real ledger; files that hold what they are made of. */
export async function createFakeExportPorts(folder: string): Promise<FakeExportPorts> {
  const ledger = await openExportLedger(join(folder, 'exports'));
  onTestFinished(() => ledger.close());
  return {
    ledger,
    assembler: createFakeAssembler(),
    folder: join(folder, 'audiobooks'),
    anyFolder: false,
    goOn: false,
    read: async (path) => {
      const body = new Response(`file ${path}`).body;
      return body && { name: 'Übung.mp3', mediaType: 'audio/mpeg', bytes: 5 + path.length, body };
    },
  };
}

export function createMemorySettings(): SettingsFile {
  let stored: Readonly<Record<string, unknown>> = {};
  return {
    read: () => stored,
    write(fields) {
      stored = { ...stored, ...fields };
    },
  };
}

/** Forgets nothing and tells nothing: the key goes in and stays in. */
export function createMemoryKeys(): KeyKeeper {
  let key: string | null = null;
  return {
    status: async () => ({
      present: key !== null,
      source: key === null ? null : 'stored',
      storage: 'file',
      notice: null,
    }),
    async set(next) {
      key = next;
    },
    async clear() {
      key = null;
    },
  };
}
