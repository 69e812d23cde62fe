import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWavFile } from '../../electron/cli/wav-file.ts';
import { temporaryFolder } from './run.ts';

describe('a WAV file', () => {
  it('is 24,000 Hz, 16 bit, mono, and holds the samples written', async () => {
    const path = join(temporaryFolder(), 'out.wav');
    const wav = await createWavFile(path);
    await wav.write(Int16Array.of(1, -2, 32767));
    expect(existsSync(path)).toBe(false);
    await wav.write(new Int16Array(0));
    await wav.write(Int16Array.of(-32768));
    await wav.finish();
    const bytes = readFileSync(path);
    expect(bytes.length).toBe(44 + 8);
    expect(bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
    expect(bytes.readUInt32LE(4)).toBe(36 + 8);
    expect([bytes.readUInt16LE(22), bytes.readUInt32LE(24), bytes.readUInt16LE(34)]).toEqual([1, 24_000, 16]);
    expect(bytes.readUInt32LE(40)).toBe(8);
    expect([44, 46, 48, 50].map((at) => bytes.readInt16LE(at))).toEqual([1, -2, 32767, -32768]);
  });

  it('leaves nothing behind where it is given up, and keeps what stood there', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'out.wav');
    writeFileSync(path, 'older');
    const wav = await createWavFile(path);
    await wav.write(Int16Array.of(1));
    await wav.discard();
    await wav.discard();
    expect(readdirSync(folder)).toEqual(['out.wav']);
    expect(readFileSync(path, 'utf8')).toBe('older');
  });

  it('says so where it cannot be', async () => {
    const folder = temporaryFolder();
    await expect(createWavFile(join(folder, 'none', 'out.wav'))).rejects.toMatchObject({ kind: 'storage' });
    mkdirSync(join(folder, 'taken.wav'));
    await expect(createWavFile(join(folder, 'taken.wav'))).rejects.toThrow(/taken\.wav is a folder/);
    expect(readdirSync(folder)).toEqual(['taken.wav']);
  });

  it.skipIf(process.platform === 'win32')('never takes the place of a device or a pipe', async () => {
    const pipe = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    await expect(createWavFile(pipe)).rejects.toMatchObject({ kind: 'storage' });
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });

  it.skipIf(process.platform === 'win32')('is written where a link leads, and the link stays', async () => {
    const folder = temporaryFolder();
    const [link, file] = [join(folder, 'link.wav'), join(folder, 'file.wav')];
    writeFileSync(file, 'older');
    symlinkSync(file, link);
    await (await createWavFile(link)).finish();
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file).toString('latin1', 0, 4)).toBe('RIFF');
  });
});
