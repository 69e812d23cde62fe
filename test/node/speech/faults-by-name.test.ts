/** Each bad day by its name, through client and scheduler over real sockets: what comes of it always, and of it once. */
import { describe, expect, it } from 'vitest';
import { createScheduler } from '../../../electron/core/speech/scheduler.ts';
import { createNetwork } from '../../../electron/node/network/network.ts';
import { command, FAULT_NAMES, FAULTS, REPEATED_KEY, type Fault } from '../../fakes/faults.ts';
import { randomOf, spoken } from '../../fakes/spoken.ts';
import { drive } from '../../support/drive.ts';
import {
  clientOf,
  clock,
  failure,
  KEY,
  requestOf,
  server,
  TEXT,
  useVoiceServer,
} from '../../support/speech-client.ts';

useVoiceServer();

const SEED = 20_260;

/** What a listener is told of the text, through everything that stands between. */
async function listen() {
  const { fetch } = createNetwork({ proxy: () => null, env: {} });
  const client = clientOf({ http: { url: `${server.baseUrl}/audio/speech`, fetch } });
  const scheduler = createScheduler({ speaker: client, clock, random: randomOf(SEED) });
  const signal = new AbortController().signal;
  const pcm: Uint8Array[] = [];
  const starts: number[] = [];
  const words: string[] = [];
  for await (const event of scheduler.speak(requestOf(TEXT), { priority: 'live', signal })) {
    if (event.type === 'anew') pcm.length = starts.length = words.length = 0;
    if (event.type === 'audio') pcm.push(event.pcm);
    if (event.type !== 'words') continue;
    starts.push(...event.words.map(({ start }) => start));
    words.push(...event.words.map(({ word }) => word));
  }
  return { pcm: Buffer.concat(pcm), starts, words };
}

async function expectOutcome(outcome: Fault['always']): Promise<void> {
  const telling = listen();
  if (outcome === 'as-said') {
    const { pcm } = await drive(clock, telling);
    expect(pcm.length).toBeGreaterThan(0);
    expect(pcm.equals(spoken(TEXT).pcm)).toBe(false);
    expect(server.counts.commits).toBe(2); // asked for once more
    return;
  }
  if (outcome !== 'speech') {
    const error = await drive(clock, failure(telling));
    expect(error.kind).toBe(outcome);
    expect(error.message).toMatch(/^[A-Z].*\.$/);
    return;
  }
  const { pcm, starts, words } = await drive(clock, telling);
  expect(pcm.equals(spoken(TEXT).pcm)).toBe(true);
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
  expect([[], TEXT.split(' ')]).toContainEqual(words);
}

describe(`a bad day (seed ${SEED})`, () => {
  it.each(FAULT_NAMES)('each time: %s', async (name) => {
    expect(REPEATED_KEY).toBe(KEY);
    command(server, name, randomOf(SEED));
    await expectOutcome(FAULTS[name].always);
  });

  it.each(FAULT_NAMES)('once: %s', async (name) => {
    command(server, name, randomOf(SEED), 1);
    await expectOutcome(FAULTS[name].once);
  });
});
