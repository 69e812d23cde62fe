/** Plays speech through a program of the machine, as Node has no way to the sound card. */
import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { LecternError } from '../core/errors.ts';
import { SAMPLE_RATE } from '../core/speech/types.ts';
import { sampleBytes, type Sound } from './sound.ts';
import { createWavFile } from './wav-file.ts';

interface Player {
  readonly program: string;
  /** Raw samples come on its standard input, or a WAV file is named. */
  readonly input: 'samples' | 'file';
  readonly args: (file: string) => readonly string[];
  /** What it writes where it cannot play, if it ends as though it could. */
  readonly complaint?: string;
}

interface FoundPlayer {
  readonly player: Player;
  readonly path: string;
}

const rate = String(SAMPLE_RATE);
const PLAYERS: readonly Player[] = [
  {
    program: 'pw-cat',
    input: 'samples',
    args: () => ['-p', '--raw', '--rate', rate, '--channels', '1', '--format', 's16', '-'],
  },
  { program: 'pacat', input: 'samples', args: () => ['--format=s16le', `--rate=${rate}`, '--channels=1'] },
  {
    program: 'aplay',
    input: 'samples',
    args: () => ['-q', '-t', 'raw', '-f', 'S16_LE', '-r', rate, '-c', '1', '-'],
  },
  {
    program: 'play',
    input: 'samples',
    args: () => ['-q', '-t', 'raw', '-r', rate, '-e', 'signed', '-b', '16', '-c', '1', '-'],
  },
  {
    // After SoX: it ends with 0 also where it has no sound card, and tells that in words alone.
    program: 'ffplay',
    input: 'samples',
    args: () => ['-nodisp', '-autoexit', '-loglevel', 'error', '-f', 's16le', '-ar', rate, '-'],
    complaint: 'audio open failed',
  },
  { program: 'afplay', input: 'file', args: (file) => [file] },
  {
    program: 'powershell.exe',
    input: 'file',
    args: (file) => [
      '-NoProfile',
      '-Command',
      `(New-Object Media.SoundPlayer '${file.replaceAll("'", "''")}').PlaySync()`,
    ],
  },
];

/** The first player that the PATH has, and where it is; or null. */
function findPlayer(env: Readonly<Record<string, string | undefined>>): FoundPlayer | null {
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter(Boolean);
  for (const player of PLAYERS) {
    const path = folders.map((folder) => join(folder, player.program)).find(isProgram);
    if (path !== undefined) return { player, path };
  }
  return null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @throws LecternError `storage` where no player is there. */
export async function createSpeakers(env: Readonly<Record<string, string | undefined>>): Promise<Sound> {
  const found = findPlayer(env);
  if (!found) {
    const names = PLAYERS.map(({ program }) => program).join(', ');
    throw new LecternError(
      'storage',
      `There is no program here to play sound with (${names}). Write a file with -o OUT.wav.`,
    );
  }
  return found.player.input === 'samples' ? pipeInto(found) : playFile(found);
}

function start({ player, path }: FoundPlayer, file: string): { child: ChildProcess; ended: Promise<void> } {
  const child = spawn(path, player.args(file), { stdio: ['pipe', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (told = (told + text).slice(-10_000)));
  const complains = () => player.complaint !== undefined && told.includes(player.complaint);
  const failed = (cause?: unknown) =>
    new LecternError('storage', `${player.program} could not play the sound. Write a file with -o OUT.wav.`, {
      cause,
    });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', (error) => reject(failed(error)));
    child.once('close', (code) => (code === 0 && !complains() ? resolve() : reject(failed())));
  });
  ended.catch(() => undefined); // whoever writes or finishes hears of it
  return { child, ended };
}

function pipeInto(player: FoundPlayer): Sound {
  const { child, ended } = start(player, '');
  const { stdin } = child;
  stdin?.on('error', () => undefined); // it ended: `ended` says how
  return {
    async write(samples) {
      if (!stdin || child.exitCode !== null) return ended;
      if (stdin.write(sampleBytes(samples))) return;
      const drained = new Promise<void>((resolve) => stdin.once('drain', resolve));
      await Promise.race([drained, ended]);
    },
    async finish() {
      stdin?.end();
      await ended;
    },
    async discard() {
      child.kill();
    },
  };
}

/** For players that want a whole file: it is made in a temporary folder and removed after. */
async function playFile(player: FoundPlayer): Promise<Sound> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-'));
  const file = join(folder, 'speech.wav');
  const wav = await createWavFile(file);
  const clean = () => rmSync(folder, { recursive: true, force: true });
  let playing: ChildProcess | null = null;
  return {
    write: (samples) => wav.write(samples),
    async finish() {
      await wav.finish();
      const { child, ended } = start(player, file);
      playing = child;
      await ended.finally(clean);
    },
    async discard() {
      playing?.kill();
      await wav.discard();
      clean();
    },
  };
}
