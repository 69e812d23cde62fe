import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../electron/cli/exit-codes.ts';
import { VoiceServer } from '../fakes/voice-server.ts';
import { lectern, plainEnvironment, start, temporaryFolder } from './run.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const built = existsSync(resolve(import.meta.dirname, '../../out/renderer/index.html'));
if (!built) console.log('the window was not built (npm run build): tests that serve it skipped');

/** Resolves with the first whole line on stdout. */
function firstLine({ child, ended }: ReturnType<typeof start>): Promise<string> {
  return new Promise((done, failed) => {
    let text = '';
    child.stdout.on('data', (piece: string) => {
      text += piece;
      if (text.includes('\n')) done(text.slice(0, text.indexOf('\n')));
    });
    ended.then(({ err }) => failed(new Error(err)), failed);
  });
}

describe('lectern', () => {
  it.each(['', 'serve', 'say', 'export', 'text', 'voices'])('explains itself: %s --help', async (command) => {
    const { code, out, err } = await lectern([...(command ? [command] : []), '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(command ? `Usage: lectern ${command}` : 'Exit codes:');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it('tells its version, and what it does not understand', async () => {
    expect((await lectern(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await lectern(['--unknown'])).toMatchObject({ code: EXIT.usage, out: '' });
    const windowless = await lectern(['--read-clipboard']);
    if (process.platform === 'linux')
      expect(windowless.err).toBe('--read-clipboard needs Lectern’s own window: there is no display.\n');
    expect((await lectern(['--pause', '--stop'])).code).toBe(EXIT.usage);
    const missing = await lectern(['no-such-command']);
    expect(missing.code).toBe(EXIT.document);
    expect(missing.err).toBe('There is no file no-such-command. "lectern --help" lists the commands.\n');
  });
});

describe('lectern say, with the embedded voice', () => {
  const env = plainEnvironment();
  const text = 'Hello there, Dr. Smith. It costs $3.50 on the well-known market.';

  it('speaks, and times every word', async () => {
    const { code, err } = await lectern(['say', text, '-o', at('a.wav'), '--words', at('a.json')], env);
    expect(err).toMatch(/s of speech in .*a\.wav\.\n$/);
    expect(code).toBe(EXIT.ok);
    const wav = readFileSync(at('a.wav'));
    const seconds = wav.readUInt32LE(40) / 48_000;
    expect(seconds).toBeGreaterThan(2);
    expect(wav.length).toBe(44 + wav.readUInt32LE(40));
    const words: { word: string; start: number; end: number; from: number; to: number }[] = JSON.parse(
      readFileSync(at('a.json'), 'utf8'),
    );
    expect(words.map(({ word }) => word)).toEqual(
      'Hello there Dr Smith It costs $3.50 on the well-known market'.split(' '),
    );
    let last = 0;
    for (const { word, start: begin, end, from, to } of words) {
      expect(text.slice(from, to)).toBe(word);
      expect(begin).toBeGreaterThanOrEqual(last);
      expect(end).toBeGreaterThan(begin);
      last = end;
    }
    expect(last).toBeLessThanOrEqual(seconds);
  });

  it('says the same again from the store', async () => {
    expect((await lectern(['say', text, '-o', at('b.wav')], env)).code).toBe(EXIT.ok);
    expect(readFileSync(at('b.wav'))).toEqual(readFileSync(at('a.wav')));
  });

  it('refuses a voice that is not there, and one that needs a key', async () => {
    const unknown = await lectern(['say', 'Hi.', '-o', at('c.wav'), '--voice', 'nobody'], env);
    expect(unknown.code).toBe(EXIT.speech);
    expect(unknown.err).toMatch(/no voice "nobody"/);
    const keyless = await lectern(['say', 'Hi.', '-o', at('c.wav'), '--voice', 'af_heart'], env);
    expect(keyless.code).toBe(EXIT.speech);
    expect(keyless.err).toMatch(/key/);
    expect(readdirSync(folder).filter((name) => name.includes('c.wav'))).toEqual([]);
  });

  it('says that it waits for the service, that it cannot be had, and how to do without it', async () => {
    const service = { TOGETHER_API_KEY: 'k', TOGETHER_BASE_URL: 'http://127.0.0.1:9/v1' };
    const alone = plainEnvironment(service); // nobody listens on port 9
    const { code, out, err } = await lectern(['say', 'Hello there.', '-o', at('away.wav')], alone);
    expect({ code, out }).toEqual({ code: EXIT.speech, out: '' });
    const lines = err.trim().split('\n');
    expect(lines.at(-2)).toMatch(/^Together AI cannot be reached: the connection was refused\./);
    expect(lines.slice(0, -2).join(' ')).toMatch(
      /^(Trying again\.|Waiting \d+ s: Together AI cannot be reached)/,
    );
    const [, voice = ''] = /: add --voice (\S+)$/.exec(err.trim()) ?? [];
    expect(readdirSync(folder).filter((name) => name.includes('away.wav'))).toEqual([]);
    const offline = await lectern(['say', 'Hello there.', '-o', at('away.wav'), '--voice', voice], alone);
    expect(offline.code).toBe(EXIT.ok);
  });

  it('ends cleanly when stopped, without a half file', async () => {
    const book = at('long.txt');
    writeFileSync(book, 'A sentence that is neither short nor long, one of a great many.\n\n'.repeat(3000));
    const running = start(['say', '--file', book, '-o', at('d.wav')], env);
    await new Promise<void>((done) => running.child.stderr.once('data', () => done()));
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(EXIT.interrupted);
    expect(readdirSync(folder).filter((name) => name.includes('d.wav'))).toEqual([]);
  });

  it('lists the voices', async () => {
    const { code, out } = await lectern(['voices', '--json'], env);
    const voices: { server: string; languages: string[] }[] = JSON.parse(out);
    expect(code).toBe(EXIT.ok);
    expect(new Set(voices.map(({ server }) => server))).toEqual(new Set(['embedded']));
    expect(voices.filter(({ languages }) => languages.includes('de')).length).toBeGreaterThan(0);
  });

  it('lists the service’s voices with a key, with model and price, as the service lists them', async () => {
    const service = await VoiceServer.start();
    service.voices = () => ({
      data: [
        { model: 'cartesia/sonic-2', voices: [{ id: 'a0e9', name: 'Laidback Woman' }] },
        { model: 'new/model', voices: [{ id: 'nina', name: 'Nina' }] },
      ],
    });
    const env = plainEnvironment({ TOGETHER_API_KEY: 'k', TOGETHER_BASE_URL: service.baseUrl });
    const { out } = await lectern(['voices'], env);
    expect(out).toMatch(
      /^af_heart +Heart +en-US +Kokoro +\$4 per million characters +female, cloud, word times$/m,
    );
    expect(out).toMatch(/^a0e9 +Laidback Woman +Cartesia Sonic 2 +\$65 per million characters +cloud$/m);
    expect(out).toMatch(/^nina +Nina +new\/model +price unknown +cloud$/m);
    expect(out).toMatch(/^gmw\/en-US +.* +free +male, offline, word times$/m);
    await service.close();
    const offline = await lectern(['voices', '--json'], env);
    expect(JSON.parse(offline.out)).toContainEqual(
      expect.objectContaining({ model: 'new/model', voice: 'nina', pricePerMillion: null }),
    );
  });

  it('tells how it fares, as text and as JSON, and what speech cost', async () => {
    const { code, out } = await lectern(['diagnostics'], env);
    expect(code).toBe(EXIT.ok);
    expect(out).toMatch(/^Lectern \d.* \(command-line\), Node \d+/);
    expect(out).toMatch(/embedded espeak-ng: [1-9]\d* characters/); // what the tests before have said
    const json: unknown = JSON.parse((await lectern(['diagnostics', '--json'], env)).out);
    expect(json).toMatchObject({ program: 'command-line', speaking: 'embedded', monthlyCap: null });
  });

  it('refuses a mix that cannot be before anything is sent, and names the part', async () => {
    const service = await VoiceServer.start();
    const env = plainEnvironment({ TOGETHER_API_KEY: 'k', TOGETHER_BASE_URL: service.baseUrl });
    const { code, err } = await lectern(
      ['say', 'Hello there, everybody.', '-v', 'af_bella(2)+af_nobody(1)', '-o', at('mix.wav')],
      env,
    );
    expect(code).not.toBe(EXIT.ok);
    expect(err).toContain('“af_nobody”');
    expect(service.upgrades).toEqual([]);

    const good = ['say', 'Hello there, everybody.', '-v', 'Bella(2.0) + af_heart', '-o', at('mix.wav')];
    expect((await lectern(good, env)).code).toBe(EXIT.ok);
    expect(service.commits.map(({ settings }) => settings.voice)).toEqual(['af_bella(2)+af_heart(1)']);
    await service.close();
  });
});

describe.skipIf(!built)('lectern serve', () => {
  const serving = start(['serve', '--json', '--speech-port', '0']);
  afterAll(async () => {
    serving.child.kill('SIGTERM');
    expect((await serving.ended).code).toBe(EXIT.ok);
  });
  const announced = firstLine(serving).then((line): Record<string, string> => JSON.parse(line));

  it('prints where it is as JSON, and lets whoever has the address in', async () => {
    const { url = '' } = await announced;
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{22,}$/);
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(302);
    expect((await fetch(new URL('/', url))).status).toBe(403);
  });

  it('opens its voice to those who have the key, as Together AI’s API', async () => {
    const { speechUrl, speechKey } = await announced;
    const say = (key: string) =>
      lectern(
        ['say', 'Hello over a socket.', '-o', at('e.wav')],
        plainEnvironment({ TOGETHER_BASE_URL: speechUrl, TOGETHER_API_KEY: key }),
      );
    const refused = await say('wrong');
    expect(refused.code).toBe(EXIT.speech);
    expect(refused.err).not.toContain('wrong');
    expect(refused.err).toMatch(/key/);
    expect(existsSync(at('e.wav'))).toBe(false);
    expect((await say(speechKey ?? '')).code).toBe(EXIT.ok);
    expect(readFileSync(at('e.wav')).length).toBeGreaterThan(20_000);
  });

  it('says so where a port is taken', async () => {
    const { url = '' } = await announced;
    for (const option of ['--port', '--speech-port']) {
      const { code, err } = await lectern(['serve', option, new URL(url).port]);
      expect(code).toBe(EXIT.failed);
      expect(err).toMatch(/port/);
    }
  });
});

describe.skipIf(!built || process.platform !== 'linux')('lectern, where there is no display', () => {
  it('says so in one line and serves the window to the browser', async () => {
    const book = at('book.md');
    writeFileSync(book, '# A title\n\nA line.\n');
    const opening = start([book]);
    expect(await firstLine(opening)).toMatch(/^Lectern is at http:\/\/127\.0\.0\.1:\d+\/\?token=/);
    opening.child.kill('SIGINT');
    const { code, err } = await opening.ended;
    expect(code).toBe(EXIT.ok);
    expect(err.split('\n')[0]).toBe('Lectern opens in your browser: there is no display.');
  });
});

describe('the player on the PATH', () => {
  it.skipIf(process.platform === 'win32')('gets the samples where no file is named', async () => {
    const programs = at('bin');
    mkdirSync(programs);
    writeFileSync(join(programs, 'aplay'), `#!/bin/sh\nexec /bin/cat > "${at('played')}"\n`, { mode: 0o755 });
    const { code, err } = await lectern(['say', 'Hello.'], plainEnvironment({ PATH: programs }));
    expect(err).toBe('');
    expect(code).toBe(EXIT.ok);
    expect(readFileSync(at('played')).length).toBeGreaterThan(10_000);
    const none = await lectern(['say', 'Hello.'], plainEnvironment({ PATH: temporaryFolder() }));
    expect(none.code).toBe(EXIT.output);
    expect(none.err).toMatch(/-o OUT\.wav/);
  });
});
