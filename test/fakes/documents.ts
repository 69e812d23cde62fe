/** Documents for window tests: one of every kind of block, and one as long as is wanted. */
import type {
  Block,
  BlockKind,
  DocumentSummary,
  Section,
  SkipReason,
  Span,
} from '../../electron/core/document/model.ts';

export interface FakeDocument {
  readonly summary: DocumentSummary;
  readonly sections: readonly Section[];
}

interface BlockOptions {
  readonly level?: number;
  readonly marker?: string;
  readonly spans?: readonly Span[];
  readonly reason?: SkipReason;
  readonly anchors?: readonly string[];
  readonly language?: string;
}

export function block(kind: BlockKind, text: string, options: BlockOptions = {}): Block {
  return {
    kind,
    level: options.level ?? 0,
    marker: options.marker ?? null,
    text,
    spans: options.spans ?? [],
    language: options.language ?? null,
    spoken: options.reason === undefined,
    reason: options.reason ?? null,
    anchors: options.anchors ?? [],
    image: null,
  };
}

/** The span over the first occurrence of a phrase. */
const over = (text: string, phrase: string, kind: Span['kind'], href?: string): Span => {
  const from = text.indexOf(phrase);
  return { kind, from, to: from + phrase.length, ...(href === undefined ? {} : { href }) };
};

const heading = (text: string, level = 2, anchor?: string) =>
  block('heading', text, { level, ...(anchor === undefined ? {} : { anchors: [anchor] }) });
const p = (text: string, spans: readonly Span[] = []) => block('paragraph', text, { spans });

// Jane Austen, Pride and Prejudice (1813), chapters 1 and 2: public domain.
const TRUTH =
  'It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a wife.';
const KNOWN =
  'However little known the feelings or views of such a man may be on his first entering a neighbourhood, this truth is so well fixed in the minds of the surrounding families, that he is considered as the rightful property of some one or other of their daughters.';
const BINGLEY =
  '“Why, my dear, you must know, Mrs. Long says that Netherfield is taken by a young man of large fortune from the north of England; that he came down on Monday in a chaise and four to see the place, and was so much delighted with it that he agreed with Mr. Morris immediately; that he is to take possession before Michaelmas, and some of his servants are to be in the house by the end of next week.”';

const CHAPTER_1: readonly Block[] = [
  heading('Chapter 1', 2, 'c1'),
  p(TRUTH, [over(TRUTH, 'universally acknowledged', 'emphasis')]),
  p(KNOWN),
  p(
    '“My dear Mr. Bennet,” said his lady to him one day, “have you heard that Netherfield Park is let at last?”',
  ),
  p('Mr. Bennet replied that he had not.'),
  p('“But it is,” returned she; “for Mrs. Long has just been here, and she told me all about it.”'),
  p('Mr. Bennet made no answer.'),
  p('“Do not you want to know who has taken it?” cried his wife, impatiently.'),
  p('“You want to tell me, and I have no objection to hearing it.”'),
  p('This was invitation enough.'),
  p(BINGLEY),
  p('“What is his name?”'),
  p('“Bingley.”'),
  p('“Is he married or single?”'),
  p(
    '“Oh, single, my dear, to be sure! A single man of large fortune; four or five thousand a year. What a fine thing for our girls!”',
  ),
  p('“How so? how can it affect them?”'),
  p(
    '“My dear Mr. Bennet,” replied his wife, “how can you be so tiresome? You must know that I am thinking of his marrying one of them.”',
  ),
];

const CHAPTER_2: readonly Block[] = [
  heading('Chapter 2', 2, 'c2'),
  p(
    'Mr. Bennet was among the earliest of those who waited on Mr. Bingley. He had always intended to visit him, though to the last always assuring his wife that he should not go; and till the evening after the visit was paid, she had no knowledge of it.',
  ),
  p(
    'It was then disclosed in the following manner. Observing his second daughter employed in trimming a hat, he suddenly addressed her with,—',
  ),
  p('“I hope Mr. Bingley will like it, Lizzy.”'),
  p(
    '“We are not in a way to know what Mr. Bingley likes,” said her mother, resentfully, “since we are not to visit.”',
  ),
];

const AREA = 'The area of a circle is πr2, and water is H2O; see the note1 and the contents.';

