/** A whole export by the command line, as a person runs it, with the embedded voice. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseFile } from 'music-metadata';
import { lectern, plainEnvironment } from '../../cli/run.ts';

const SAMPLE = resolve(import.meta.dirname, '../../../resources/samples/sherlock-holmes.epub');
/** The three parts of its first story: three quarters of an hour. */
const CHAPTERS = '2-5';

export interface ExportPace {
  /** Seconds of audio that was made, and that making it took: from the start of the program to its end. */
  readonly audio: number;
  readonly seconds: number;
}

/** @param split As `--split` takes it. */
export async function exportPace(split: 'none' | 'chapter'): Promise<ExportPace> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
  const env = plainEnvironment({ LECTERN_HOME: join(folder, 'home') });
  const command = ['export', SAMPLE, '-o', join(folder, 'out'), '-c', CHAPTERS, '--split', split, '--json'];
  try {
    const from = performance.now();
    const { code, out, err } = await lectern(command, env);
    const seconds = (performance.now() - from) / 1000;
    if (code !== 0) throw new Error(err);
    const { files } = JSON.parse(out) as { files: readonly string[] };
    let audio = 0;
    for (const file of files.filter((name) => name.endsWith('.mp3')))
      audio += (await parseFile(file, { duration: true })).format.duration ?? 0;
    return { audio, seconds };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
