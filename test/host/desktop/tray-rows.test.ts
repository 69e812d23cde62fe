import { describe, expect, it } from 'vitest';
import { NOTHING_PLAYING, type NowPlaying } from '../../../electron/contract/player-schemas.ts';
import type { LibraryEntry } from '../../../electron/contract/schemas.ts';
import { trayRows, trayTip, type TrayRow } from '../../../electron/host/desktop/tray-rows.ts';

const entry = (n: number, openedAt: number | null = n): LibraryEntry => ({
  ...{ id: String(n).repeat(64).slice(0, 64), title: `Book ${n}`, authors: [], format: 'epub' },
  ...{ language: 'en', hasCover: false, addedAt: 1, openedAt, progress: 0, position: null },
});
const playing: NowPlaying = {
  ...NOTHING_PLAYING,
  phase: 'playing',
  document: { id: 'a'.repeat(64), title: 'Barnes & Noble', author: null },
  sentence: { text: `The  lamp\nwas lit. ${'And on it went. '.repeat(8)}`, word: [0, 3] },
};
const labels = (rows: readonly TrayRow[]) => rows.map((row) => (row === 'separator' ? '-' : row.label));

describe('the tray’s menu', () => {
  it('has the last documents and the way out while nothing is open', () => {
    const entries = [6, 5, 4, 3, 2, 1].map((n) => entry(n));
    expect(labels(trayRows(NOTHING_PLAYING, [entry(9, null), ...entries]))).toEqual([
      ...['Book 6', 'Book 5', 'Book 4', 'Book 3', 'Book 2', '-'],
      ...['Open Lectern', 'Quit Lectern'],
    ]);
  });

  it('tells what is spoken, on one line each, with every & a real one', () => {
    const rows = trayRows(playing, []);
    expect(labels(rows)).toEqual([
      'Barnes && Noble',
      'The lamp was lit. And on it went. And on it went. And on it…',
      ...['-', 'Pause', 'Next Sentence', 'Previous Sentence', 'Stop', '-'],
      ...['Open Lectern', 'Quit Lectern'],
    ]);
    expect(rows[0]).toMatchObject({ action: null });
    expect(trayTip(playing)).toBe('Lectern – Barnes & Noble');
  });

  it.each([
    ['waiting', 'Pause'],
    ['paused', 'Play'],
    ['failed', 'Play'],
    ['finished', 'Play'],
  ] as const)('offers in the phase %s: %s', (phase, label) => {
    expect(labels(trayRows({ ...playing, phase }, []))[3]).toBe(label);
  });

  it('leaves quitting to the dock, which has it already', () => {
    expect(labels(trayRows(playing, [entry(1)], false))).not.toContain('Quit Lectern');
  });
});