/** A small page with one of each kind. */
const KINDS: readonly Block[] = [
  heading('An appendix of kinds', 2, 'kinds'),
  p(AREA, [
    { kind: 'sup', from: AREA.indexOf('r2') + 1, to: AREA.indexOf('r2') + 2 },
    { kind: 'sub', from: AREA.indexOf('H2') + 1, to: AREA.indexOf('H2') + 2 },
    { kind: 'noteref', from: AREA.indexOf('note1') + 4, to: AREA.indexOf('note1') + 5, href: '#3/n1' },
    over(AREA, 'contents', 'link', '#0'),
  ]),
  block('quote', 'Reading is to the mind what exercise is to the body.'),
  block(
    'verse',
    'Tyger Tyger, burning bright,\nIn the forests of the night;\nWhat immortal hand or eye,\nCould frame thy fearful symmetry?',
  ),
  heading('Things to carry', 3),
  block('listItem', 'A lamp, trimmed.', { level: 1, marker: '1.' }),
  block('listItem', 'A book, with its pages cut.', { level: 1, marker: '2.' }),
  block('listItem', 'A knife, for the pages that are not.', { level: 2, marker: '•' }),
  block('code', 'const words = text.split(/\\s+/);\nfor (const word of words) say(word);', {
    reason: 'code',
  }),
  block('table', 'Chapter · Pages · Minutes', { reason: 'table' }),
  block('table', 'One · 6 · 8', { reason: 'table' }),
  block('table', 'Two · 5 · 7', { reason: 'table' }),
  block('separator', '', { reason: 'decoration' }),
  block('paragraph', 'Ein Satz auf Deutsch mit Donaudampfschifffahrtsgesellschaft.', { language: 'de' }),
  block('note', '1. A note at the foot of the page, shown and not read.', {
    reason: 'note',
    anchors: ['n1'],
  }),
];

const sectionsOf = (...blocks: readonly (readonly Block[])[]): Section[] =>
  blocks.map((list, index) => ({ index, blocks: list }));

const weightOf = ({ blocks }: Section) => blocks.reduce((sum, { text }) => sum + text.length, 0);

export function novel(): FakeDocument {
  const sections = sectionsOf(
    [heading('Pride and Prejudice', 1), block('caption', 'by Jane Austen')],
    CHAPTER_1,
    CHAPTER_2,
    KINDS,
  );
  return {
    summary: {
      metadata: {
        format: 'epub',
        title: 'Pride and Prejudice',
        authors: ['Jane Austen'],
        language: 'en-GB',
        publisher: null,
        date: '1813',
        description: null,
        identifier: null,
        cover: null,
      },
      toc: [
        { title: 'Pride and Prejudice', section: 0, anchor: null, children: [] },
        {
          title: 'Volume I',
          section: 1,
          anchor: null,
          children: [
            { title: 'Chapter 1', section: 1, anchor: 'c1', children: [] },
            { title: 'Chapter 2', section: 2, anchor: 'c2', children: [] },
          ],
        },
        { title: 'An appendix of kinds', section: 3, anchor: 'kinds', children: [] },
      ],
      sections: sections.map((section, index) => ({
        title: ['Pride and Prejudice', 'Chapter 1', 'Chapter 2', 'An appendix of kinds'][index] ?? null,
        weight: weightOf(section),
      })),
      warnings: [],
    },
    sections,
  };
}

/** A document of `sentences` sentences, 40 in a section, five in a paragraph, each of them different. */
export function longDocument(sentences: number, title = 'A long walk'): FakeDocument {
  const sentence = (n: number) =>
    `Sentence number ${n} tells how the traveller went on along the river, past the mill and the bridge, and came no nearer.`;
  const sections: Section[] = [];
  for (let first = 0; first < sentences; first += 40) {
    const blocks: Block[] = [heading(`Part ${sections.length + 1}`)];
    for (let at = first; at < Math.min(first + 40, sentences); at += 5)
      blocks.push(p(Array.from({ length: 5 }, (_, n) => sentence(at + n + 1)).join(' ')));
    sections.push({ index: sections.length, blocks });
  }
  return {
    summary: {
      metadata: { ...novel().summary.metadata, title, authors: ['A. Walker'], language: 'en' },
      toc: sections.map((_, section) => ({
        title: `Part ${section + 1}`,
        section,
        anchor: null,
        children: [],
      })),
      sections: sections.map((section, index) => ({ title: `Part ${index + 1}`, weight: weightOf(section) })),
      warnings: [],
    },
    sections,
  };
}

/** A text as it would be read from a file: a paragraph for each run of lines. */
export function plainDocument(text: string): FakeDocument {
  const blocks = text
    .split(/\n\s*\n/)
    .map((part) => part.replaceAll(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
    .map((part) => p(part));
  const title = blocks[0]?.text.split(' ').slice(0, 6).join(' ') ?? 'Empty';
  return {
    summary: {
      metadata: { ...novel().summary.metadata, format: 'text', title, authors: [], language: 'en' },
      toc: [],
      sections: [{ title: null, weight: text.length }],
      warnings: [],
    },
    sections: [{ index: 0, blocks }],
  };
}
