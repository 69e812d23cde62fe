import { linkSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sayCommand, type SayPorts } from '../../electron/cli/say-command.ts';
import { createTerminal } from '../../electron/cli/terminal.ts';
import { NO_CHOICES, USUAL_PLAN } from '../../electron/core/document/plan.ts';
import { readSettings } from '../../electron/host/settings.ts';
import { LecternError } from '../../electron/core/errors.ts';
import type { Block } from '../../electron/core/document/model.ts';
import type { OpenDocument } from '../../electron/core/document/reader.ts';
import type { SpeechRequest, Voice } from '../../electron/core/speech/types.ts';
import { wordRanges } from '../../electron/core/text/words.ts';
import { block } from '../support/blocks.ts';
import { temporaryFolder } from './run.ts';

const RATE = 24_000;
const voice = (id: string, languages: readonly string[]): Voice => ({
  server: 'embedded',
  model: 'test',
  voice: id,
  name: `${id} voice`,
  languages,
  gender: null,
  wordTimes: true,
  offline: true,
  pricePerMillion: 0,
});
const VOICES: readonly Voice[] = [
  { ...voice('heart', ['en-US']), server: 'together', offline: false },
  { ...voice('bruno', []), server: 'together', offline: false },
  voice('anna', ['en-GB']),
  voice('bruno', ['de']),
];

/** A tenth of a second for each word of a chunk, each a tone of its own, with its time. */
function speech(text: string) {
  const words = wordRanges(text, 'en').map(([from, to], i) => ({
    word: text.slice(from, to),
    start: i * 0.1,
    end: i * 0.1 + 0.09,
  }));
  const samples = Int16Array.from({ length: words.length * 0.1 * RATE }, (_, i) => 8000 * Math.sin(i / 10));
  return { samples, words };
}

