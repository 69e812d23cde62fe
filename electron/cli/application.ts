/** The host in this process, without a window: the commands use it as a window would. */
import { createApi } from '../contract/client.ts';
import type { Fault } from '../contract/dispatch.ts';
import type { ImportResult, LecternApi } from '../contract/table.ts';
import type { DocumentReader } from '../core/document/reader.ts';
import { LecternError } from '../core/errors.ts';
import type { FetchAddress } from '../core/web-address.ts';
import { createHost, type Host } from '../host/host.ts';
import { createAdapters } from '../node/adapters.ts';
import { platformName, type Places } from './places.ts';
import type { Terminal } from './terminal.ts';

export interface Application {
  readonly api: LecternApi;
  readonly bulk: Host['bulk'];
  readonly reader: DocumentReader;
  readonly fetchAddress: FetchAddress;
  /** Puts a file, or what is at a web address, into the library. */
  addFile(path: string): Promise<ImportResult>;
  /** Waits for the service's list of voices, where it is old and can be had. Never rejects. */
  refreshVoices(): Promise<void>;
  close(): Promise<void>;
}

/** @throws LecternError `storage` where the data folder cannot be used. */
export async function openApplication(
  places: Places,
  env: Terminal['env'],
  version: string,
  report: (fault: Fault) => void,
): Promise<Application> {
  const adapters = await createAdapters({
    env,
    workers: {
      documents: places.documentWorker,
      espeak: places.espeakWorker,
      audiobook: places.audiobookWorker,
    },
  });
  const host = createHost({
    ...adapters,
    program: { version, program: 'command-line', platform: platformName() },
    startDocument: null,
    samplePath: places.samplePath,
    exports: {
      ...{ ledger: adapters.ledger, assembler: adapters.assembler, read: adapters.readExported },
      ...{ folder: process.cwd(), anyFolder: true, goOn: false },
    },
    desktop: { chooseFiles: null, chooseFolder: null, showInFolder: null, status: null, openLink: noLinks },
    anywhere: null,
    report,
  });
  return {
    api: createApi({
      call: (name, input) => host.dispatch('trusted', name, input),
      on: (name, listener) =>
        host.subscribe((event, payload) => {
          if (event === name) listener(payload);
        }),
    }),
    bulk: (request) => host.bulk(request),
    reader: adapters.reader,
    fetchAddress: adapters.fetchAddress,
    addFile: (path) => host.openFile(path),
    refreshVoices: () => adapters.serviceVoices.refresh(),
    async close() {
      await host.close();
      await adapters.close();
    },
  };
}

const noLinks = async (): Promise<never> => {
  throw new LecternError('refused', 'The command line opens no links.');
};
