/** What the tests of `lectern export` share: a book, a service to speak it, and what a data folder holds afterwards. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { VoiceServer } from '../fakes/voice-server.ts';
import { plainEnvironment, temporaryFolder } from './run.ts';

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];

/** Of a chapter, each a paragraph and a chunk of its own, and none there twice. */
export const sentencesOf = (chapter: number, count: number): readonly string[] =>
  Array.from(
    { length: count },
    (_, n) => `In the ${ORDINALS[chapter]} chapter the rain has fallen ${n + 2} times.`,
  );

/** A Markdown book of so many chapters of so many sentences; its path. */
export function writeBook(folder: string, chapters: number, sentences: number): string {
  const text = Array.from({ length: chapters }, (_, n) =>
    [`## The ${ORDINALS[n]}`, ...sentencesOf(n, sentences)].join('\n\n'),
  );
  const path = join(folder, 'book.md');
  writeFileSync(path, `# Rain\n\n${text.join('\n\n')}\n`);
  return path;
}

export interface Home {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly server: VoiceServer;
  /** Where the files go; there is none yet. */
  readonly out: string;
}

/**
 * Makes data folders with a key, each with a service that takes it, for this test file; the services end with it. (A hook
 * of a test of its own would, where several run at a time, be kept for another one.)
 */
export function exportHomes(): () => Promise<Home> {
  const servers: VoiceServer[] = [];
  afterAll(() => Promise.all(servers.map((server) => server.close())));
  return async () => {
    const server = await VoiceServer.start();
    servers.push(server);
    const folder = temporaryFolder();
    const env = plainEnvironment({
      LECTERN_HOME: join(folder, 'home'),
      TOGETHER_BASE_URL: server.baseUrl,
      TOGETHER_API_KEY: 'a-key',
    });
    return { folder, env, server, out: join(folder, 'out') };
  };
}

/** The texts whose speech is in the store, whole: a file has its name only then. */
export function storedTexts({ env }: Home): ReadonlySet<string> {
  const speech = join(env['LECTERN_HOME'] ?? '', 'speech');
  const texts = new Set<string>();
  for (const name of list(speech)) {
    if (!name.endsWith('.speech')) continue;
    const bytes = readFileSync(join(speech, name));
    const header = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(4))) as { key: string };
    texts.add((JSON.parse(header.key) as string[]).at(-1) ?? '');
  }
  return texts;
}

/** SHA-256 of each file, by its name. */
export function hashesOf(folder: string): Readonly<Record<string, string>> {
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return Object.fromEntries(
    list(folder)
      .toSorted()
      .map((name) => [name, hash(name)]),
  );
}

/** Names of all files below; none where there is no folder. */
export function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  } catch {
    return [];
  }
}