function setup(
  answer: (request: SpeechRequest, waiting: (sentence: string) => void) => void = () => undefined,
  blocks: readonly Block[] = [],
) {
  const folder = temporaryFolder();
  const requests: SpeechRequest[] = [];
  const [out, err] = [new PassThrough(), new PassThrough()];
  const stop = new AbortController();
  const terminal = createTerminal({ out, err }, { PATH: folder }, stop.signal);
  const document: OpenDocument = {
    summary: {
      metadata: {
        format: 'text',
        title: 'Test',
        authors: [],
        language: 'en',
        publisher: null,
        date: null,
        description: null,
        identifier: null,
        cover: null,
      },
      toc: [],
      sections: [{ title: null, weight: 1 }],
      warnings: ['One page is missing.'],
    },
    section: async (index) => ({ index, blocks }),
    resource: async () => null,
    close: async () => undefined,
  };
  const ports: SayPorts = {
    reader: { open: async () => document },
    fetchAddress: async () => Promise.reject(new Error('no address here')),
    settings: async () => readSettings({}),
    planOf: async (_path, options) => ({ all: USUAL_PLAN.all, document: options(NO_CHOICES) }),
    languageOf: async (text) => (text.includes('Guten') ? 'de' : null),
    voices: async () => VOICES,
    voiceFor: async (language) =>
      VOICES.find((one) => one.languages[0] === language) ?? voice('default', ['en-US']),
    async speak(request, _signal, waiting) {
      requests.push(request);
      answer(request, waiting);
      return { ...speech(request.text), spoken: null };
    },
  };
  return {
    folder,
    requests,
    stop,
    path: (name: string) => join(folder, name),
    say: (...args: readonly string[]) => sayCommand(args, terminal, async () => ports),
    said: () => String(err.read() ?? ''),
    samples: (name: string) => (readFileSync(join(folder, name)).length - 44) / 2,
    words: (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')),
  };
}

describe('lectern say', () => {
  it('writes a text as a WAV file, and the time of every word', async () => {
    const t = setup();
    const text = ' Hello there, dear old world. How are you this morning?';
    await t.say(text, '-o', t.path('a.wav'), '--words', t.path('a.json'));
    expect(t.samples('a.wav')).toBe((0.5 + 0.25 + 0.5) * RATE);
    const words = t.words('a.json');
    expect(words).toHaveLength(10);
    expect(words[0]).toEqual({ word: 'Hello', start: 0, end: 0.09, block: 0, from: 1, to: 6 });
    expect(words[5]).toMatchObject({ word: 'How', start: 0.75 });
    for (const { word, from, to } of words) expect(text.slice(from, to)).toBe(word);
    expect(t.said()).toMatch(/1\.3 s of speech in .*a\.wav/);
    expect(readdirSync(t.folder).sort()).toEqual(['a.json', 'a.wav']);
  });

  it('is faster or slower at the same places', async () => {
    const t = setup();
    await t.say(
      'One two three four five six.',
      '-o',
      t.path('a.wav'),
      '-w',
      t.path('a.json'),
      '--speed',
      '2',
    );
    expect(t.samples('a.wav') / RATE).toBeCloseTo(0.3, 1);
    expect(t.words('a.json')[3].start).toBeCloseTo(0.15, 2);
  });

  it('speaks all that a document has to be read, each passage in its language', async () => {
    const t = setup(undefined, [
      block('The title', { kind: 'heading', level: 1 }),
      block('let x;', { kind: 'code', spoken: false, reason: 'code' }),
      block('Guten Morgen, liebe Leute.', { language: 'de' }),
    ]);
    writeFileSync(t.path('book.txt'), 'x');
    await t.say('--file', t.path('book.txt'), '-o', t.path('a.wav'), '-w', t.path('a.json'));
    expect(t.requests.map((request) => [request.voice, request.language, request.text])).toEqual([
      ['default', 'en', 'The title'],
      ['bruno', 'de', 'Guten Morgen, liebe Leute.'],
    ]);
    expect(t.samples('a.wav')).toBe((0.2 + 1 + 0.4) * RATE);
    expect(t.words('a.json').map((word: { block: number }) => word.block)).toEqual([0, 0, 2, 2, 2, 2]);
    expect(t.said()).toContain('One page is missing.');
  });

  it('speaks a text in its own language, unless another was named', async () => {
    const t = setup();
    await t.say('Guten Morgen, liebe Leute.', '-o', t.path('a.wav'));
    await t.say('Guten Morgen, liebe Leute.', '-o', t.path('a.wav'), '--language', 'en');
    expect(t.requests.map(({ voice, language }) => [voice, language])).toEqual([
      ['bruno', 'de'],
      ['default', 'en'],
    ]);
  });

  it('takes a voice by id, name or mix, and a language for everything', async () => {
    const t = setup(undefined, [block('Guten Morgen.', { language: 'de' })]);
    writeFileSync(t.path('book.txt'), 'x');
    await t.say('Hi.', '-o', t.path('a.wav'), '--voice', 'BRUNO');
    await t.say('Hi.', '-o', t.path('a.wav'), '--voice', 'anna voice');
    await t.say('Hi.', '-o', t.path('a.wav'), '--voice', 'anna(2)+bruno(1)');
    await t.say('--file', t.path('book.txt'), '-o', t.path('a.wav'), '--language', 'en_gb');
    expect(t.requests.map((request) => [request.voice, request.language])).toEqual([
      ['bruno', 'de'],
      ['anna', 'en-GB'],
      ['anna(2)+bruno(1)', 'en-GB'],
      ['anna', 'en-GB'],
    ]);
    await expect(t.say('Hi.', '-o', t.path('a.wav'), '--voice', 'zoe')).rejects.toMatchObject({
      kind: 'voice-unknown',
    });
  });

  it('leaves no half file where a chunk fails', async () => {
    const t = setup((request) => {
      if (request.text.includes('three')) throw new LecternError('network', 'The network is gone.');
    });
    const text = 'Sentence number one is here. Sentence number two is here. Sentence number three is here.';
    await expect(t.say(text, '-o', t.path('a.wav'), '-w', t.path('a.json'))).rejects.toThrow(
      'The network is gone.',
    );
    expect(readdirSync(t.folder)).toEqual([]);
  });

  it('names the offline voice of the language where the service cannot be had, and not where it can', async () => {
    for (const [kind, named] of [
      ['overloaded', true],
      ['spending-limit', true],
      ['speech-refused', false],
    ] as const) {
      const t = setup((request) => {
        if (request.server === 'together') throw new LecternError(kind, 'No.');
      }, []);
      const saying = t.say('Guten Morgen.', '-o', t.path('a.wav'), '-l', 'de', '-v', 'heart');
      await expect(saying).rejects.toThrow(
        named ? 'No.\nThe offline voice needs neither a key nor a network: add --voice bruno' : /^No\.$/,
      );
      await t.say('Guten Morgen.', '-o', t.path('a.wav'), '-l', 'de', '-v', 'bruno');
    }
  });

  it('takes the embedded voice where the service lists one of the same name', async () => {
    const t = setup();
    await t.say('Guten Morgen.', '-o', t.path('a.wav'), '-v', 'bruno');
    expect(t.requests).toMatchObject([{ server: 'embedded', voice: 'bruno' }]);
  });

  it('stops when asked to, and leaves nothing', async () => {
    const t = setup((request) => {
      if (request.text.includes('two')) t.stop.abort();
    });
    const text = 'Sentence number one is here. Sentence number two is here. Sentence number three is here.';
    await expect(t.say(text, '-o', t.path('a.wav'))).rejects.toMatchObject({ kind: 'cancelled' });
    expect(readdirSync(t.folder)).toEqual([]);
  });

  it('says so where nothing can play it, and where nothing can be said', async () => {
    const t = setup(undefined, [block('* * *')]);
    writeFileSync(t.path('book.txt'), 'x');
    await expect(t.say('Hello.')).rejects.toThrow(/no program here to play sound/);
    await expect(t.say('* * *', '-o', t.path('a.wav'))).rejects.toMatchObject({ kind: 'bad-request' });
    await expect(t.say('--file', t.path('book.txt'), '-o', t.path('a.wav'))).rejects.toMatchObject({
      kind: 'no-text',
    });
    await expect(t.say('Hi.', '-o', t.path('no/a.wav'))).rejects.toMatchObject({ kind: 'storage' });
    await expect(t.say('Hi.', '-o', t.path('a.wav'), '-w', t.path('no/a.json'))).rejects.toMatchObject({
      kind: 'storage',
    });
    expect(readdirSync(t.folder)).toEqual(['book.txt']);
  });

  it('never writes over the document, nor the sound over the words', async () => {
    const t = setup(undefined, [block('A book of one sentence.')]);
    const [book, other] = [t.path('book.txt'), t.path('other.txt')];
    writeFileSync(book, 'precious');
    linkSync(book, other);
    await expect(t.say('--file', book, '-o', book)).rejects.toThrow(/sound would take the place/);
    await expect(t.say('--file', book, '-o', other)).rejects.toThrow(/sound would take the place/);
    await expect(t.say('--file', book, '-w', book)).rejects.toThrow(/words would take the place/);
    await expect(t.say('Hi.', '-o', t.path('a'), '-w', t.path('b/../a'))).rejects.toThrow(/a file each/);
    expect(readFileSync(book, 'utf8')).toBe('precious');
  });

  it.skipIf(process.platform === 'win32')(
    'fails where the player could not play, also if that says so in words alone',
    async () => {
      const t = setup();
      const player = (name: string, script: string) =>
        writeFileSync(t.path(name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      player('ffplay', "cat >'" + t.path('heard') + "'");
      await t.say('Hello there.');
      expect(readFileSync(t.path('heard')).length).toBe(0.2 * RATE * 2);
      player('ffplay', 'cat >/dev/null; echo "No more combinations to try, audio open failed" >&2');
      await expect(t.say('Hello there.')).rejects.toThrow(/ffplay could not play/);
      player('ffplay', 'exit 1');
      await expect(t.say('Hello there.')).rejects.toThrow(/ffplay could not play/);
    },
  );

  it('tells once what several chunks wait for', async () => {
    const t = setup((_, waiting) => waiting('Waiting 3 s: The network is gone.'));
    const sentences = ['one', 'two', 'three', 'four'].map((n) => `Sentence number ${n} is here.`);
    await t.say(sentences.join(' '), '-o', t.path('a.wav'));
    expect(t.said().match(/Waiting/g)).toHaveLength(1);
  });

  it.each([
    [[], /either a text or --file/],
    [['a', 'b'], /in quotes/],
    [['a', '--file', 'b'], /either a text or --file/],
    [['a', '--speed', 'fast'], /--speed takes a number from 0.5 to 4/],
    [['a', '--speed', '9'], /--speed/],
    [['a', '--language', '??'], /--language/],
    [['a', '-o'], /-o/],
  ])('refuses %j', async (args, sentence) => {
    await expect(setup().say(...args)).rejects.toThrow(sentence);
  });
});
