import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  SegmentUnreadable,
  type AudioJob,
  type Mp3Maker,
} from '../../../electron/core/audiobook/audio-job.ts';
import { checkAudio } from '../../../electron/core/audiobook/check.ts';
import type { Mp3Settings } from '../../../electron/core/audiobook/types.ts';
import { inspectFile } from '../../../electron/node/audiobook/inspect-file.ts';
import { makeAudio } from '../../../electron/node/audiobook/make-audio.ts';
import { createMp3Pool } from '../../../electron/node/audiobook/pool.ts';
import { speakTexts, storeSegment } from '../../support/stored-speech.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const worker = new URL('../../../electron/node/audiobook/worker.ts', import.meta.url);
const missing = new URL('./there-is-no-such-worker.ts', import.meta.url);
const TEXTS = ['Down, down, down.', 'Would the fall never come to an end?', 'There was nothing else to do.'];
const speech = await speakTexts(TEXTS);
const SETTINGS: Mp3Settings = {
  encoder: 'wasm',
  rate: 24_000,
  mode: { kind: 'cbr', kbps: 64 },
  loudness: -18,
};
const PAUSE = 9_600;
const never = new AbortController().signal;

const poolOf = (size: number, entry = worker): Mp3Maker => {
  const pool = createMp3Pool({ worker: entry, size });
  onTestFinished(() => pool.close());
  return pool;
};
/** @param times How often all is said. */
async function jobOf(times = 1): Promise<AudioJob> {
  const folder = await temporaryFolder();
  const once = await Promise.all(
    speech.map((pcm, index) => storeSegment(join(folder, 'store'), `${index}`, pcm, PAUSE)),
  );
  const segments = Array.from({ length: times }, () => once).flat();
  return { groups: [{ segments }], settings: SETTINGS, output: join(folder, 'audio.tmp') };
}
const left = (job: AudioJob) => readdir(join(job.output, '..'));

