import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LedgerSegment } from '../../../electron/core/audiobook/ledger.ts';
import type { ExportOrder } from '../../../electron/core/audiobook/order.ts';
import { openExportLedger } from '../../../electron/node/audiobook/ledger.ts';
import { createSpeechStore, speechHash } from '../../../electron/node/speech/store.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const ORDER: ExportOrder = {
  documentId: 'a'.repeat(64),
  what: {
    kind: 'chapters',
    chapters: [
      { row: 0, title: 'One' },
      { row: 2, title: 'Three' },
    ],
  },
  voice: null,
  forms: ['mp3'],
  split: { kind: 'none' },
  mp3: { encoder: 'wasm', rate: 24_000, mode: { kind: 'cbr', kbps: 64 }, loudness: -18 },
  id3: 4,
  tags: { title: 'Book', authors: ['A'], narrator: 'N', year: '1900', cover: true },
  folder: '/exports',
  fileName: null,
};
const CHAPTERS = [
  { title: 'One', depth: 0, characters: 9 },
  { title: 'Three', depth: 1, characters: 3 },
];
const segment = (text: string, chapter: number): Omit<LedgerSegment, 'index' | 'samples'> => ({
  request: { server: 'together', model: 'm', voice: 'v', language: 'en', pronunciation: [], text },
  place: { section: chapter, block: 1, from: 0, to: text.length },
  sentences: [[0, text.length]],
  pause: 6000,
  chapter,
});
const SEGMENTS = [segment('aaa', 0), segment('bbb', 0), segment('ccc', 0), segment('ddd', 1)];
const BOTH = { first: 0, last: 1 };

async function ledgerIn(folder: string) {
  const ledger = await openExportLedger(folder, () => 1234);
  onTestFinished(() => ledger.close());
  return ledger;
}

describe('export ledger', () => {
  it('keeps an order with its segments, and how far it came, through a restart', async () => {
    const folder = await temporaryFolder();
    const first = await ledgerIn(folder);
    await first.add('job', ORDER, CHAPTERS, SEGMENTS);
    first.finish('job', 0, 24_000, { characters: 3, cost: 0.000012 });
    first.finish('job', 3, 12_000, null);
    await first.setState('job', 'failed', {
      kind: 'network',
      message: 'Gone.',
      retryable: true,
      retryAfter: null,
    });
    first.close();

    const ledger = await ledgerIn(folder);
    expect(ledger.jobs()).toEqual([
      {
        ...{ id: 'job', createdAt: 1234, order: ORDER, state: 'failed', chapters: CHAPTERS, files: [] },
        error: { kind: 'network', message: 'Gone.', retryable: true, retryAfter: null },
        segments: { done: 2, all: 4 },
        characters: { done: 6, all: 12, bought: 3 },
        cost: 0.000012,
      },
    ]);
    expect(ledger.unfinished('job', BOTH, 0, 10).map(({ index }) => index)).toEqual([1, 2]);
    expect(ledger.unfinished('job', BOTH, 2, 10).map(({ index }) => index)).toEqual([2]);
    expect(ledger.unfinished('job', { first: 1, last: 1 }, 0, 10)).toEqual([]);
    expect(ledger.segments('job', 1)).toEqual([{ ...SEGMENTS[3], index: 3, samples: 12_000 }]);
    ledger.reopen('job', 3);
    expect(ledger.unfinished('job', BOTH, 0, 1).map(({ index }) => index)).toEqual([1]);
    expect(ledger.get('job')?.segments.done).toBe(1);
  });

  it('does not know the cost any more once one price was not known', async () => {
    const ledger = await ledgerIn(await temporaryFolder());
    await ledger.add('job', ORDER, CHAPTERS, SEGMENTS);
    ledger.finish('job', 0, 1, { characters: 3, cost: 1 });
    ledger.finish('job', 1, 1, { characters: 3, cost: null });
    ledger.finish('job', 2, 1, { characters: 3, cost: 1 });
    expect(ledger.get('job')).toMatchObject({ cost: null, characters: { bought: 9 } });
  });

  it('pins what an export needs until it is done or removed, whatever the cap of the store', async () => {
    const folder = await temporaryFolder();
    const ledger = await ledgerIn(folder);
    const store = createSpeechStore({
      directory: join(folder, 'speech'),
      capBytes: 1,
      pinned: (hash) => ledger.pins(hash),
    });
    await ledger.add('job', ORDER, CHAPTERS, SEGMENTS);
    const request = SEGMENTS[0]!.request;
    const other = { ...request, text: 'zzz' };
    const speech = { pcm: new Uint8Array(2000), words: [] };
    await store.put(request, speech);
    await store.put(other, speech);
    expect([await store.has(request), await store.has(other)]).toEqual([true, false]);
    await store.clear();
    expect(await store.has(request)).toBe(true);
    await ledger.setState('job', 'done', null);
    expect(ledger.pins(speechHash(request))).toBe(false);
    await store.clear();
    expect(await store.has(request)).toBe(false);
  });

  it('is written whole or not at all', async () => {
    const ledger = await ledgerIn(await temporaryFolder());
    const broken = { ...SEGMENTS[1]!, pause: -0.5 };
    await expect(ledger.add('job', ORDER, CHAPTERS, [SEGMENTS[0]!, broken])).rejects.toMatchObject({
      kind: 'storage',
    });
    expect(ledger.jobs()).toEqual([]);
  });

  it('lets one program work on an export, and the next one when that was killed', async () => {
    const folder = await temporaryFolder();
    const ledger = await ledgerIn(folder);
    await ledger.add('job', ORDER, CHAPTERS, SEGMENTS);
    const other = fork(join(import.meta.dirname, 'claim-child.ts'), [folder], { stdio: 'ignore' });
    expect((await once(other, 'message'))[0]).toBe(true);
    expect(ledger.claim('job')).toBe(false);
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(ledger.claim('job')).toBe(true);
    expect(ledger.claim('job')).toBe(true);
  });
});
