import { linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBuffer } from 'music-metadata';
import { describe, expect, it, vi } from 'vitest';
import { EXIT } from '../../electron/cli/exit-codes.ts';
import { decodeMp3 } from '../support/decode-mp3.ts';
import { exportHomes, list, sentencesOf, storedTexts, writeBook, type Home } from './export-home.ts';
import { lectern, plainEnvironment, start, temporaryFolder, type Ended } from './run.ts';

vi.setConfig({ testTimeout: 120_000 }); // each run of the command line takes a second or more of a processor

const CHAPTERS = 3;
const SENTENCES = 4;
/** Headings are spoken as well. */
const SEGMENTS = CHAPTERS * (SENTENCES + 1) + 1;

const exportHome = exportHomes();
async function bookAtHome(): Promise<Home & { readonly book: string }> {
  const home = await exportHome();
  return { ...home, book: writeBook(home.folder, CHAPTERS, SENTENCES) };
}

/** Of the ended run: what it says last, without progress. */
const lastLine = ({ err }: Ended) => err.trimEnd().split('\n').at(-1);

describe.concurrent('lectern export', () => {
  it('lists the chapters, as text and as JSON, and asks for nothing', async () => {
    const { book, env, server, out } = await bookAtHome();
    const text = await lectern(['export', book, '--dry-run', '--chapters', '2,4'], env);
    expect(text).toMatchObject({ code: EXIT.ok, err: '' });
    const lines = text.out.trimEnd().split('\n');
    expect(lines[0]).toBe('Rain');
    expect(lines.slice(1).map((line) => line.slice(0, 24).trimEnd())).toEqual([
      expect.stringMatching(/^1 - Rain/),
      expect.stringMatching(/^2 \+ +The first$/),
      expect.stringMatching(/^3 - +The second$/),
      expect.stringMatching(/^4 \+ +The third$/),
      expect.stringMatching(/^ {2}= 2 chapters$/),
    ]);
    const json = await lectern(['export', book, '-o', out, '--dry-run', '--json'], env);
    expect(json).toMatchObject({ code: EXIT.ok, err: '' });
    const plan = JSON.parse(json.out) as { chapters: { characters: number }[] };
    expect(plan).toMatchObject({ book, title: 'Rain' });
    const spoken = ['The first', ...sentencesOf(0, SENTENCES)].join('').length;
    expect(plan.chapters[1]).toMatchObject({
      ...{ number: 2, title: 'The first', exported: true, leftOut: null },
      ...{ characters: spoken, minutes: spoken / 900, stored: 0 },
    });
    expect(server.commits).toEqual([]);
    expect(list(out)).toEqual([]);
  });

  it('makes one file with chapters, tagged as asked, and every text beside it', async () => {
    const { book, env, server, out } = await bookAtHome();
    const told = ['--title', 'Wet', '--author', 'A. Cloud', '--narrator', 'N. Wind', '--year', '1902'];
    const forms = ['--format', 'mp3,srt', '--format', 'vtt,lrc,epub', '--bitrate', 'V4', '--json'];
    const ended = await lectern(['export', book, '-o', out, '-c', '2-3', ...told, ...forms], env);
    expect(ended.code, ended.err).toBe(EXIT.ok);
    const files = ['mp3', 'srt', 'vtt', 'lrc', 'epub'].map((form) => join(out, `Wet.${form}`));
    const result = JSON.parse(ended.out) as { files: string[]; characters: number; bought: number };
    expect(result.files).toEqual(files);
    expect(result.bought).toBe(result.characters);
    expect(list(out).map((name) => join(out, name))).toEqual(expect.arrayContaining(files));
    expect(list(out)).toHaveLength(files.length);
    const asked = [0, 1].flatMap((n) => [['The first', 'The second'][n]!, ...sentencesOf(n, SENTENCES)]);
    expect(server.commits.map(({ text }) => text).toSorted()).toEqual(asked.toSorted());

    const mp3 = readFileSync(files[0]!);
    const { common, format } = await parseBuffer(mp3, undefined, { includeChapters: true });
    expect(common).toMatchObject({ title: 'Wet', album: 'Wet', artist: 'A. Cloud', year: 1902 });
    expect(common.composer).toEqual(['N. Wind']);
    expect(format.chapters?.map(({ title }) => title)).toEqual(['The first', 'The second']);
    expect(format.codecProfile).toMatch(/^V/);
    const { samples, rate } = await decodeMp3(mp3);
    const shown = [...readFileSync(files[1]!, 'utf8').matchAll(/--> (\d+):(\d+):(\d+),(\d+)/g)].at(-1)!;
    const end = Number(shown[1]) * 3600 + Number(shown[2]) * 60 + Number(shown[3]) + Number(shown[4]) / 1000;
    expect(end).toBeLessThanOrEqual(samples.length / rate);
    expect(end).toBeGreaterThan(samples.length / rate - 3);
    for (const file of files.slice(1, 4)) {
      const raw = readFileSync(file, 'utf8');
      const text = raw.replaceAll(/<[\d:.]+>/g, '').replaceAll(/\s+/g, ' '); // words have times, lines are cut
      for (const sentence of sentencesOf(1, SENTENCES)) expect(text).toContain(sentence);
    }
  });

  it('makes a file for each chapter with a list of them, by lamejs as well, and buys nothing twice', async () => {
    const { book, env, server, out } = await bookAtHome();
    const first = await lectern(['export', book, '-o', out, '--split', 'chapter'], env);
    expect(first.code, first.err).toBe(EXIT.ok);
    const names = ['01 Rain', '02 The first', '03 The second', '04 The third'].map((name) => `${name}.mp3`);
    expect(first.out.trimEnd().split('\n')).toEqual([...names, 'Rain.m3u8'].map((name) => join(out, name)));
    expect(list(out).toSorted()).toEqual([...names, 'Rain.m3u8'].toSorted());
    expect(server.commits).toHaveLength(SEGMENTS);

    const byLamejs = join(out, 'lamejs');
    const again = [...['--split', '60m'], ...['--encoder', 'lamejs']];
    const second = await lectern(['export', book, '-o', byLamejs, ...again], env);
    expect(second).toMatchObject({ code: EXIT.ok, out: `${join(byLamejs, 'Rain.mp3')}\n` });
    expect(server.commits).toHaveLength(SEGMENTS);
    const whole = await decodeMp3(readFileSync(join(byLamejs, 'Rain.mp3')));
    const parts = await Promise.all(names.map(async (name) => decodeMp3(readFileSync(join(out, name)))));
    expect(whole.samples.length).toBe(parts.reduce((sum, { samples }) => sum + samples.length, 0));
  });

  it('pauses on Ctrl-C, and the same command goes on', async () => {
    const home = await bookAtHome();
    const { book, env, server, out } = home;
    const command = ['export', book, '-o', join(out, 'Rain.mp3')];
    const held = Promise.withResolvers<void>();
    server.chunkFaults = ({ index }) => (index < 6 ? {} : { startAfter: held.promise });
    const run = start(command, env);
    await vi.waitUntil(() => storedTexts(home).size >= 6, { timeout: 60_000 });
    run.child.kill('SIGINT');
    const paused = await run.ended;
    expect(paused).toMatchObject({ code: EXIT.interrupted, out: '' });
    expect(lastLine(paused)).toMatch(/^Paused at \d+ %\. The same command goes on\.$/);
    expect(list(out)).toEqual([]);

    const before = server.commits.length;
    const finished = storedTexts(home);
    held.resolve();
    const ended = await lectern(command, env);
    expect(ended).toMatchObject({ code: EXIT.ok, out: `${join(out, 'Rain.mp3')}\n` });
    const later = server.commits.slice(before).map(({ text }) => text);
    expect(later.filter((text) => finished.has(text))).toEqual([]);
    expect(later).toHaveLength(SEGMENTS - finished.size);
  });

  it.each([
    ['--chapters', 'one', '--chapters takes numbers such as 2-5,8, as --dry-run prints them; "one" is none.'],
    ['--chapters', '9', 'book.md has 4 chapters; there is no 9. --dry-run lists them.'],
    ['--split', 'page', '--split takes "chapter", or minutes such as 60m; "page" is neither.'],
    ['--format', 'wav', '--format takes one of mp3, srt, vtt, lrc, epub; "wav" is none.'],
    ['--bitrate', '65', /^--bitrate takes one of .*, or V0 to V9; "65" is none\.$/],
    ['--encoder', 'lame', '--encoder takes one of wasm, lamejs; "lame" is none.'],
    ['--year', 'soon', '--year takes four digits; "soon" are none.'],
    ['--loudness', '0', '--loudness takes a number from -31 to -12; "0" is none.'],
    ['--pages', '3', `Unknown option '--pages'. See "lectern export --help".`],
  ])('does not understand %s %s, and says so', async (option, value, sentence) => {
    const { book, env, out } = await bookAtHome();
    const ended = await lectern(['export', book, '-o', out, option, value], env);
    expect(ended).toMatchObject({ code: EXIT.usage, out: '' });
    expect(ended.err.trimEnd()).toEqual(
      typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
    );
    expect(list(out)).toEqual([]);
  });

  it('wants a book, a place, and never the book in its own place', async () => {
    const { book, env, folder } = await bookAtHome();
    const refused = async (...args: string[]) => {
      const ended = await lectern(['export', ...args], env);
      expect(ended).toMatchObject({ code: EXIT.usage, out: '' });
      return ended.err.trimEnd();
    };
    expect(await refused()).toBe('Name a book: lectern export BOOK -o OUT.mp3');
    expect(await refused(book)).toMatch(/^Say where it goes: /);
    const linked = join(folder, 'linked.mp3');
    linkSync(book, linked);
    const before = readFileSync(book);
    for (const place of [book, linked])
      expect(await refused(book, '-o', place)).toBe(
        'The audiobook would take the place of the book. Name another file.',
      );
    expect(readFileSync(book)).toEqual(before);
    expect(await refused(book, '-o', 'a.mp3', '--split', 'chapter')).toMatch(/^Several files do not go into/);
  });

  it.each([
    ['a key that is revoked', 401, EXIT.speech, /does not take the key\. Check it in the settings\.$/],
    ['a spent budget', 402, EXIT.speech, /says that the spending limit is reached\. Raise it/],
  ])('stops for %s in the middle, and goes on when that is mended', async (_, status, code, sentence) => {
    const home = await bookAtHome();
    const { book, env, server, out } = home;
    const command = ['export', book, '-o', join(out, 'Rain.mp3')];
    server.chunkFaults = ({ index }) => (index < 6 ? {} : { drop: 'terminate' });
    server.connectionFaults = (index) => (index === 0 ? {} : { refuse: { status } });
    const failed = await lectern(command, env);
    expect(failed).toMatchObject({ code, out: '' });
    expect(failed.err).toContain('The same command goes on where it stopped.\n');
    expect(lastLine(failed)).toMatch(sentence);
    const finished = storedTexts(home);
    expect(finished.size).toBeGreaterThan(0);

    server.chunkFaults = () => ({});
    server.connectionFaults = () => ({});
    const before = server.commits.length;
    expect(await lectern(command, env)).toMatchObject({ code: EXIT.ok });
    const later = server.commits.slice(before).map(({ text }) => text);
    expect(later).toHaveLength(SEGMENTS - finished.size);
    expect(later.filter((text) => finished.has(text))).toEqual([]);
  });

  it('says what cannot be written, before it asks for anything, and goes on when that is mended', async () => {
    const { book, env, server, out } = await bookAtHome();
    writeFileSync(out, 'a file where the folder should be');
    const failed = await lectern(['export', book, '-o', join(out, 'Rain.mp3')], env);
    expect(failed).toMatchObject({ code: EXIT.output, out: '' });
    expect(failed.err).toBe(`${out} cannot be written. Choose another folder.\n`);
    expect(server.commits).toEqual([]);

    rmSync(out);
    mkdirSync(join(out, 'Rain.mp3'), { recursive: true }); // what stands there can not be replaced
    const stuck = await lectern(['export', book, '-o', join(out, 'Rain.mp3')], env);
    expect(stuck).toMatchObject({ code: EXIT.output, out: '' });
    expect(lastLine(stuck)).toContain(`${join(out, 'Rain.mp3')} cannot be written`);
    expect(server.commits).toHaveLength(SEGMENTS);
    rmdirSync(join(out, 'Rain.mp3'));
    expect(await lectern(['export', book, '-o', join(out, 'Rain.mp3')], env)).toMatchObject({
      code: EXIT.ok,
    });
    expect(server.commits).toHaveLength(SEGMENTS);
    expect(list(out)).toEqual(['Rain.mp3']);
  });

  it('says what is wrong with a book or a voice', async () => {
    const { book, env, folder, out } = await bookAtHome();
    const missing = await lectern(['export', join(folder, 'none.epub'), '-o', out], env);
    expect(missing).toMatchObject({ code: EXIT.document, out: '' });
    expect(missing.err).toMatch(/^There is no file .*none\.epub\./);

    const silent = join(folder, 'silent.md');
    writeFileSync(silent, '---\n\n***\n');
    const nothing = await lectern(['export', silent, '-o', out], env);
    expect(nothing).toMatchObject({ code: EXIT.document, out: '' });
    expect(nothing.err).not.toBe('');

    const broken = join(folder, 'broken.epub');
    writeFileSync(broken, 'PK\x03\x04 and then nothing of an archive');
    expect(await lectern(['export', broken, '-o', out], env)).toMatchObject({ code: EXIT.document, out: '' });

    const voice = await lectern(['export', book, '-o', out, '--voice', 'nobody'], env);
    expect(voice).toMatchObject({ code: EXIT.speech, out: '' });
    expect(voice.err).toBe('There is no voice "nobody". "lectern voices" lists them.\n');
    expect(list(out)).toEqual([]);
  });

  it('speaks with the embedded voice where there is no key', async () => {
    const folder = temporaryFolder();
    const book = writeBook(folder, 1, 1);
    const ended = await lectern(['export', book, '-o', join(folder, 'Rain.mp3')], plainEnvironment());
    expect(ended.code, ended.err).toBe(EXIT.ok);
    const { samples, rate } = await decodeMp3(readFileSync(join(folder, 'Rain.mp3')));
    expect(samples.length / rate).toBeGreaterThan(3);
  });
});
