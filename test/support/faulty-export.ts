/** So many sentences through a server with a bad day, spoken in a process of its own; and every one looked at afterwards. */
import { fileURLToPath } from 'node:url';
import { NODE_FLAGS } from '../../electron/cli/node-version.ts';
import { createSpeechStore } from '../../electron/node/speech/store.ts';
import { runAlone } from '../bench/support/child.ts';
import { randomOf, spoken } from '../fakes/spoken.ts';
import { VoiceServer, type ChunkFaults, type ConnectionFaults } from '../fakes/voice-server.ts';
import { faultyRequest, storeFolder, type FaultySpeaking } from './faulty-speaking.ts';

const program = fileURLToPath(new URL('./faulty-speaking.ts', import.meta.url));
const error = (code: string) => ({ message: 'No.', type: null, param: null, code });

const CHUNK_FAULTS: readonly ChunkFaults[] = [
  { riff: true, words: 'before' },
  { done: 'missing' },
  { done: 'early', wordBatches: 3 },
  { words: 'after-done', unknownEvents: true },
  { after: 2, fail: { as: 'failed', error: error('rate_limit_exceeded') } },
  { after: 1, fail: { as: 'error', error: error('server_error'), withoutId: true } },
  { after: 3, drop: 'close' },
  { drop: 'terminate' },
  { after: 1, stall: true },
  { noSound: true },
  { mostBytes: 4000 },
];
const CONNECTION_FAULTS: readonly ConnectionFaults[] = [
  { refuse: { status: 503 } },
  { refuse: { status: 429, headers: { 'Retry-After': '1' } } },
  { closeAtOnce: true },
  { noGreeting: true },
];
/** The part of the chunks, and of the connections, that have a fault. */
const CHUNK_PART = 0.05;
const CONNECTION_PART = 0.3;

export interface FaultyExport extends FaultySpeaking {
  /** Texts whose stored sound is not what the server says for them. */
  readonly wrong: readonly string[];
  readonly stored: number;
  readonly commits: number;
  readonly connections: number;
}

/** @param mark After so many sentences the memory is looked at for the first time. */
export async function faultyExport(
  folder: string,
  sentences: number,
  mark: number,
  seed: number,
): Promise<FaultyExport> {
  const random = randomOf(seed);
  const pick = <T>(list: readonly T[], part: number, none: T): T =>
    random() < part ? (list[Math.floor(random() * list.length)] ?? none) : none;
  const server = await VoiceServer.start();
  server.connectionFaults = () => pick<ConnectionFaults>(CONNECTION_FAULTS, CONNECTION_PART, {});
  server.forgetful = true;
  server.chunkFaults = () => pick<ChunkFaults>(CHUNK_FAULTS, CHUNK_PART, {});
  try {
    const args = [folder, server.url, String(sentences), String(mark)];
    const spoke = (await runAlone(program, args, '--expose-gc', ...NODE_FLAGS)) as FaultySpeaking;
    const store = createSpeechStore({ directory: storeFolder(folder), capBytes: 1e12 });
    const wrong: string[] = [];
    for (let n = 0; n < sentences; n++) {
      const request = faultyRequest(n);
      const found = await store.get(request);
      if (!found || !spoken(request.text).pcm.equals(found.pcm)) wrong.push(request.text);
    }
    const { chunks: stored } = await store.usage();
    const { commits, upgrades: connections } = server.counts;
    return { ...spoke, wrong, stored, commits, connections };
  } finally {
    await server.close();
  }
}
