import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import type { Section } from '../../../electron/core/document/model.ts';
import { ReadingWindow } from '../../../renderer/reader/reading-window.svelte.ts';
import { block, longDocument } from '../../fakes/documents.ts';
import { settle } from '../../support/until.ts';

const source = (sections: readonly Section[]) => ({
  sectionCount: sections.length,
  section: async (index: number) => {
    const section = sections[index];
    if (!section) throw new LecternError('bad-request', 'There is no such section.');
    return section;
  },
});
const keys = (window: ReadingWindow) => window.slices.map(({ key }) => key);
const page = (index: number, ...texts: string[]): Section => ({
  index,
  blocks: texts.map((text) => block('paragraph', text)),
});

describe('the part of the document on the page', () => {
  it('starts with the wanted slice and grows on both sides', async () => {
    const window = new ReadingWindow(source(longDocument(200).sections));
    expect(await window.show(2, 3)).toBe(true);
    expect(keys(window)).toEqual(['2:0']);
    await window.grow('after');
    await window.grow('before');
    expect(keys(window)).toEqual(['1:0', '2:0', '3:0']);
    expect(window.holds(1, 2)).toBe(true);
    expect(window.holds(4, 0)).toBe(false);
  });

  it('knows where the document ends, and passes over empty sections', async () => {
    const window = new ReadingWindow(source([page(0, 'One.'), page(1), page(2, 'Two.')]));
    await window.show(0, 0);
    expect(await window.grow('before')).toBe(false);
    expect(window.ended('before')).toBe(true);
    expect(await window.grow('after')).toBe(true);
    expect(keys(window)).toEqual(['0:0', '2:0']);
    expect(await window.grow('after')).toBe(false);
    expect(window.ended('after')).toBe(true);
  });

  it('shows the neighbours of a section that is empty itself', async () => {
    const window = new ReadingWindow(source([page(0, 'One.'), page(1), page(2, 'Two.')]));
    await window.show(1, 0);
    await window.grow('after');
    await window.grow('before');
    expect(keys(window)).toEqual(['0:0', '1:empty', '2:0']);
  });

  it('is cut without ever becoming empty, and may grow there again', async () => {
    const window = new ReadingWindow(source(longDocument(120).sections));
    await window.show(0, 0);
    await window.grow('before');
    await window.grow('after');
    await window.grow('after');
    window.cut('before', 2);
    expect(keys(window)).toEqual(['2:0']);
    expect(window.ended('before')).toBe(false);
    window.cut('after', 5);
    expect(keys(window)).toEqual(['2:0']);
    expect(await window.grow('before')).toBe(true);
  });

  it('drops what arrives for an earlier wish', async () => {
    const { sections } = longDocument(400);
    const gates: (() => void)[] = [];
    const slow = {
      sectionCount: sections.length,
      section: (index: number) =>
        new Promise<Section>((resolve) => gates.push(() => resolve(sections[index]!))),
    };
    const window = new ReadingWindow(slow);
    const first = window.show(1, 0);
    const second = window.show(5, 0);
    gates.toReversed().forEach((open) => open());
    expect(await first).toBe(false);
    expect(await second).toBe(true);
    expect(keys(window)).toEqual(['5:0']);
  });

  it('rejects where a section cannot be had, and can try again', async () => {
    let fails = true;
    const { sections } = longDocument(80);
    const shaky = {
      sectionCount: sections.length,
      section: async (index: number) => {
        if (fails && index === 1) throw new LecternError('storage', 'The file could not be read.');
        return sections[index]!;
      },
    };
    const window = new ReadingWindow(shaky);
    await window.show(0, 0);
    await expect(window.grow('after')).rejects.toMatchObject({ kind: 'storage' });
    fails = false;
    expect(await window.grow('after')).toBe(true);
  });

  it('adds no neighbour of what is not at the edge any more', async () => {
    const gates: (() => void)[] = [];
    const window = new ReadingWindow({
      sectionCount: 6,
      section: (index) =>
        new Promise((resolve) => gates.push(() => resolve(page(index, `Section ${index}.`)))),
    });
    const open = async () => {
      gates.shift()?.();
      await settle(3);
    };
    void window.show(2, 0);
    await open();
    void window.show(0, 0);
    const grown = window.grow('after'); // of section 2, which is on the page still
    await open();
    await open();
    expect(await grown).toBe(false);
    expect(window.slices.map(({ section }) => section.index)).toEqual([0]);

    void window.grow('after');
    await open();
    const next = window.grow('after');
    window.cut('after', 1);
    await open();
    expect(await next).toBe(false);
    expect(window.slices.map(({ section }) => section.index)).toEqual([0]);
  });

  it('shows blocks as they are decided on now, however often and late, in whatever order sections come', async () => {
    const step = fc.record({
      do: fc.constantFrom(
        'show',
        'before',
        'after',
        'decide',
        'decide',
        'reread',
        'answer',
        'answer',
        'answer',
      ),
      which: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 16 }), async (steps) => {
        /** Of a decision, or of a reading of the file; a section is as it was when it was asked for. */
        let now = 0;
        const gates: (() => void)[] = [];
        const late = {
          sectionCount: 6,
          section: (index: number) => {
            const section = page(index, `Section ${index} of ${now}.`);
            return new Promise<Section>((resolve) => gates.push(() => resolve(section)));
          },
        };
        const window = new ReadingWindow(late);
        let wanted = 2;
        void window.show(wanted, 0);
        for (const { do: what, which } of steps) {
          if (what === 'show') void window.show((wanted = which % 6), 0);
          else if (what === 'before' || what === 'after') void window.grow(what);
          else if (what === 'answer') gates.splice(which % Math.max(1, gates.length), 1)[0]?.();
          else {
            now++;
            if (what === 'decide') void window.refresh();
            else {
              window.clear();
              void window.show(wanted, 0);
            }
          }
          if (which % 2) await settle(3);
        }
        for (await settle(3); gates.length > 0; await settle(3)) gates.pop()?.();
        expect(window.holds(wanted, 0)).toBe(true);
        const [first] = window.slices;
        window.slices.forEach(({ section }, at) => {
          expect(section.index).toBe((first?.section.index ?? 0) + at);
          expect(section.blocks[0]?.text).toBe(`Section ${section.index} of ${now}.`);
        });
      }),
      { numRuns: 1000 },
    );
  });
});
