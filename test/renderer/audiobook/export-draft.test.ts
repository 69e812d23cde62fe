import * as v from 'valibot';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { audiobookChoices } from '../../../electron/contract/schemas.ts';
import { LecternError } from '../../../electron/core/errors.ts';
import { ExportDraft } from '../../../renderer/audiobook/export-draft.svelte.ts';
import { novel } from '../../fakes/documents.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';

const PAID = { server: 'together', model: 'hexgrad/Kokoro-82M', voice: 'af_heart' } as const;

const FIRST = v.parse(audiobookChoices, {});

let lectern: FakeLectern;
let draft: ExportDraft;

beforeEach(async () => {
  lectern = new FakeLectern();
  draft = new ExportDraft(lectern.api, lectern.add(novel()), FIRST);
  await draft.load(null);
});

const rows = () => draft.outline?.rows ?? [];
const ticked = () => [...rows().keys()].filter((row) => draft.isTicked(row));
const readable = () => [...rows().keys()].filter((row) => (rows()[row]?.characters ?? 0) > 0);

describe('an export that is put together', () => {
  it('begins with what is worth hearing, and with the document’s own words', () => {
    expect(draft.error).toBeNull();
    expect(rows().length).toBeGreaterThan(1);
    expect(ticked()).toEqual(readable().filter((row) => rows()[row]?.leftOut === null));
    expect(draft.title).toBe(novel().summary.metadata.title);
    expect(draft.narrator).toBe('Heart');
    expect(draft.folder).toBe('/home/reader/Audiobooks');
    expect(draft.ready).toBe(true);
  });

  it('adds up what is ticked, and nothing else', () => {
    const [row = 0] = ticked();
    const before = draft.totals;
    const own = rows()[row]?.characters ?? 0;
    draft.tick(row, false);
    expect(draft.totals).toMatchObject({
      chapters: before.chapters - 1,
      characters: before.characters - own,
      seconds: (before.characters - own) / 15,
    });
    expect(draft.totals.bytes).toBeCloseTo(draft.totals.seconds * 8000);
    draft.preset = 'small';
    expect(draft.totals.bytes).toBeCloseTo(draft.totals.seconds * 6000);
    draft.tickAll(false);
    expect(draft.totals).toMatchObject({ chapters: 0, characters: 0, cost: 0 });
    expect(draft.ready).toBe(false);
    draft.tickAll(true);
    expect(ticked()).toEqual(readable());
  });

  it('ticks a branch with all under it, and leaves its neighbours alone', async () => {
    const { outline } = draft;
    if (!outline) throw new Error('no outline');
    const levels = [0, 1, 2, 1, 0].map((depth, at) => ({
      ...{ title: `Row ${at}`, depth, leftOut: null, stored: 0, cost: 0 },
      characters: at === 1 ? 0 : 100, // a heading without a word of its own
    }));
    vi.spyOn(lectern.api, 'call').mockResolvedValueOnce({ ...outline, rows: levels });
    draft = new ExportDraft(lectern.api, draft.documentId, FIRST);
    await draft.load(null);
    expect(ticked()).toEqual([0, 2, 3, 4]);
    draft.tickBranch(0, false);
    expect(ticked()).toEqual([4]);
    draft.tickBranch(1, true);
    expect(ticked()).toEqual([2, 4]);
  });

  it('keeps ticks and titles when another voice is chosen, and takes its price and its name', async () => {
    expect(draft.totals.cost).toBe(0);
    draft.tickAll(false);
    draft.tick(readable()[0] ?? 0, true);
    draft.rename(readable()[0] ?? 0, 'Another name');
    draft.title = 'My own title';
    await draft.load(PAID);
    expect(ticked()).toEqual([readable()[0]]);
    expect(draft.titleOf(readable()[0] ?? 0)).toBe('Another name');
    expect(draft.title).toBe('My own title');
    expect(draft.totals.cost).toBeCloseTo(((draft.totals.characters - draft.totals.stored) * 10) / 1e6);
  });

  it('becomes an order of what the person said', () => {
    const [row = 0, other = 0] = readable();
    draft.tickAll(false);
    draft.tick(row, true);
    draft.tick(other, true);
    draft.rename(row, '  Renamed ');
    draft.rename(other, ' ');
    Object.assign(draft, {
      authors: 'One; ;Two',
      year: '18',
      preset: 'fine',
      split: 'hour',
      extras: ['vtt'],
    });
    Object.assign(draft, { encoder: 'lamejs', oldTags: true });
    expect(draft.order()).toMatchObject({
      what: {
        kind: 'chapters',
        chapters: [
          { row, title: 'Renamed' },
          { row: other, title: rows()[other]?.title },
        ],
      },
      voice: null,
      forms: ['mp3', 'vtt'],
      split: { kind: 'duration', minutes: 60 },
      mp3: { encoder: 'lamejs', rate: 44_100, mode: { kind: 'cbr', kbps: 96 }, loudness: -18 },
      id3: 3,
      tags: { authors: ['One', 'Two'], year: null },
      folder: '/home/reader/Audiobooks',
    });
  });

  it('begins with the choices of the last one', () => {
    draft.preset = 'fine';
    draft.split = 'chapter';
    draft.loudness = 'podcast';
    draft.extras = ['vtt'];
    draft.oldTags = true;
    const { choices } = draft;
    expect(v.parse(audiobookChoices, structuredClone(choices))).toEqual(choices);
    const next = new ExportDraft(lectern.api, draft.documentId, choices);
    expect(next.order()).toMatchObject({
      split: { kind: 'chapter' },
      forms: ['mp3', 'vtt'],
      mp3: { rate: 44_100, loudness: -16 },
      id3: 3,
    });
    next.loudness = 'as-spoken';
    expect(next.order().mp3.loudness).toBeNull();
  });

  it('of a variable quality is made by the encoder that has it', () => {
    draft.encoder = 'lamejs';
    draft.preset = 'variable';
    expect(draft.order().mp3).toMatchObject({ encoder: 'wasm', mode: { kind: 'vbr' } });
    draft.preset = 'small';
    expect(draft.order().mp3.encoder).toBe('lamejs');
  });

  it('of a selection has its title, and is one file whatever was chosen', async () => {
    const ranges = [{ section: 0, block: 0, from: 2, to: 9 }];
    draft = new ExportDraft(lectern.api, draft.documentId, FIRST, { title: 'A passage', ranges });
    await draft.load(null);
    draft.split = 'chapter';
    expect(draft.ready).toBe(true);
    expect(draft.order()).toMatchObject({
      what: { kind: 'selection', title: 'A passage', ranges },
      split: { kind: 'none' },
      tags: { title: 'A passage' },
    });
  });

  it('goes to the folder that is chosen, and stays where none is', async () => {
    lectern.exports.folder = null;
    await draft.chooseFolder();
    expect(draft.folder).toBe('/home/reader/Audiobooks');
    lectern.exports.folder = '/media/stick';
    await draft.chooseFolder();
    expect(draft.order().folder).toBe('/media/stick');
  });

  it('has the fault where the document cannot be looked through, and loses nothing by it', async () => {
    const gone = new LecternError('document-missing', 'It is gone.');
    vi.spyOn(lectern.api, 'call').mockRejectedValueOnce(gone);
    draft = new ExportDraft(lectern.api, draft.documentId, FIRST);
    await draft.load(null);
    expect(draft.error).toBe(gone);
    expect(draft.outline).toBeNull();
    await draft.load(null);
    expect(draft.error).toBeNull();
    expect(draft.ready).toBe(true);
  });

  it('forgets the answer for a voice that was chosen before the last one', async () => {
    const first = draft.load(PAID);
    const second = draft.load(null);
    await Promise.all([first, second]);
    expect(draft.voice).toBeNull();
    expect(draft.totals.cost).toBe(0);
  });
});
