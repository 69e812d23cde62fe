// Exports: how fast from text to files, and from stored speech to mp3 beside LAME's own program; what is held for a long
// book, and over bad days.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AudioSegment } from '../../electron/core/audiobook/audio-job.ts';
import type { Mp3Settings } from '../../electron/core/audiobook/types.ts';
import { createMp3Pool } from '../../electron/node/audiobook/pool.ts';
import { faultyExport } from '../support/faulty-export.ts';
import { runAlone } from './support/child.ts';
import { exportPace } from './support/export-pace.ts';
import { longSpeech, MP3_WORKER, storeSpeech } from './support/stored-book.ts';
import { megabytes, percentile, type Bench, type Row } from './table.ts';

const RATE = 24_000;
const MINUTES = 10;
const MOST_GROWTH = 1.15;
const ROUNDS = 3;
/** × real time, from text to files, on two cores. */
const LEAST_PACE = 40;
const [SENTENCES, MARK] = [10_000, 1_000];
const hours = new URL('./support/mp3-hours.ts', import.meta.url);

const CBR: Mp3Settings = {
  encoder: 'wasm',
  rate: RATE,
  mode: { kind: 'cbr', kbps: 64 },
  loudness: -18,
};
const VBR: Mp3Settings = { ...CBR, mode: { kind: 'vbr', quality: 4 } };
const WAYS: readonly (readonly [name: string, settings: Mp3Settings, lame: readonly string[]])[] = [
  ['WebAssembly, 64 kbit/s', CBR, ['-b', '64']],
  ['WebAssembly, V4', VBR, ['-V', '4']],
  ['lamejs, 64 kbit/s', { ...CBR, encoder: 'lamejs' }, ['-b', '64']],
];

/** × real time of so many files at a time, each ten minutes: from stored chunks to the finished file. */
async function pace(settings: Mp3Settings, segments: AudioSegment[], folder: string, files: number) {
  const pool = createMp3Pool({ worker: MP3_WORKER, size: files });
  const signal = new AbortController().signal;
  const from = performance.now();
  const made = await Promise.all(
    Array.from({ length: files }, (_, file) =>
      pool.encode({ groups: [{ segments }], settings, output: join(folder, `${file}.mp3`) }, { signal }),
    ),
  );
  const seconds = (performance.now() - from) / 1000;
  await pool.close();
  return made.reduce((sum, { samples }) => sum + samples, 0) / RATE / seconds;
}

/** × real time of LAME's own program over the same samples, which it only encodes; null where there is none. */
async function lamePace(args: readonly string[], raw: string, seconds: number): Promise<number | null> {
  const input = ['--quiet', '-r', '-s', '24', '--bitwidth', '16', '--signed', '-m', 'm', '--resample', '24'];
  const from = performance.now();
  const child = spawn('lame', [...input, ...args, raw, `${raw}.mp3`], { stdio: 'ignore' });
  const code = await Promise.race([
    once(child, 'exit').then(([code]: unknown[]) => code),
    once(child, 'error').then(() => null),
  ]);
  return code === 0 ? seconds / ((performance.now() - from) / 1000) : null;
}

/** The median of a few rounds, in each of which all ways take their turn. */
async function paces(folder: string, segments: AudioSegment[], raw: string, seconds: number): Promise<Row[]> {
  const found = WAYS.map(() => ({ one: [] as number[], two: [] as number[], lame: [] as number[] }));
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, [, settings, lame]] of WAYS.entries()) {
      const { one, two, lame: native } = found[index]!;
      one.push(await pace(settings, segments, folder, 1));
      two.push(await pace(settings, segments, folder, 2));
      const floor = await lamePace(lame, raw, seconds);
      if (floor !== null) native.push(floor);
    }
  return WAYS.flatMap(([name, { encoder }], index): Row[] => {
    const { one, two, lame } = found[index]!;
    const floor = lame.length > 0 ? middle(lame) : null;
    const against = floor === null ? 'no lame on this machine’s PATH' : `lame on one thread: ${times(floor)}`;
    return [
      { what: `${name}, one file at a time`, measured: times(middle(one)), against, reached: null },
      {
        what: `${name}, two files at a time`,
        measured: times(middle(two)),
        against,
        reached: floor !== null && encoder === 'wasm' ? middle(two) > floor : null,
      },
    ];
  });
}

async function memory(folder: string): Promise<Row> {
  const [one, eight] = [1, 8].map((length) => async () => {
    const { peak } = (await runAlone(fileURLToPath(hours), [folder, String(length)])) as { peak: number };
    return peak;
  });
  const [first, last] = [await one!(), await eight!()];
  return {
    what: 'peak of the whole process, a file of 8 h : of 1 h',
    measured: `${(last / first).toFixed(3)} ×  (${megabytes(last)} : ${megabytes(first)})`,
    against: `≤ ${MOST_GROWTH} ×`,
    reached: last <= MOST_GROWTH * first,
  };
}

/** From the command to the checked files, nothing of it made before. */
async function endToEnd(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [split, name] of [
    ['none', 'one file with chapters'],
    ['chapter', 'a file for each chapter'],
  ] as const) {
    const { audio, seconds } = await exportPace(split);
    rows.push({
      what: `lectern export, embedded voice, ${name}`,
      measured: `${times(audio / seconds)}  (${(audio / 60).toFixed(0)} min in ${seconds.toFixed(0)} s)`,
      against: `≥ ${LEAST_PACE} × real time on two cores`,
      reached: audio / seconds >= LEAST_PACE,
    });
  }
  return rows;
}

/** Ten thousand sentences through a service with bad days. */
async function badDays(folder: string): Promise<Row[]> {
  const { mark, end, wrong, stored, doubled, commits } = await faultyExport(folder, SENTENCES, MARK, 1);
  const bad = wrong.length + doubled + Math.abs(SENTENCES - stored);
  return [
    {
      what: `${SENTENCES} sentences over bad days (${commits} asked for), lost or doubled`,
      measured: String(bad),
      against: '0',
      reached: bad === 0,
    },
    {
      what: `peak of the process that speaks them, after all : after ${MARK}`,
      measured: `${(end.peak / mark.peak).toFixed(3)} ×  (${megabytes(end.peak)} : ${megabytes(mark.peak)})`,
      against: `≤ ${MOST_GROWTH} ×`,
      reached: end.peak <= MOST_GROWTH * mark.peak,
    },
  ];
}

async function run(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
  try {
    const sounds = await storeSpeech(folder);
    const segments = await longSpeech(folder, MINUTES * 60);
    const raw = join(folder, 'speech.raw');
    const spoken = segments.flatMap((_, index) => [
      new Uint8Array(sounds[index % sounds.length]!.buffer),
      new Uint8Array(2 * (segments[index]?.pause ?? 0)),
    ]);
    const bytes = Buffer.concat(spoken);
    await writeFile(raw, bytes);
    return [
      ...(await endToEnd()),
      ...(await paces(folder, segments, raw, bytes.length / 2 / RATE)),
      await memory(folder),
      ...(await badDays(folder)),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const middle = (values: readonly number[]) => percentile(values, 0.5);
const times = (factor: number) => `${factor.toFixed(0)} ×`;

export const bench: Bench = { name: 'audiobook', run };
