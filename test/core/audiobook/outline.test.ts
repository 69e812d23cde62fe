import { describe, expect, it } from 'vitest';
import type { Block, DocumentSummary, TocEntry } from '../../../electron/core/document/model.ts';
import { outlineOf, blocksOf, type OutlineSource } from '../../../electron/core/audiobook/outline.ts';
import type { PlannedSegment } from '../../../electron/core/audiobook/types.ts';
import { SegmentPlanner } from '../../../electron/core/audiobook/segments.ts';
import type { Voice } from '../../../electron/core/speech/types.ts';
import { fakeVoice } from '../../fakes/speech-server.ts';
import { block } from '../../support/blocks.ts';

const heading = (text: string, anchor?: string): Block =>
  block(text, { kind: 'heading', level: 1, anchors: anchor === undefined ? [] : [anchor] });
const entry = (title: string, section: number, anchor: string | null = null, ...children: TocEntry[]) => ({
  ...{ title, section, anchor, children },
});

function source(sections: readonly (readonly Block[])[], toc: readonly TocEntry[]): OutlineSource {
  const summary: DocumentSummary = {
    metadata: {
      ...{ format: 'epub', title: 'The Book', authors: [], language: 'en', publisher: null, date: null },
      ...{ description: null, identifier: null, cover: null },
    },
    toc,
    sections: sections.map(() => ({ title: null, weight: 1 })),
    warnings: [],
  };
  return { summary, section: async (index) => ({ index, blocks: sections[index] ?? [] }) };
}

const rows = async (of: OutlineSource) =>
  (await outlineOf(of)).map(({ title, characters, leftOut }) => [title, characters, leftOut]);

describe('outline', () => {
  it('takes its chapters from the anchors of the contents, not from the files', async () => {
    const book = source(
      [
        [heading('One', 'one'), block('First.'), heading('Two', 'two'), block('Second begins,')],
        [block('and goes on in the next file.'), heading('Three', 'three'), block('Third.')],
      ],
      [entry('One', 0, 'one'), entry('Two', 0, 'two'), entry('Three', 1, 'three')],
    );
    expect(await rows(book)).toEqual([
      ['One', 'One'.length + 'First.'.length, null],
      ['Two', 'TwoSecond begins,and goes on in the next file.'.length, null],
      ['Three', 'ThreeThird.'.length, null],
    ]);
  });

  it('tiles the document, with what stands before the first entry', async () => {
    const book = source(
      [[block('For my mother.'), heading('One', 'a'), block('x y')], [block('End.')]],
      [entry('One', 0, 'a')],
    );
    const outline = await outlineOf(book);
    expect(outline.map(({ title }) => title)).toEqual(['Beginning', 'One']);
    const all: string[] = [];
    for (const { from, to } of outline)
      for await (const { value } of blocksOf(book, from, to)) all.push(value.text);
    expect(all).toEqual(['For my mother.', 'One', 'x y', 'End.']);
  });

  it('keeps a part that only holds chapters as a row with nothing to read', async () => {
    const book = source([[heading('I'), block('Text.')]], [entry('Part One', 0, null, entry('I', 0, null))]);
    expect(await rows(book)).toEqual([
      ['Part One', 0, 'empty'],
      ['I', 'IText.'.length, null],
    ]);
  });

  it('is one chapter where there are no contents', async () => {
    expect(await rows(source([[block('All.')], [block('Of it.')]], []))).toEqual([
      ['The Book', 'All.Of it.'.length, null],
    ]);
  });

  it('puts entries that are out of order in order, and leaves out what leads nowhere', async () => {
    const book = source(
      [[block('a')], [block('b')]],
      [entry('Second', 1), entry('First', 0), entry('Nowhere', 7)],
    );
    expect((await rows(book)).map(([title]) => title)).toEqual(['First', 'Second']);
  });
});

describe('segments', () => {
  const voice = (...languages: string[]): Voice => fakeVoice('embedded', languages.join('+'), ...languages);
  const planner = (of: OutlineSource) =>
    new SegmentPlanner(of, {
      notes: 'skip',
      pauses: { pauseSentence: 0.25, pauseParagraph: 0.5, pauseHeading: 1 },
      pronunciation: [],
      voiceFor: async (language) => voice(language ?? 'en'),
      spokenText: ({ text }) => text,
    });
  const collect = async (all: AsyncIterable<PlannedSegment>) => {
    const list = [];
    for await (const one of all) list.push(one);
    return list;
  };

  it('are the chunks that listening asks for, with their places and pauses', async () => {
    const text = 'It was a bright cold day in April. The clocks were striking thirteen.';
    const book = source(
      [[heading('A chapter of its own'), block(text), block('Skipped', { spoken: false, reason: 'note' })]],
      [],
    );
    const segments = await collect(planner(book).chapter({ section: 0, block: 0 }, { section: 1, block: 0 }));
    expect(segments.map(({ request, pause }) => [request.text, pause / 24_000])).toEqual([
      ['A chapter of its own', 1],
      ['It was a bright cold day in April.', 0.25],
      ['The clocks were striking thirteen.', 0.5],
    ]);
    for (const { request, place } of segments.slice(1)) {
      expect(place.block).toBe(1);
      expect(text.slice(place.from, place.to)).toBe(request.text);
    }
  });

  it('make a longer pause of what cannot be said', async () => {
    const book = source(
      [[block('Before it all ends here.'), block('* * *'), block('After it all began anew.')]],
      [],
    );
    const segments = await collect(planner(book).chapter({ section: 0, block: 0 }, { section: 1, block: 0 }));
    expect(segments.map(({ pause }) => pause / 24_000)).toEqual([1, 0.5]);
  });

  it('are read by the voice of their language', async () => {
    const book = source([[block('Hello to you all.'), block('Guten Tag zusammen.', { language: 'de' })]], []);
    const segments = await collect(planner(book).chapter({ section: 0, block: 0 }, { section: 1, block: 0 }));
    expect(segments.map(({ request }) => [request.voice, request.language])).toEqual([
      ['en', 'en'],
      ['de', 'de'],
    ]);
  });

  it('of a selection are whole chunks, those that it touches', async () => {
    const text = 'The first sentence is not meant. The second sentence is. The third sentence is not either.';
    const book = source([[block('Other.'), block(text)]], []);
    const range = { section: 0, block: 1, from: text.indexOf('second'), to: text.indexOf('second') + 3 };
    expect((await collect(planner(book).selection([range]))).map(({ request }) => request.text)).toEqual([
      'The second sentence is.',
    ]);
  });
});