describe('the workers that make mp3 files', () => {
  it.each([
    { settings: SETTINGS, said: 3 },
    { settings: { ...SETTINGS, rate: 48_000, mode: { kind: 'vbr', quality: 4 } }, said: 3 },
    { settings: { ...SETTINGS, encoder: 'lamejs' }, said: 1 },
  ] satisfies { settings: Mp3Settings; said: number }[])(
    'make the same bytes of the same job, together or alone, here or there ($settings)',
    async ({ settings, said }) => {
      const { groups, output: path } = await jobOf();
      const segments = groups[0]!.segments.slice(0, said);
      const job: AudioJob = { groups: [{ segments }], settings, output: path };
      const outputs = [1, 2].map((number) => `${job.output}.${number}`);
      const pool = poolOf(2);
      const results = await Promise.all(
        outputs.map((output) => pool.encode({ ...job, output }, { signal: never })),
      );
      const alone = await makeAudio(job, never, () => {});
      const bytes = await readFile(job.output);
      expect(bytes).toHaveLength(alone.bytes);
      for (const [index, output] of outputs.entries()) {
        expect(results[index]).toEqual(alone);
        expect((await readFile(output)).equals(bytes)).toBe(true);
      }
    },
  );

  it('read a file back, tags or not, and the check finds nothing amiss', async () => {
    const pool = poolOf(1);
    const job = await jobOf();
    const audio = await pool.encode(job, { signal: never });
    const facts = await pool.inspect(job.output, never);
    const frames = await readFile(job.output);
    const id3v2 = Buffer.alloc(10 + 300);
    id3v2.set([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 2, 44]); // "ID3", version 4.0, no flags, 2 × 128 + 44 bytes
    const id3v1 = Buffer.alloc(128);
    id3v1.write('TAG');
    await writeFile(job.output, Buffer.concat([id3v2, frames, id3v1]));
    expect(await pool.inspect(job.output, never)).toEqual(facts);
    const plan = {
      settings: SETTINGS,
      samples: speech.reduce((sum, { length }) => sum + length + PAUSE, 0),
      texts: TEXTS,
      marks: [{ title: 'Down the hole', depth: 0, start: 0, end: audio.samples }],
    };
    expect(checkAudio(plan, audio, facts)).toEqual([]);
    expect(checkAudio({ ...plan, samples: plan.samples - 1 }, audio, facts)).toMatchObject([
      { kind: 'length' },
    ]);
  });

  it('tell a damaged or shortened file', async () => {
    const pool = poolOf(1);
    const job = await jobOf();
    const audio = await pool.encode(job, { signal: never });
    const bytes = await readFile(job.output);
    const plan = { settings: SETTINGS, samples: audio.samples, texts: TEXTS, marks: [] };
    const flipped = (at: number) =>
      Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 16 : byte)));
    for (const damaged of [
      flipped(5_000),
      flipped(40),
      flipped(192),
      bytes.subarray(0, -192),
      bytes.subarray(0, -1),
      bytes.subarray(192),
    ]) {
      await writeFile(job.output, damaged);
      const findings = checkAudio(plan, audio, await inspectFile(job.output, never));
      expect(findings.map(({ kind }) => kind)).toEqual(['damaged']);
    }
    await rm(job.output);
    await expect(inspectFile(job.output, never)).rejects.toMatchObject({ kind: 'file-unreadable' });
  });

  it('stop in the middle of a file, leave nothing of it, and take the next', async () => {
    const pool = poolOf(1);
    const job = await jobOf(60);
    const controller = new AbortController();
    let after = 0;
    const stopped = pool.encode(job, {
      signal: controller.signal,
      progress: ({ phase }) => {
        if (controller.signal.aborted) after++;
        else if (phase === 'encode') controller.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ kind: 'cancelled' });
    expect(after).toBe(0);
    expect(await left(job)).toEqual(['store']);
    await pool.encode(await jobOf(), { signal: never });
  });

  it('never begin what was cancelled while it waited, or before it was asked', async () => {
    const pool = poolOf(1);
    const [first, second] = [await jobOf(10), await jobOf()];
    const controller = new AbortController();
    const busy = pool.encode(first, { signal: never });
    const waiting = pool.encode(second, { signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ kind: 'cancelled' });
    await expect(pool.encode(second, { signal: controller.signal })).rejects.toMatchObject({
      kind: 'cancelled',
    });
    await busy;
    expect(await left(second)).toEqual(['store']);
  });

  it('say which segment must be made again, by its number over all groups', async () => {
    const { groups, ...job } = await jobOf();
    const [group] = groups;
    const wrong = { segments: group!.segments.map((each) => ({ ...each, key: 'of another text' })) };
    const refused = poolOf(1).encode({ ...job, groups: [group!, wrong] }, { signal: never });
    await expect(refused).rejects.toBeInstanceOf(SegmentUnreadable);
    await expect(refused).rejects.toMatchObject({ segment: 3, kind: 'storage', retryable: true });
  });

  it('give their refusals as they are, and their crashes as faults that may be tried again', async () => {
    const job = await jobOf();
    const nowhere = { ...job, output: join(job.output, 'nowhere') };
    await expect(poolOf(1).encode(nowhere, { signal: never })).rejects.toMatchObject({ kind: 'storage' });
    const pool = poolOf(1, missing);
    for (const _ of [1, 2])
      await expect(pool.encode(job, { signal: never })).rejects.toMatchObject({
        kind: 'internal',
        retryable: true,
      });
  });

  it('end with the pool: what is under way and what waits is cancelled, and nothing is taken any more', async () => {
    const pool = poolOf(1);
    const [first, second] = [await jobOf(60), await jobOf()];
    let closing: Promise<void> | null = null;
    const ends = await Promise.allSettled([
      pool.encode(first, { signal: never, progress: () => void (closing ??= pool.close()) }),
      pool.encode(second, { signal: never }),
    ]);
    await closing;
    for (const end of [...ends, ...(await Promise.allSettled([pool.encode(second, { signal: never })]))])
      expect(end).toMatchObject({ status: 'rejected', reason: { kind: 'cancelled' } });
    expect(await left(first)).toEqual(['store']);
  });
});
