import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { audiobookChoices } from '../../../electron/contract/schemas.ts';
import { ExportDraft } from '../../../renderer/audiobook/export-draft.svelte.ts';
import { Exports } from '../../../renderer/audiobook/exports.svelte.ts';
import { Notices } from '../../../renderer/ui/notices.svelte.ts';
import { novel } from '../../fakes/documents.ts';
import { lateAnswers } from '../../fakes/late-answers.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

let lectern: FakeLectern;
let notices: Notices;
let exports: Exports;
let draft: ExportDraft;
let shown: number;

beforeEach(async () => {
  lectern = new FakeLectern();
  notices = new Notices(createManualClock());
  shown = 0;
  exports = new Exports({ api: lectern.api, notices, show: () => shown++ });
  draft = new ExportDraft(lectern.api, lectern.add(novel()), v.parse(audiobookChoices, {}));
  await draft.load(null);
});

const sentences = () => notices.list.map(({ sentence }) => sentence);
async function start(title: string): Promise<string> {
  draft.title = title;
  expect(await exports.start(draft.order())).toBe(true);
  return exports.jobs[0]?.id ?? '';
}

describe('the exports', () => {
  it('are listed with the newest first, each once', async () => {
    await start('First');
    await start('Second');
    expect(exports.jobs.map(({ title }) => title)).toEqual(['Second', 'First']);
    expect(exports.atWork).toHaveLength(2);
    const other = new Exports({ api: lectern.api, notices, show: () => undefined });
    await other.reload();
    expect(other.jobs.map(({ title }) => title)).toEqual(['Second', 'First']);
  });

  it('say at their end that they are ready, with a way to the list', async () => {
    const id = await start('Letters');
    expect(sentences()).toEqual(['“Letters” is being made into an audiobook. You can go on listening.']);
    lectern.exports.set(id, { state: 'assembling' });
    lectern.exports.set(id, { state: 'done', files: ['/home/reader/Audiobooks/Letters.mp3'] });
    expect(sentences().at(-1)).toBe('The audiobook “Letters” is ready.');
    expect(exports.atWork).toEqual([]);
    const ready = notices.list.at(-1);
    if (ready) notices.take(ready);
    expect(shown).toBe(1);
    lectern.exports.set(id, { state: 'done' }); // told again, but not said again
    expect(sentences()).not.toContain('The audiobook “Letters” is ready.');
  });

  it('do not come back by a late answer to what was asked of them before they were removed', async () => {
    const id = await start('Letters');
    const late = lateAnswers(lectern.api, ['export.pause']);
    const other = new Exports({ api: late.api, notices, show: () => undefined });
    await other.reload();
    const paused = other.pause(id);
    await other.remove(id);
    await late.giveAll();
    await paused;
    expect(other.jobs).toEqual([]);
  });

  it('say why they failed, and can be tried again', async () => {
    const id = await start('Letters');
    const error = {
      kind: 'spending-limit',
      message: 'The limit.',
      retryable: false,
      retryAfter: null,
    } as const;
    lectern.exports.set(id, { state: 'failed', error });
    expect(notices.list.at(-1)).toMatchObject({ tone: 'error', sentence: 'The limit.' });
    await exports.resume(id);
    expect(exports.jobs[0]).toMatchObject({ state: 'speaking', error: null });
  });

  it('are paused without a word, and removed', async () => {
    const id = await start('Letters');
    const before = sentences();
    await exports.pause(id);
    expect(exports.jobs[0]?.state).toBe('paused');
    expect(exports.atWork).toEqual([]);
    await exports.remove(id);
    expect(exports.jobs).toEqual([]);
    expect(sentences()).toEqual(before);
  });

  it('say what could not be done', async () => {
    await exports.pause('not-there');
    expect(sentences()).toEqual(['There is no such export any more.']);
    draft.title = 'Of nothing';
    expect(await exports.start({ ...draft.order(), documentId: 'gone' })).toBe(false);
    expect(notices.list.at(-1)?.tone).toBe('error');
  });
});
