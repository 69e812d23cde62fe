/** Builds what all three programs have in common of the world: everything that runs on plain Node. */
import { join } from 'node:path';
import type { Assembler } from '../core/audiobook/assembler.ts';
import type { ExportLedger } from '../core/audiobook/ledger.ts';
import type { Calendar, Clock } from '../core/clock.ts';
import type { WorkerState } from '../core/diagnostics.ts';
import type { DocumentReader } from '../core/document/reader.ts';
import type { KeyStore } from '../core/keys.ts';
import type { Library } from '../core/library.ts';
import type { SettingsFile } from '../core/settings-file.ts';
import { repositoryOf } from '../core/repository.ts';
import type { SpeechServer } from '../core/speech/server.ts';
import type { ServerName, SpeechStore } from '../core/speech/types.ts';
import type { UsageLedger } from '../core/speech/usage.ts';
import type { FetchAddress } from '../core/web-address.ts';
import { latestReleaseAddress } from '../core/updates.ts';
import manifest from '../../package.json' with { type: 'json' };
import { createMp3Pool } from './audiobook/pool.ts';
import { createAssembler } from './audiobook/assembler.ts';
import { readExported } from './audiobook/exported-file.ts';
import { openExportLedger } from './audiobook/ledger.ts';
import { lingering } from './documents/lingering.ts';
import { createDocumentReader } from './documents/reader.ts';
import { readFilePart } from './file-part.ts';
import { createFileKeyStore, withEnvironmentKey } from './keys.ts';
import { openLibrary } from './library/library.ts';
import { createGuardedFetch } from './network/guarded-fetch.ts';
import { createNetwork } from './network/network.ts';
import { dataFolder, prepareHome, type HomePaths } from './paths.ts';
import { createSettingsFile } from './settings.ts';
import { emojiNames } from './speech/emoji-names.ts';
import { createEmbeddedVoice, type EmbeddedVoice } from './speech/embedded/voice.ts';
import { embeddedServer, togetherServer } from './speech/servers.ts';
import { serviceAddresses, testKey, type KeyTest } from './speech/service.ts';
import { createServiceVoices, type ServiceVoices } from './speech/service-voices.ts';
import { createSpeechStore } from './speech/store.ts';
import { createSystemClock, randomToken, runtimeName, systemCalendar } from './system.ts';
import { createUpdates, type Updates } from './updates.ts';
import { openUsageLedger } from './usage-ledger.ts';

/** Until the host has read the settings. */
const FIRST_STORE_CAP_BYTES = 2_000_000_000;

export interface AdapterOptions {
  /**
   * Read: `LECTERN_HOME`, `TOGETHER_API_KEY`, `TOGETHER_BASE_URL`, what names the platform's data folder, and what
   * names a network proxy; `LECTERN_UPDATES_URL`, which is asked for new versions instead of the repository.
   */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Entries of the workers, built or in source. */
  readonly workers: { readonly documents: URL; readonly espeak: URL; readonly audiobook: URL };
  /** Where a key is stored; left out: in a file of its owner alone. The environment's key goes before either. */
  readonly keys?: (paths: HomePaths) => Promise<KeyStore>;
}

/** In the form of the host's ports, with what the programs need besides. */
export interface Adapters {
  readonly paths: HomePaths;
  readonly library: Library;
  readonly fetchAddress: FetchAddress;
  readonly reader: DocumentReader;
  readonly readFilePart: typeof readFilePart;
  readonly settings: SettingsFile;
  readonly keys: KeyStore;
  readonly testKey: () => Promise<KeyTest>;
  readonly servers: Readonly<Record<ServerName, SpeechServer>>;
  readonly store: SpeechStore;
  /** Where exports are noted and files made of them; where they go is the program's to say. */
  readonly ledger: ExportLedger;
  readonly assembler: Assembler;
  readonly readExported: typeof readExported;
  readonly usage: UsageLedger;
  readonly clock: Clock;
  readonly calendar: Calendar;
  readonly runtime: string;
  readonly workers: () => WorkerState;
  readonly emojiNames: typeof emojiNames;
  /** The service's list of voices; the servers have it already. */
  readonly serviceVoices: ServiceVoices;
  readonly updates: Updates;
  readonly randomToken: () => string;
  readonly random: () => number;
  /** For opening its port, and for warming it. */
  readonly voice: EmbeddedVoice;
  /** The next speech goes over a new connection: the one that there is leads nowhere after a sleep. */
  renewConnections(): void;
  /** Starts already what the next document needs: for programs that a key may ask at any moment. */
  readonly keepSpareReader: () => void;
  /** After the host: ends connections, workers and the library. */
  close(): Promise<void>;
}

