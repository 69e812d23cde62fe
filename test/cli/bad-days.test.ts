/** A handful of the bad days (test/fakes/faults.ts) on the real command line; the rest are shown by name in-process. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../electron/cli/exit-codes.ts';
import { ConnectProxy } from '../fakes/connect-proxy.ts';
import { command, REPEATED_KEY, type FaultName } from '../fakes/faults.ts';
import { randomOf, spoken } from '../fakes/spoken.ts';
import { VoiceServer } from '../fakes/voice-server.ts';
import { lectern, plainEnvironment, temporaryFolder } from './run.ts';

const SEED = 7;
/** Milliseconds; a process that has to wait and try again takes some seconds. */
const PATIENCE = 90_000;
const SENTENCES = ['It was a bright cold day in April.', 'The clocks were striking thirteen.'];

let server: VoiceServer;
beforeEach(async () => (server = await VoiceServer.start()));
afterEach(() => server.close());

async function say(more: NodeJS.ProcessEnv = {}) {
  const out = join(temporaryFolder(), 'x.wav');
  const env = plainEnvironment({
    TOGETHER_BASE_URL: server.baseUrl,
    TOGETHER_API_KEY: REPEATED_KEY,
    ...more,
  });
  const { code, err } = await lectern(['say', SENTENCES.join(' '), '-o', out], env);
  expect(err).not.toContain(REPEATED_KEY);
  return { code, err, sound: existsSync(out) ? readFileSync(out).subarray(44) : null };
}

async function expectSpoken(more: NodeJS.ProcessEnv = {}): Promise<void> {
  const { code, err, sound } = await say(more);
  expect(err).toContain('s of speech in');
  expect(code).toBe(EXIT.ok);
  const places = SENTENCES.map((sentence) => sound!.indexOf(spoken(sentence).pcm));
  expect(places[0]).toBe(0);
  expect(places[1]).toBeGreaterThan(0);
}

describe('lectern say', () => {
  it.each<[FaultName, number]>([
    ['samples split over two deltas', Infinity],
    ['sound without a context id', Infinity],
    ['several items of one id', Infinity],
    ['done that stays away', Infinity],
    ['upgrade answered by a page (502)', Infinity],
    ['hung up in the handshake', 1],
    ['broken within a chunk', 1],
    ['429 with a pause in seconds', 1],
  ])(
    'speaks in spite of: %s (%s times)',
    async (name, times) => {
      command(server, name, randomOf(SEED), times);
      await expectSpoken();
    },
    PATIENCE,
  );

  it(
    'takes nothing of a connection that broke: the passage is one take, from its beginning to its end',
    async () => {
      const broken = { otherTake: true, deltaBytes: [2400], after: 4, drop: 'terminate' } as const;
      server.chunkFaults = ({ index }) => (index < SENTENCES.length ? broken : {});
      await expectSpoken();
      expect(server.commits.length).toBeGreaterThan(SENTENCES.length);
    },
    PATIENCE,
  );

  it.each<[FaultName, string]>([
    ['401 at the upgrade', 'Together AI does not take the key. Check it in the settings.'],
    [
      'wrong key, told by the first message, then closed',
      'Together AI does not take the key. Check it in the settings.',
    ],
    [
      '402 at the upgrade',
      'Together AI says that the spending limit is reached. Raise it in your account there.',
    ],
    ['no such voice, told by the first message', 'Together AI does not know this voice. Choose another one.'],
    ['503 at the upgrade', 'Together AI is overloaded or has trouble of its own. Try again in a while.'],
    [
      'nobody speaks, and HTTP is a page too',
      'Together AI did not answer as a speech service does. Check its address.',
    ],
  ])(
    'says why it cannot, and leaves no half a file: %s',
    async (name, sentence) => {
      command(server, name, randomOf(SEED));
      const { code, err, sound } = await say();
      expect(code).toBe(EXIT.speech);
      expect(err.trim().split('\n')).toContain(sentence);
      expect(sound).toBeNull();
    },
    PATIENCE,
  );
});

describe('lectern say, behind a proxy', () => {
  const BASE = 'http://speech.test/v1';
  let proxy: ConnectProxy;
  beforeEach(async () => (proxy = await ConnectProxy.start(Number(new URL(server.baseUrl).port))));
  afterEach(() => proxy.close());

  it(
    'of the environment, and of the settings before it',
    async () => {
      await expectSpoken({ TOGETHER_BASE_URL: BASE, http_proxy: proxy.url() });
      const home = temporaryFolder();
      writeFileSync(join(home, 'settings.json'), JSON.stringify({ proxy: proxy.url() }));
      await expectSpoken({ TOGETHER_BASE_URL: BASE, LECTERN_HOME: home, HTTP_PROXY: 'http://127.0.0.1:1' });
      // For the voices' list and for the speech, twice; nothing went another way, for there is none to that name.
      expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set(['speech.test:80']));
      expect(proxy.asked.length).toBeGreaterThanOrEqual(2);
    },
    PATIENCE,
  );

  it(
    'that wants a password says so, without the one that it was given',
    async () => {
      proxy.wants = 'reader:right';
      const { code, err } = await say({ TOGETHER_BASE_URL: BASE, ALL_PROXY: proxy.url('reader:not-right') });
      expect(code).toBe(EXIT.speech);
      expect(err).toContain('The network proxy wants a name and a password.');
      expect(err).not.toContain('not-right');
    },
    PATIENCE,
  );
});
