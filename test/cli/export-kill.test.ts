/**
 * `lectern export` killed without a warning, again and again, at moments that a seed chooses: the same command goes on,
 * asks for nothing that was finished, and ends in the very bytes of an undisturbed run.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { randomOf } from '../fakes/spoken.ts';
import { exportHomes, hashesOf, list, storedTexts, writeBook, type Home } from './export-home.ts';
import { start } from './run.ts';

const SEED = Number(process.env['LECTERN_SEED'] ?? 4);
const CHAPTERS = 4;
const SENTENCES = 12;
/** Of each chapter, and of the book's title: headings are spoken as well. */
const SEGMENTS = CHAPTERS * (SENTENCES + 1) + 1;
/** Deltas that the server sends for a sentence, about, and bytes of each. */
const DELTAS = 20;
const DELTA_BYTES = [8000];
/** Bytes of a draft's sound by which it is surely begun and surely not yet done. */
const ENCODED = { from: 0, to: 200_000 };
/** A moment may pass between two looks; then the same is tried anew. */
const TRIES = 5;

const exportHome = exportHomes();

type Stage = 'synthesis' | 'encoding' | 'draft' | 'renamed';
const STAGES: readonly Stage[] = ['synthesis', 'synthesis', 'encoding', 'encoding'];
const CHAINS = [
  { split: 'none', stages: [...STAGES, 'draft'] },
  { split: 'chapter', stages: [...STAGES, 'renamed'] },
  { split: 'none', stages: [...STAGES, 'renamed'] },
  { split: 'chapter', stages: [...STAGES, 'draft'] },
] as const;

const command = (home: Home, book: string, split: string) => [
  ...['export', book, '-o', home.out, '--split', split],
  ...['--format', 'mp3,srt,vtt,lrc,epub'],
];

/** @returns whether it was killed; else it came to its end before. */
async function killedAt(moment: () => boolean, run: ReturnType<typeof start>): Promise<boolean> {
  const { child } = run;
  while (child.exitCode === null && !moment()) await wait(1);
  if (child.exitCode === null) child.kill('SIGKILL');
  const { code, err } = await run.ended;
  if (code !== null) expect({ code, err }).toMatchObject({ code: 0 });
  return code === null;
}

/** The moment of a stage, as it can be seen from outside. */
function momentOf(stage: Stage, home: Home, random: () => number): () => boolean {
  if (stage === 'synthesis') {
    const left = SEGMENTS - storedTexts(home).size;
    const deltas = Math.floor((0.1 + 0.5 * random()) * left * DELTAS);
    let sent = 0;
    home.server.chunkFaults = () => ({
      deltaBytes: DELTA_BYTES,
      eachDeltaAfter: async () => {
        sent++;
        await wait(1);
      },
    });
    return () => sent >= deltas;
  }
  home.server.chunkFaults = () => ({});
  if (stage === 'encoding') {
    const work = join(home.env['LECTERN_HOME'] ?? '', 'exports', 'work');
    const bytes = ENCODED.from + random() * (ENCODED.to - ENCODED.from);
    return () =>
      list(work).some(
        (name) =>
          name.endsWith('.frames') &&
          (statSync(join(work, name), { throwIfNoEntry: false })?.size ?? -1) >= bytes,
      );
  }
  const drafts = () => list(home.out).some((name) => name.endsWith('.part'));
  if (stage === 'draft') return drafts;
  // What an earlier run finished has its name already: the draft must be seen first.
  let seen = false;
  return () => {
    const here = drafts();
    seen ||= here;
    return seen && !here;
  };
}

describe('lectern export, killed', () => {
  it.concurrent.each(CHAINS.map((chain, index) => ({ ...chain, index })))(
    'goes on and ends in the same bytes (chain $index, split $split)',
    { timeout: 300_000 },
    async ({ split, stages, index }) => {
      const random = randomOf(SEED + index);
      const [calm, home] = [await exportHome(), await exportHome()];
      const [calmBook, book] = [calm, home].map(({ folder }) => writeBook(folder, CHAPTERS, SENTENCES));
      const undisturbed = start(command(calm, calmBook!, split), calm.env).ended;
      const told: string[] = [];

      /** Finished at the last kill, and how much had been asked for then. */
      let finished: ReadonlySet<string> = new Set();
      let asked = 0;
      const noneTwice = () => {
        const again = home.server.commits.slice(asked).filter(({ text }) => finished.has(text));
        expect(again.map(({ text }) => text)).toEqual([]);
        finished = storedTexts(home);
        asked = home.server.commits.length;
      };

      for (const stage of stages) {
        let killed = false;
        for (let tries = 0; !killed && tries < TRIES; tries++) {
          const moment = momentOf(stage, home, random);
          killed = await killedAt(moment, start(command(home, book!, split), home.env));
          noneTwice();
        }
        expect(killed, `killed in ${stage}`).toBe(true);
        told.push(`${stage} with ${finished.size} of ${SEGMENTS} finished`);
      }
      home.server.chunkFaults = () => ({});
      const end = await start(command(home, book!, split), home.env).ended;
      noneTwice();
      console.log(`seed ${SEED}, chain ${index}, killed in: ${told.join('; ')}`);

      expect(end).toMatchObject({ code: 0 });
      expect(await undisturbed).toMatchObject({ code: 0 });
      const wanted = hashesOf(calm.out);
      expect(Object.keys(wanted)).toHaveLength(split === 'none' ? 5 : 4 * (CHAPTERS + 1) + 2);
      expect(hashesOf(home.out)).toEqual(wanted);
      expect(finished.size).toBe(SEGMENTS);
      expect(new Set(home.server.commits.map(({ text }) => text))).toEqual(finished);
      const unfinished = join(home.env['LECTERN_HOME'] ?? '', 'exports', 'work');
      expect(list(unfinished)).toEqual([]);
    },
  );
});
