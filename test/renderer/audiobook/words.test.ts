import { describe, expect, it } from 'vitest';
import type { ExportJob } from '../../../electron/core/audiobook/order.ts';
import {
  clockText,
  costText,
  durationText,
  jobProgress,
  jobText,
  nameOfPath,
} from '../../../renderer/audiobook/words.ts';

const job = (changes: Partial<ExportJob> = {}): ExportJob => ({
  ...{ id: 'one', createdAt: 0, documentId: 'd', title: 'A book', folder: '/books', forms: ['mp3'] },
  ...{ state: 'speaking', error: null, waiting: null, cost: 0, assembled: 0, secondsLeft: null, files: [] },
  segments: { done: 0, all: 10 },
  characters: { done: 0, all: 1000, bought: 0 },
  ...changes,
});

describe('figures of exports', () => {
  it.each([
    [0, 'under a minute'],
    [29, 'under a minute'],
    [31, '1 min'],
    [3569, '59 min'],
    [3571, '1 h'],
    [3900, '1 h 5 min'],
  ])('%d seconds are “%s”', (seconds, text) => expect(durationText(seconds)).toBe(text));

  it.each([
    [7.4, '0:07'],
    [59.6, '1:00'],
    [725, '12:05'],
    [3725, '1:02:05'],
  ])('%d seconds are %s in a column', (seconds, text) => expect(clockText(seconds)).toBe(text));

  it.each([
    [null, 'price unknown'],
    [0, 'free'],
    [0.004, '< 1 ¢'],
    [0.011, '2 ¢'],
    [0.07, '7 ¢'],
    [0.999, '$1.00'],
    [2.5, '$2.50'],
  ])('%s dollars are “%s”', (cost, text) => expect(costText(cost)).toBe(text));

  it.each([
    ['/home/reader/Audiobooks', 'Audiobooks'],
    ['C:\\Users\\reader\\Music\\', 'Music'],
    ['book.mp3', 'book.mp3'],
    ['/', '/'],
  ])('of the path %s a person sees %s', (path, name) => expect(nameOfPath(path)).toBe(name));
});

describe('the state of an export', () => {
  const half = { characters: { done: 500, all: 1000, bought: 500 } };

  it.each<[Partial<ExportJob>, string]>([
    [{ state: 'queued' }, 'Waits for its turn'],
    [half, '40 % · speaking'],
    [{ ...half, secondsLeft: 125, cost: 0.2 }, '40 % · speaking · 2 min left · 20 ¢ so far'],
    [{ ...half, waiting: 'Together AI asks for a pause.' }, 'Together AI asks for a pause.'],
    [
      { state: 'assembling', characters: { done: 1000, all: 1000, bought: 0 }, assembled: 0.5 },
      '90 % · making files',
    ],
    [{ ...half, state: 'paused', cost: null }, 'Paused at 40 %'],
    [{ state: 'failed' }, 'It could not be finished'],
    [
      {
        state: 'failed',
        error: { kind: 'disk-full', message: 'No room.', retryable: true, retryAfter: null },
      },
      'No room.',
    ],
    [{ state: 'done', files: ['/a.mp3'] }, 'One file'],
    [{ state: 'done', files: ['/a.mp3', '/b.mp3'], cost: 1.5 }, '2 files · $1.50'],
  ])('%j: %s', (changes, text) => expect(jobText(job(changes))).toBe(text));

  it('goes from 0 to 1, and stands at 1 where it is done', () => {
    expect(jobProgress(job({ characters: { done: 0, all: 0, bought: 0 } }))).toBe(0);
    expect(jobProgress(job(half))).toBeCloseTo(0.4);
    expect(jobProgress(job({ state: 'done' }))).toBe(1);
  });
});
