import { describe, expect, it } from 'vitest';
import type { CallOutput } from '../../../electron/contract/table.ts';
import { ExportsWatch } from '../../../electron/host/desktop/exports-watch.ts';
import { quitQuestion } from '../../../electron/host/desktop/quit-question.ts';

type Job = CallOutput<'export.list'>[number];

const job = (id: string, state: Job['state'], message?: string): Job => ({
  ...{
    id,
    createdAt: 1,
    documentId: 'a'.repeat(64),
    title: `Book ${id}`,
    folder: '/',
    forms: ['mp3'],
    state,
  },
  ...{ waiting: null, segments: { done: 0, all: 1 }, characters: { done: 0, all: 1, bought: 0 }, cost: 0 },
  ...{ assembled: 0, secondsLeft: null, files: [] },
  error: message === undefined ? null : { kind: 'disk-full', message, retryable: false, retryAfter: null },
});

const setUp = () => {
  const told: string[] = [];
  const watch = new ExportsWatch((sentence) => told.push(sentence));
  const become = (next: Job) => watch.changed({ id: next.id, job: next });
  return { told, watch, become };
};

describe('the exports, as the desktop sees them', () => {
  it('are told once, when they end', () => {
    const { told, become } = setUp();
    for (const state of ['queued', 'speaking', 'assembling', 'done', 'done'] as const)
      become(job('1', state));
    become(job('2', 'speaking'));
    become(job('2', 'failed', 'The disk is full.'));
    become(job('3', 'speaking'));
    become(job('3', 'paused'));
    expect(told).toEqual([
      'The audiobook “Book 1” is ready.',
      'The audiobook “Book 2” was not finished. The disk is full.',
    ]);
  });

  it('that had ended before are no news', () => {
    const { told, watch, become } = setUp();
    watch.begin([job('1', 'done'), job('2', 'speaking')]);
    become(job('1', 'done'));
    expect(told).toEqual([]);
    expect(watch.atWork).toEqual(['Book 2']);
    watch.changed({ id: '2', job: null });
    expect(watch.atWork).toEqual([]);
  });
});

describe('the question before the end', () => {
  it('is asked only where something is unfinished', () => {
    expect(quitQuestion([], true)).toBeNull();
  });

  it.each([
    [['Emma'], true, 'The audiobook “Emma” is being made.', 'Keep running in the tray'],
    [['Emma', 'Persuasion'], false, '2 audiobooks are being made.', 'Keep running'],
  ])('%s, tray %s', (titles, tray, message, stay) => {
    expect(quitQuestion(titles, tray)).toMatchObject({
      message,
      buttons: ['Quit and go on next time', stay],
    });
  });
});
