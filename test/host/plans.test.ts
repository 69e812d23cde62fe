import { describe, expect, it, onTestFinished } from 'vitest';
import { createApi } from '../../electron/contract/client.ts';
import type { CallInput } from '../../electron/contract/table.ts';
import type { Block, Section } from '../../electron/core/document/model.ts';
import { NO_CHOICES, type DocumentChoices } from '../../electron/core/document/plan.ts';
import { withBlock, withKind, withNotes } from '../../electron/core/document/plan-edits.ts';
import type { DocumentReader } from '../../electron/core/document/reader.ts';
import { createHost } from '../../electron/host/host.ts';
import { createFakePorts } from '../fakes/host-ports.ts';
import { block } from '../support/blocks.ts';

const TEXT = block('The lamp stood by the window. Nobody had lit it.', {
  spans: [{ kind: 'noteref', from: 29, to: 29, href: '#1/a' }],
});
const CODE = block('light(lamp);', { kind: 'code', spoken: false, reason: 'code' });
const NOTE = block('It was a gift.', { kind: 'note', spoken: false, reason: 'note', anchors: ['a'] });
const SECTIONS: readonly (readonly Block[])[] = [[TEXT, CODE], [NOTE]];

/** A host whose one document has these sections. */
async function setUp() {
  const fakes = await createFakePorts();
  const reader: DocumentReader = {
    open: async (path, name) => {
      const open = await fakes.reader.open(path, name);
      const sections = SECTIONS.map(() => ({ title: null, weight: 40 }));
      return {
        ...open,
        summary: { ...open.summary, sections },
        section: async (index): Promise<Section> => ({ index, blocks: SECTIONS[index] ?? [] }),
      };
    },
  };
  const host = createHost({ ...fakes, reader });
  onTestFinished(() => host.close());
  const told: unknown[] = [];
  host.subscribe((name, payload) => {
    if (name === 'document.planChanged') told.push(payload);
  });
  const api = createApi({
    call: (name, input) => host.dispatch('trusted', name, input),
    on: () => () => undefined,
  });
  const added = await api.call('library.addText', { text: 'A book' });
  if (!added.ok) throw new Error(added.error.message);
  const { id } = added.entry;
  const set = (choices: DocumentChoices) =>
    api.call('document.setPlan', { id, choices } as CallInput<'document.setPlan'>);
  const spoken = async (index: number) =>
    (await api.call('document.section', { id, index })).blocks.map((one) => one.spoken);
  return { api, id, set, spoken, told, library: fakes.library };
}

describe('the reading plans of the host', () => {
  it('decide on sections from the moment they are kept, and are told to all windows', async () => {
    const { api, id, set, spoken, told, library } = await setUp();
    expect(await spoken(0)).toEqual([true, false]);
    const choices = withBlock(NO_CHOICES, { index: 0, blocks: SECTIONS[0] ?? [] }, 1, true);
    await set(choices);
    expect(await spoken(0)).toEqual([true, true]);
    expect(told).toEqual([{ id, choices }]);
    expect(await api.call('document.plan', { id })).toEqual(choices);
    expect(await library.plan(id)).toEqual(choices);
  });

  it('follow the settings where a document says nothing else', async () => {
    const { api, id, set, spoken } = await setUp();
    await api.call('settings.set', { readKinds: { code: true }, readNotes: 'after' });
    expect([await spoken(0), await spoken(1)]).toEqual([[true, true], [true]]);
    await set({ ...NO_CHOICES, kinds: { code: false }, notes: 'skip' });
    expect([await spoken(0), await spoken(1)]).toEqual([[true, false], [false]]);
    expect(await api.call('document.kinds', { id })).toEqual([
      { kind: 'paragraph', blocks: 1, spoken: 1, spokenAsFound: 1 },
      { kind: 'code', blocks: 1, spoken: 0, spokenAsFound: 0 },
      { kind: 'note', blocks: 1, spoken: 0, spokenAsFound: 0 },
    ]);
  });

  it('count in exports: notes where they are read, kinds as they were chosen', async () => {
    const { api, id, set } = await setUp();
    const characters = async () =>
      (await api.call('export.outline', { id, voice: null })).rows.map((row) => row.characters);
    const text = TEXT.text.length - 1; // the space between its two sentences is not asked for
    expect(await characters()).toEqual([text]);
    await set(withNotes(withKind(NO_CHOICES, 'code', true), 'inline'));
    expect(await characters()).toEqual([text + CODE.text.length + NOTE.text.length]);
  });

  it('refuse a document that is not there, and what is no plan', async () => {
    const { api, set, id } = await setUp();
    const nobody = 'f'.repeat(64);
    expect(await api.call('document.plan', { id: nobody })).toEqual(NO_CHOICES);
    await expect(
      api.call('document.setPlan', { id: nobody, choices: { ...NO_CHOICES, kinds: {}, blocks: [] } }),
    ).rejects.toMatchObject({ kind: 'document-missing' });
    await expect(set({ ...NO_CHOICES, language: 'not a tag' })).rejects.toMatchObject({
      kind: 'bad-request',
    });
    expect(await api.call('document.plan', { id })).toEqual(NO_CHOICES);
  });
});
