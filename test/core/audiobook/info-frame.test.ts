import { describe, expect, it } from 'vitest';
import { crc16 } from '../../../electron/core/audiobook/crc16.ts';
import {
  infoFrame,
  infoFrameBytes,
  musicSamples,
  readInfoFrame,
} from '../../../electron/core/audiobook/info-frame.ts';
import { bitRates } from '../../../electron/core/audiobook/mp3-settings.ts';
import { SeekTable } from '../../../electron/core/audiobook/seek-table.ts';
import { MP3_RATES, type Mp3Mode } from '../../../electron/core/audiobook/types.ts';

/** First frames of files that LAME 3.100 itself wrote of two seconds: 24 kHz at 64 kbit/s and -V 4, 44.1 kHz at 64 kbit/s. */
const LAMES = {
  cbr: `fff384c4000000000000000000496e666f0000000f0000005600004140000205080b0e111414171a1d20232626292c2f323538383b3e4144474a4a4d505356595c5c5f6265686b6e6e7174777a7d80828285888b8e919494979a9da0a3a6a6a9acafb2b5b8b8bbbec1c4c7cacacdd0d3d6d9dcdcdfe2e5e8ebeeeef1f4f7fafdff000000394c414d45332e3130300178000000002e04000014402403c02200004000004140467d2da0`,
  vbr: `fff384c400000000000000000058696e670000000f00000056000056400000050a0d0f111414181c1f23272b2b2d2f3235373a3a3c3f41474a4c4c505255585b5e5e606467696c6e6e717273787e808484868a8d91949494999ea2a6aaaeaeb3b7b9bcbec0c0c4c7c7cbcfd1d1d3d6d8dbdee0e0e3e6e8eceff2f2f6f8fafcffff0000003c4c414d45332e3130300478000000002e09000015082403c0210001cc000056404f86359f`,
  mpeg1: `fffb50c40000000000000000000000000000000000496e666f0000000f0000004e0000407c000306090d0d1013161a1a1d202424272a2d313134373b3b3e414448484b4e525255585b5f5f626569696c6f727676797c80838386898d8d9093969a9a9da0a4a4a7aaadb1b1b4b7bbbbbec1c4c8c8cbced2d2d5d8dbdfdfe2e5e9e9eceff2f6f6f9fcff000000394c414d45332e31303001a5000000002c0000001440240438220000400000407c9d3c8453`,
};
const bytesOf = (hex: string, length: number) => {
  const bytes = new Uint8Array(length);
  bytes.set(Buffer.from(hex, 'hex'));
  return bytes;
};

describe('CRC-16', () => {
  it('is the one called ARC', () => {
    expect(crc16(new TextEncoder().encode('123456789'))).toBe(0xbb3d);
    expect(crc16(new TextEncoder().encode('6789'), crc16(new TextEncoder().encode('12345')))).toBe(0xbb3d);
  });
});

describe('an Info frame', () => {
  it('of LAME itself is read', () => {
    expect(readInfoFrame(bytesOf(LAMES.cbr, 192))).toMatchObject({
      ...{ kind: 'Info', frames: 86, bytes: 16_704, version: 'LAME3.100', delay: 576, padding: 960 },
      ...{ musicCrc: 0x467d, intact: true },
    });
    expect(readInfoFrame(bytesOf(LAMES.vbr, 192))).toMatchObject({
      ...{ kind: 'Xing', frames: 86, bytes: 22_080, delay: 576, padding: 960, intact: true },
    });
    const mpeg1 = readInfoFrame(bytesOf(LAMES.mpeg1, 208));
    expect(mpeg1).toMatchObject({ kind: 'Info', frames: 78, bytes: 16_508, intact: true });
    expect(mpeg1 && musicSamples(mpeg1, 1152)).toBe(2 * 44_100);
  });

  it('of ours has what LAME has in the same places', () => {
    const theirs = bytesOf(LAMES.vbr, 192);
    const tag = readInfoFrame(theirs)!;
    const ours = infoFrame({ rate: 24_000, mode: { kind: 'vbr', quality: 4 } }, tag);
    expect(ours).toHaveLength(192);
    // Not said by us: LAME's own quality, lowpass, replay gain, flags of its psychoacoustics, noise shaping, preset; hence the CRC.
    const unsaid = [132, 143, 148, 149, 152, 157, 159, 160, 167, 168];
    const differing = [...ours.keys()].filter((at) => ours[at] !== theirs[at]);
    expect(differing.filter((at) => !unsaid.includes(at))).toEqual([]);
  });

  const modes: Mp3Mode[] = [
    { kind: 'vbr', quality: 4 },
    { kind: 'vbr', quality: 9.9 },
    ...bitRates('wasm', 24_000).map((kbps) => ({ kind: 'cbr', kbps }) as const),
  ];
  it.each(MP3_RATES)('at %i Hz says what it was given, in a frame that has room', (rate) => {
    const all = rate === 24_000 ? modes : [...modes, { kind: 'cbr', kbps: 320 } as const];
    for (const mode of all) {
      const facts = { frames: 1_234_567, bytes: 3_000_000_000, delay: 576, padding: 4095, musicCrc: 0xfedc };
      const toc = Uint8Array.from({ length: 100 }, (_, n) => 2 * n);
      const frame = infoFrame({ rate, mode }, { ...facts, version: 'LAME3.98 ', toc });
      expect(frame).toHaveLength(infoFrameBytes({ rate, mode }));
      const kind = mode.kind === 'vbr' ? 'Xing' : 'Info';
      expect(readInfoFrame(frame)).toEqual({ ...facts, kind, version: 'LAME3.98 ', toc, intact: true });
      frame[60]! ^= 1;
      expect(readInfoFrame(frame)?.intact).toBe(false);
    }
  });

  it('is not seen in what is none', () => {
    expect(readInfoFrame(bytesOf('fff384c4', 192))).toBeNull();
    expect(readInfoFrame(bytesOf(LAMES.cbr, 192).subarray(0, 100))).toBeNull();
    expect(readInfoFrame(new Uint8Array(0))).toBeNull();
  });
});

describe('the table for seeking', () => {
  it.each([1, 50, 99, 100, 4_095, 4_096, 4_097, 100_000])('of %i frames is right to a 256th', (frames) => {
    const table = new SeekTable();
    const places: number[] = [];
    for (let frame = 0, at = 0; frame < frames; frame++, at += 100 + (frame % 300)) {
      places.push(at);
      table.add(at);
    }
    const total = 192 + (places.at(-1) ?? 0) + 400;
    const toc = table.toc(192, total);
    expect(toc).toHaveLength(100);
    toc.forEach((value, hundredth) => {
      const place = places[Math.floor((hundredth * frames) / 100)] ?? 0;
      expect(Math.abs(value - ((192 + place) * 256) / total)).toBeLessThanOrEqual(1.1);
    });
  });
});
