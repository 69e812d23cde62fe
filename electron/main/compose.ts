/** Electron's composition root: the Node adapters and the desktop's own ports, put into the host. */
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { safeStorage, type BrowserWindow } from 'electron';
import * as v from 'valibot';
import { errorPayload, LecternError, type ErrorPayload } from '../core/errors.ts';
import { addNamed, notAdded } from '../core/library.ts';
import { isAddress } from '../core/web-address.ts';
import { createHost, type Host } from '../host/host.ts';
import type { Anywhere, Desktop } from '../host/ports.ts';
import { createAdapters, type Adapters } from '../node/adapters.ts';
import { createFileKeyStore } from '../node/keys.ts';
import { audiobookFolder } from '../node/paths.ts';
import { unpacked } from '../node/unpacked.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { createDesktop } from './desktop.ts';
import { createSystemKeyStore } from './keys.ts';

export interface Composition {
  readonly host: Host;
  /** Why the document of the command line cannot be shown, or null. */
  readonly startProblem: ErrorPayload | null;
  renewConnections(): void;
  /** Starts already what a hotkey will need: its voice comes within a moment then. */
  warm(): Promise<void>;
  /** First the host, then what it stands on. */
  close(): Promise<void>;
}

interface CompositionOptions {
  /** The document to start with: a path or a web address, or null. */
  readonly file: string | null;
  /** The window that a dialog belongs to, if any is open. */
  readonly window: () => BrowserWindow | null;
  readonly anywhere: Anywhere;
  readonly desktopStatus: NonNullable<Desktop['status']>;
}

/** Call it when the app is ready: only then is there protected storage. */
export async function compose({
  file,
  window,
  anywhere,
  desktopStatus,
}: CompositionOptions): Promise<Composition> {
  const adapters = await createAdapters({
    env: process.env,
    workers: {
      documents: beside('document-worker.js'),
      espeak: beside('espeak-worker.js'),
      audiobook: beside('audiobook-worker.js'),
    },
    keys: ({ home, key }) =>
      createSystemKeyStore(safeStorage, process.platform, {
        sealed: createFileKeyStore(join(home, 'key.sealed')),
        plain: createFileKeyStore(key),
      }),
  });
  const { startDocument, startProblem } = await addStartDocument(adapters, file);
  const host = createHost({
    ...adapters,
    program: { version: packageJson.version, program: 'electron', platform: platform() },
    startDocument,
    samplePath: unpacked(join(import.meta.dirname, '../../resources/samples/sherlock-holmes.epub')),
    exports: {
      ...{ ledger: adapters.ledger, assembler: adapters.assembler, read: adapters.readExported },
      ...{ folder: audiobookFolder(), anyFolder: false, goOn: true },
    },
    desktop: createDesktop(window, desktopStatus),
    anywhere,
    report: ({ where, error }) => console.error(`Lectern: a fault in ${where}:`, error),
  });
  return {
    host,
    startProblem,
    renewConnections: adapters.renewConnections,
    async warm() {
      adapters.keepSpareReader();
      const status = await host.dispatch('trusted', 'speech.status', undefined);
      if (status.ok && v.is(v.object({ server: v.literal('embedded') }), status.value))
        await adapters.voice.warm();
    },
    async close() {
      await host.close();
      await adapters.close();
    },
  };
}

/** The build's files lie in one folder. */
const beside = (name: string): URL => pathToFileURL(unpacked(join(import.meta.dirname, name)));

async function addStartDocument({ library, fetchAddress }: Adapters, file: string | null) {
  if (file === null) return { startDocument: null, startProblem: null };
  try {
    const { entry } = await addNamed(file, library, fetchAddress, new AbortController().signal);
    return { startDocument: entry.id, startProblem: null };
  } catch (error) {
    return {
      startDocument: null,
      startProblem: errorPayload(
        error instanceof LecternError && !isAddress(file) ? notAdded(basename(file), error) : error,
      ),
    };
  }
}

/** This machine's system, as the contract names it. */
export function platform(): 'darwin' | 'win32' | 'linux' {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}
