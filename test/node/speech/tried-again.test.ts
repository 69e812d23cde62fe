/** The client below the queue: what is no speech is asked for again, and told with its reason when that did not help. */
import { describe, expect, it } from 'vitest';
import { createScheduler } from '../../../electron/core/speech/scheduler.ts';
import { spoken } from '../../fakes/spoken.ts';
import type { ChunkFaults } from '../../fakes/voice-server.ts';
import {
  clientOf,
  clock,
  failure,
  never,
  requestOf,
  server,
  TEXT,
  useVoiceServer,
} from '../../support/speech-client.ts';

useVoiceServer();

/** Asks for one chunk and lets the time go by that it takes. */
async function listen(): Promise<Buffer> {
  const scheduler = createScheduler({ speaker: clientOf(), clock, random: () => 0 });
  const pieces: Uint8Array[] = [];
  let settled = false;
  const listening = (async () => {
    const events = scheduler.speak(requestOf(TEXT), { priority: 'live', signal: never });
    for await (const event of events) {
      if (event.type === 'anew') pieces.length = 0;
      if (event.type === 'audio') pieces.push(event.pcm);
    }
    return Buffer.concat(pieces);
  })().finally(() => (settled = true));
  listening.catch(() => {});
  while (!settled) {
    await new Promise(setImmediate);
    clock.advance(50);
  }
  return listening;
}

const noSpeech: readonly { readonly what: string; readonly faults: ChunkFaults }[] = [
  { what: 'no audio at all', faults: { noSound: true } },
  {
    what: 'audio that ends after a moment, though it says that it is done',
    faults: { mostBytes: 2400, words: 'never' },
  },
];

describe.each(noSpeech)('a chunk of which comes $what', ({ faults }) => {
  it('is asked for again, and heard whole', async () => {
    server.chunkFaults = ({ index }) => (index < 2 ? faults : {});
    expect((await listen()).equals(spoken(TEXT).pcm)).toBe(true);
    expect(server.commits).toHaveLength(3);
  });

  it('is given up after five tries, with the reason', async () => {
    server.chunkFaults = () => faults;
    const error = await failure(listen());
    expect(error).toMatchObject({ kind: 'speech-empty' });
    expect(error.message).toBe(
      'Together AI sent no speech, or too little, for this passage. Try again, or skip it.',
    );
    expect(server.commits).toHaveLength(5);
  });
});
