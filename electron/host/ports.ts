/** What the host needs of the world it runs in. Each program brings its own (`main`, `web`, `cli`), tests bring fakes. */
import type { Fault } from '../contract/dispatch.ts';
import type { CallOutput } from '../contract/table.ts';
import type { Assembler } from '../core/audiobook/assembler.ts';
import type { ExportLedger } from '../core/audiobook/ledger.ts';
import type { Copied, CopiedFrom } from '../core/clipping/copied.ts';
import type { Calendar, Clock } from '../core/clock.ts';
import type { WorkerState } from '../core/diagnostics.ts';
import type { DocumentReader } from '../core/document/reader.ts';
import type { KeyKeeper } from '../core/keys.ts';
import type { Library } from '../core/library.ts';
import type { EmojiNames } from '../core/normalise/normalise.ts';
import type { HotkeyState } from '../core/shortcuts/hotkeys.ts';
import type { SettingsFile } from '../core/settings-file.ts';
import type { SpeechServer } from '../core/speech/server.ts';
import type { ServerName, SpeechStore } from '../core/speech/types.ts';
import type { UsageLedger } from '../core/speech/usage.ts';
import type { FetchAddress } from '../core/web-address.ts';

export interface Ports {
  readonly program: Pick<CallOutput<'app.info'>, 'version' | 'program' | 'platform'>;
  /** The document that the program was started with, or null. */
  readonly startDocument: string | null;
  readonly library: Library;
  /** What is at a web address that a person gave. */
  readonly fetchAddress: FetchAddress;
  readonly reader: DocumentReader;
  /** A file of the library from byte `from` to before `end`, at most to its own end; null where it is gone. */
  readonly readFilePart: (path: string, from: number, end: number) => Promise<FilePart | null>;
  readonly settings: SettingsFile;
  readonly keys: KeyKeeper;
  /** Asks the service whether it takes the key; the sentence says what came of it. */
  readonly testKey: () => Promise<CallOutput<'key.test'>>;
  readonly servers: Readonly<Record<ServerName, SpeechServer>>;
  readonly store: SpeechStore;
  readonly exports: ExportPorts;
  readonly usage: UsageLedger;
  /** The service's list of voices: when it was asked for, or null. */
  readonly serviceVoices: { readonly listedAt: number | null };
  /** Of the embedded voice. */
  readonly workers: () => WorkerState;
  /** The names of emoji in a language. */
  readonly emojiNames: (language: string) => EmojiNames;
  /** What the program runs on: "Node 24.21.0 on linux-x64". */
  readonly runtime: string;
  readonly updates: UpdatePort;
  readonly desktop: Desktop;
  /** What reaches beyond the window: copied text, the pill, keys for all programs. Null where nothing does. */
  readonly anywhere: Anywhere | null;
  /** The file of the book that comes with Lectern. */
  readonly samplePath: string;
  readonly clock: Clock;
  readonly calendar: Calendar;
  /** Numbers in [0, 1), for jitter. */
  readonly random: () => number;
  /** Unguessable: 16 random bytes or more, in characters of a URL. */
  readonly randomToken: () => string;
  /** The program's log. Gets faults of the program, never what a person typed. */
  readonly report: (fault: Fault) => void;
}

export interface ExportPorts {
  readonly ledger: ExportLedger;
  readonly assembler: Assembler;
  /** Absolute: where exports go if nothing else is chosen. */
  readonly folder: string;
  /** Any folder may be named: on the command line, where a person types it. */
  readonly anyFolder: boolean;
  /** Goes on by itself with what was at work when the program ended. */
  readonly goOn: boolean;
  /** A finished file to be fetched; null where it is gone. */
  readonly read: (path: string) => Promise<ExportedFile | null>;
}

export interface FilePart {
  /** Bytes of the whole file. */
  readonly size: number;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

export interface ExportedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

export interface UpdatePort {
  /** Whether there is anybody to ask for new versions. */
  readonly available: boolean;
  /** A newer version, or null; asks when a day has passed since it last did. Never rejects. */
  look(): Promise<CallOutput<'updates.look'>['found']>;
}

export interface Desktop {
  /** The system's dialog: paths, none where the person cancelled. Null where no dialog can be had. */
  readonly chooseFiles: (() => Promise<readonly string[]>) | null;
  /** The system's dialog for a folder: its path, or null where the person cancelled. Null where there is none. */
  readonly chooseFolder: (() => Promise<string | null>) | null;
  /** Shows a file in the system's file manager. Null where there is none. */
  readonly showInFolder: ((path: string) => Promise<void>) | null;
  /** How the program lives in the desktop. Null where there is none to live in. */
  readonly status: (() => Promise<NonNullable<CallOutput<'desktop.status'>>>) | null;
  /** Hands a web address to the system's browser. */
  openLink(url: string): Promise<void>;
}

export interface Anywhere {
  /** What was copied, or is selected; only read, never written. @throws LecternError where it cannot be read. */
  copied(from: CopiedFrom): Promise<Copied>;
  readonly pill: {
    /** On top of other windows, without taking the keyboard from anybody. */
    show(): void;
    hide(): void;
    /** Gives it the keyboard. */
    enter(): void;
    /** Gives the keyboard back to whoever had it. */
    leave(): void;
  };
  /** The page of the player: opened where it is not, unseen. */
  preparePlayer(): void;
  /** Brings the main window to the person. */
  revealWindow(): void;
  readonly hotkeys: {
    status(): readonly HotkeyState[];
    suspend(on: boolean): void;
  };
}
