/** Finds the command, gives it what it needs, and turns what it throws into a sentence and an exit code. */
import type { Fault } from '../contract/dispatch.ts';
import { errorPayload, LecternError } from '../core/errors.ts';
import { languageOfTexts } from '../node/documents/language/detect.ts';
import { startWebProgram } from '../web/server.ts';
import manifest from '../../package.json' with { type: 'json' };
import { openApplication, type Application } from './application.ts';
import { diagnosticsCommand } from './diagnostics-command.ts';
import { EXIT, exitCodeOf, type ExitCode } from './exit-codes.ts';
import { exportCommand } from './export-command.ts';
import { openCommand } from './open-command.ts';
import { placesOf, type Places } from './places.ts';
import { sayCommand, type SayPorts } from './say-command.ts';
import { serve, serveCommand, type StartWebProgram } from './serve-command.ts';
import { speakChunk } from './spoken-chunk.ts';
import { createTerminal, type Terminal } from './terminal.ts';
import { planOfFile } from './plan-arguments.ts';
import { textCommand, type TextPorts } from './text-command.ts';
import { voicesCommand } from './voices-command.ts';

const { version } = manifest;

/** @param entry The URL of the entry file. @param args What follows the program's name. */
export async function main(entry: string, args: readonly string[]): Promise<ExitCode> {
  const { signal, release } = interruption();
  const terminal = createTerminal({ out: process.stdout, err: process.stderr }, process.env, signal);
  try {
    await run(args, terminal, placesOf(entry));
    return EXIT.ok;
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    terminal.say(errorPayload(error).message);
    if (!(error instanceof LecternError)) reportTo(terminal)({ where: 'command', error });
    return exitCodeOf(error);
  } finally {
    release();
  }
}

function run(args: readonly string[], terminal: Terminal, places: Places): Promise<void> {
  const [command, ...rest] = args;
  const start: StartWebProgram = (options) =>
    startWebProgram({
      ...options,
      version,
      env: terminal.env,
      workers: {
        documents: places.documentWorker,
        espeak: places.espeakWorker,
        audiobook: places.audiobookWorker,
      },
      rendererDirectory: places.rendererDirectory,
      samplePath: places.samplePath,
      report: reportTo(terminal),
    });
  switch (command) {
    case 'text':
      return withApplication(terminal, places, (open) =>
        textCommand(rest, terminal, async () => textPorts(await open())),
      );
    case 'say':
      return withApplication(terminal, places, (open) =>
        sayCommand(rest, terminal, async () => sayPorts(await open())),
      );
    case 'export':
      return withApplication(terminal, places, (open) => exportCommand(rest, terminal, open));
    case 'voices':
      return withApplication(terminal, places, (open) =>
        voicesCommand(rest, terminal, async () => speakingNow(await open())),
      );
    case 'diagnostics':
      return withApplication(terminal, places, (open) =>
        diagnosticsCommand(rest, terminal, async () => (await open()).api.call('diagnostics.get')),
      );
    case 'serve':
      return serveCommand(rest, terminal, start);
    default:
      return openCommand(args, terminal, {
        root: places.root,
        version,
        serve: (file) => serve({ file, port: 0, speechPort: null }, terminal, start),
      });
  }
}

/** Opens the application when it is first wanted, and closes it however the work ends. */
async function withApplication(
  terminal: Terminal,
  places: Places,
  work: (open: () => Promise<Application>) => Promise<void>,
): Promise<void> {
  const opened: Promise<Application>[] = [];
  const open = () => {
    const application = openApplication(places, terminal.env, version, reportTo(terminal));
    opened.push(application);
    return application;
  };
  try {
    await work(open);
  } finally {
    for (const application of await Promise.allSettled(opened)) {
      if (application.status === 'fulfilled') await application.value.close();
    }
  }
}

function textPorts({ api, reader, fetchAddress }: Application): TextPorts {
  return { reader, fetchAddress, planOf: (path, options) => planOfFile(api, path, options) };
}

function sayPorts(application: Application): SayPorts {
  const { api } = application;
  return {
    ...textPorts(application),
    settings: () => api.call('settings.get'),
    languageOf: (text) => languageOfTexts([text]),
    voices: () => api.call('speech.voices'),
    voiceFor: (language, document) => api.call('speech.voiceFor', { language, document }),
    speak: (request, signal, waiting) => speakChunk(application, request, signal, waiting),
  };
}

/** Those of the service count only where a key is there. */
async function speakingNow({ api, refreshVoices }: Application) {
  await refreshVoices();
  const [voices, key] = await Promise.all([api.call('speech.voices'), api.call('key.status')]);
  return voices.filter((voice) => voice.server === 'embedded' || key.present);
}

/** Faults of the program itself are told in full only to whoever asks: `LECTERN_DEBUG=1`. */
function reportTo(terminal: Terminal): (fault: Fault) => void {
  return ({ where, error }) => {
    if (!terminal.env['LECTERN_DEBUG']) return;
    terminal.say(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  };
}

/** Ctrl-C and the signals that end a program: the command cleans up, and then it ends by itself. */
function interruption(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const stop = () => controller.abort();
  for (const name of signals) process.on(name, stop);
  return {
    signal: controller.signal,
    release: () => signals.forEach((name) => process.off(name, stop)),
  };
}
