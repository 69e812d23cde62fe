/**
 * Looks for a new version: one request a day at most, to one address, and only when it is asked to. What came of it is
 * kept in a file, so that starting again asks nothing anew. Nothing is ever fetched but the answer.
 */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { isNewer, LOOK_EVERY, parseRelease, type Release } from '../core/updates.ts';
import { replaceFile } from './atomic-file.ts';
import type { Fetch } from './network/network.ts';

/** Milliseconds. */
const TIMEOUT = 10_000;
/** Bytes: the notes of a release may be long. */
const MOST_BYTES = 1_000_000;

export interface UpdatesOptions {
  /** Absolute; its folder exists. */
  readonly file: string;
  /** What is asked; null where the program comes from nowhere that could be asked. */
  readonly address: string | null;
  /** Of this program. */
  readonly version: string;
  readonly fetch: Fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface Updates {
  /** Whether there is anybody to ask. */
  readonly available: boolean;
  /** The newest release, where it is newer than this program; asks only when a day has passed. Never rejects. */
  look(): Promise<Release | null>;
}

const seenSchema = v.object({
  version: v.literal(1),
  address: v.string(),
  /** When it was asked, with or without an answer. */
  at: v.number(),
  release: v.nullable(v.object({ version: v.string(), url: v.string() })),
});
type Seen = v.InferOutput<typeof seenSchema>;

export function createUpdates({ file, address, version, fetch, now }: UpdatesOptions): Updates {
  let underWay: Promise<Release | null> | null = null;

  const looked = async (from: string): Promise<Release | null> => {
    const kept = v.safeParse(
      v.pipe(v.string(), v.parseJson(), seenSchema),
      await readFile(file, 'utf8').catch(() => ''),
    );
    const seen = kept.success && kept.output.address === from ? kept.output : null;
    const age = now() - (seen?.at ?? -Infinity);
    // A clock that was set back must not keep it from asking for ever.
    if (seen && age >= 0 && age < LOOK_EVERY) return seen.release;
    const keep = (release: Release | null) => {
      const next: Seen = { version: 1, address: from, at: now(), release };
      return replaceFile(file, JSON.stringify(next));
    };
    await keep(seen?.release ?? null); // before asking: a program that ends meanwhile has asked all the same
    const release = await ask(from, fetch);
    if (release) await keep(release);
    return release ?? seen?.release ?? null;
  };

  const look = async (): Promise<Release | null> => {
    if (address === null) return null;
    try {
      const release = await looked(address);
      return release && isNewer(release.version, version) ? release : null;
    } catch {
      return null; // no network, no answer, a full disk: tomorrow is another day
    }
  };
  return {
    available: address !== null,
    look() {
      underWay ??= look().finally(() => (underWay = null));
      return underWay;
    },
  };
}

/** @returns null where the answer is no release. @throws where there is none. */
async function ask(address: string, fetch: Fetch): Promise<Release | null> {
  const answer = await fetch(address, {
    headers: { accept: 'application/vnd.github+json', 'user-agent': 'Lectern' },
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (!answer.ok) {
    await answer.body?.cancel();
    return null;
  }
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of answer.body ?? []) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new Error('The answer is too long.');
    pieces.push(piece);
  }
  return parseRelease(JSON.parse(Buffer.concat(pieces).toString('utf8')));
}