/** @throws LecternError `storage`, `disk-full` or `bad-request`, where the folder or the environment cannot be used. */
export async function createAdapters({ env, workers, keys: stored }: AdapterOptions): Promise<Adapters> {
  const addresses = serviceAddresses(env['TOGETHER_BASE_URL']);
  const paths = await prepareHome(dataFolder(env));
  const clock = createSystemClock();
  const workerReader = createDocumentReader({ worker: workers.documents });
  const reader = lingering(workerReader, clock);
  const kept = await createSettingsFile(paths.home);
  const library = await openLibrary({ directory: paths.library, reader });
  const keep = withEnvironmentKey(
    env['TOGETHER_API_KEY'],
    stored ? await stored(paths) : createFileKeyStore(paths.key),
  );
  const ledger = await openExportLedger(paths.exports);
  const store = createSpeechStore({
    directory: paths.speech,
    capBytes: FIRST_STORE_CAP_BYTES,
    pinned: (hash) => ledger.pins(hash),
  });
  const voice = createEmbeddedVoice({ worker: workers.espeak });
  const mp3 = createMp3Pool({ worker: workers.audiobook });
  const assembler = createAssembler({
    ...{ mp3, store, speechFolder: paths.speech },
    workFolder: join(paths.exports, 'work'),
  });
  const network = createNetwork({ proxy: () => proxySetting(kept.read()), env });
  const usage = await openUsageLedger(paths.usage);
  const serviceVoices = createServiceVoices({
    file: paths.voices,
    address: addresses.voices,
    key: () => keep.get(),
    fetch: network.fetch,
    now: systemCalendar.now,
  });
  const together = togetherServer({
    ...{ addresses, network, clock },
    key: () => keep.get(),
    voices: serviceVoices,
  });
  const embedded = embeddedServer(voice, clock);
  const repository = repositoryOf(manifest);
  const updates = createUpdates({
    file: paths.updates,
    address: env['LECTERN_UPDATES_URL'] || (repository && latestReleaseAddress(repository)),
    version: manifest.version,
    fetch: network.fetch,
    now: systemCalendar.now,
  });

  /** A connection was made with the key and the proxy of its time, and so was the list of voices. */
  const renewing = (change: () => Promise<void>) =>
    change().finally(() => {
      together.renew();
      serviceVoices.keyChanged();
    });
  const keys: KeyStore = {
    ...keep,
    set: (key) => renewing(() => keep.set(key)),
    clear: () => renewing(() => keep.clear()),
  };
  const settings: SettingsFile = {
    read: () => kept.read(),
    write(fields) {
      kept.write(fields);
      if ('proxy' in fields) together.renew();
    },
  };

  return {
    paths,
    library,
    fetchAddress: createGuardedFetch({ network }),
    reader,
    settings,
    keys,
    testKey: async () => testKey(addresses.voices, await keys.get(), network.fetch),
    servers: { together, embedded },
    store,
    ledger,
    assembler,
    readExported,
    readFilePart,
    usage,
    clock,
    calendar: systemCalendar,
    runtime: runtimeName(),
    workers: () => voice.workers(),
    emojiNames,
    serviceVoices,
    updates,
    randomToken,
    random: Math.random,
    voice,
    renewConnections: () => together.renew(),
    keepSpareReader: () => workerReader.keepSpare(),
    async close() {
      await reader.close();
      await workerReader.close();
      together.close();
      embedded.close();
      await mp3.close();
      serviceVoices.close();
      await voice.close();
      ledger.close();
      library.close();
      usage.close();
      clock.stop();
    },
  };
}

/** As a person may have written it into the file. */
function proxySetting({ proxy }: Readonly<Record<string, unknown>>): string | null {
  return typeof proxy === 'string' && proxy.trim() !== '' ? proxy : null;
}
