import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSpeakable } from '../../../electron/core/document/clean.ts';
import { blockKeys } from '../../../electron/core/document/fingerprint.ts';
import {
  BLOCK_KINDS,
  SKIP_REASONS,
  type Block,
  type Section,
} from '../../../electron/core/document/model.ts';
import {
  NO_CHOICES,
  NOTES_CHOICES,
  PLAN_KINDS,
  planKind,
  plannedSection,
  USUAL_PLAN,
  type DocumentChoices,
  type ReadingPlan,
} from '../../../electron/core/document/plan.ts';
import { hasChoices, withBlock, withKind, withNotes } from '../../../electron/core/document/plan-edits.ts';
import { block } from '../../support/blocks.ts';

const section = (...blocks: readonly Block[]): Section => ({ index: 3, blocks });
const table = block('One, two', { kind: 'table', spoken: false, reason: 'table' });
const note = block('See there.', { kind: 'note', spoken: false, reason: 'note', anchors: ['n1'] });

/** What becomes of one block. */
const decided = (
  one: Block,
  document: Partial<DocumentChoices> = {},
  all: Partial<ReadingPlan['all']> = {},
) => {
  const plan = { all: { ...USUAL_PLAN.all, ...all }, document: { ...NO_CHOICES, ...document } };
  const { spoken, reason, planned } = plannedSection(section(one), plan).blocks[0] ?? one;
  return [spoken, reason, planned?.by];
};
const own = (one: Block, spoken: boolean) => withBlock(NO_CHOICES, section(one), 0, spoken);

describe('the reading plan', () => {
  it('leaves to the reader what nobody chose', () => {
    expect(decided(block('Text.'))).toEqual([true, null, 'reader']);
    expect(decided(table)).toEqual([false, 'table', 'reader']);
  });

  it('takes the nearest choice: block, document, settings, reader', () => {
    const settings = { kinds: { table: true } };
    expect(decided(table, {}, settings)).toEqual([true, null, 'settings']);
    expect(decided(table, { kinds: { table: false } }, settings)).toEqual([false, 'table', 'document']);
    const kinds = { table: false };
    expect(decided(table, { ...own(table, true), kinds }, settings)).toEqual([true, null, 'block']);
    expect(decided(table, { ...own(table, false), kinds: { table: true } }, settings)).toEqual([
      false,
      'table',
      'block',
    ]);
  });

  it('says that the person chose what the reader would have read', () => {
    const text = block('Text.');
    expect(decided(text, own(text, false))).toEqual([false, 'chosen', 'block']);
    expect(decided(text, { kinds: { paragraph: false } })).toEqual([false, 'chosen', 'document']);
  });

  it('reads notes by their own choice, all that is inside one alike, and not the heading over them', () => {
    const list = { ...note, kind: 'listItem', level: 1 } as const;
    const heading = { ...note, kind: 'heading', level: 2 } as const;
    expect(planKind(list)).toBe('note');
    for (const notes of ['inline', 'after'] as const) {
      expect(decided(note, {}, { notes })).toEqual([true, null, 'settings']);
      expect(decided(list, { notes })).toEqual([true, null, 'document']);
      expect(decided(heading, { notes })).toEqual([false, 'note', 'document']);
    }
    expect(decided(note, { notes: 'skip' }, { notes: 'after' })).toEqual([false, 'note', 'document']);
    expect(decided(note, own(note, true))).toEqual([true, null, 'block']);
  });

  it('lets the language that was chosen hold for all that has none of its own', () => {
    const texts = [null, 'fr', 'de'].map((language) => block('Ein Satz.', { language }));
    const plan = { ...USUAL_PLAN, document: { ...NO_CHOICES, language: 'de' } };
    const { blocks } = plannedSection(section(...texts), plan);
    expect(blocks.map(({ language }) => language)).toEqual([null, 'fr', null]);
  });

  it('knows what a block was after it has decided on it', () => {
    const contents = block('I. The start', { kind: 'listItem', level: 1, spoken: false, reason: 'contents' });
    const plan = { ...USUAL_PLAN, document: withKind(NO_CHOICES, 'contents', true) };
    const [read] = plannedSection(section(contents), plan).blocks;
    expect(read).toMatchObject({ spoken: true, planned: { kind: 'contents' } });
    expect(read && planKind(read)).toBe('contents');
  });

  it('finds a block again whose text was cleaned otherwise, and tells equal ones apart', () => {
    const [first, second] = [block('It’s  so.'), block('It’s so')];
    const choices = withBlock(NO_CHOICES, section(first, second), 1, false);
    const plan = { ...USUAL_PLAN, document: choices };
    const later = section(block('Something new.'), block('It’s so!'), block("IT'S SO."));
    expect(plannedSection(later, plan).blocks.map(({ spoken }) => spoken)).toEqual([true, true, false]);
    expect(plannedSection({ ...later, index: 4 }, plan).blocks.every(({ spoken }) => spoken)).toBe(true);
  });

  it('forgets what was chosen one by one when all of the kind is chosen', () => {
    const both = withBlock(own(table, true), section(table, note), 1, true);
    expect(withKind(both, 'table', false).blocks.map(({ kind }) => kind)).toEqual(['note']);
    expect(withNotes(both, 'inline').blocks.map(({ kind }) => kind)).toEqual(['table']);
    expect(hasChoices(both)).toBe(true);
    expect(hasChoices({ ...NO_CHOICES, margins: { top: 0.1, right: 0, bottom: 0, left: 0 } })).toBe(false);
  });

  const anyBlock = fc
    .record({
      kind: fc.constantFrom(...BLOCK_KINDS),
      text: fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('* * *', '', '12', 'Words')),
      reason: fc.option(fc.constantFrom(...SKIP_REASONS)),
    })
    .map(({ text, ...rest }) => block(text, { ...rest, spoken: rest.reason === null && isSpeakable(text) }))
    .map((one) => (one.spoken ? one : { ...one, reason: one.reason ?? ('decoration' as const) }));
  const kinds = fc.dictionary(fc.constantFrom(...PLAN_KINDS), fc.boolean());
  const anyPlan = fc.record({
    all: fc.record({ notes: fc.constantFrom(...NOTES_CHOICES), kinds }),
    document: fc.record({
      notes: fc.option(fc.constantFrom(...NOTES_CHOICES)),
      kinds,
      flips: fc.array(fc.nat(5)),
    }),
  });

  it('keeps the promises of blocks, whatever was chosen, and comes to the same again', () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { maxLength: 6 }), anyPlan, (blocks, { all, document }) => {
        const found = section(...blocks);
        const { flips, ...rest } = document;
        const choices = flips.reduce<DocumentChoices>(
          (sum, at) => withBlock(sum, found, at, !blocks[at]?.spoken),
          { ...NO_CHOICES, ...rest },
        );
        const plan = { all, document: choices };
        const planned = plannedSection(found, plan);
        for (const [at, one] of planned.blocks.entries()) {
          expect(one.spoken).toBe(one.reason === null);
          expect(one.spoken && !isSpeakable(one.text)).toBe(false);
          expect({ ...one, spoken: 0, reason: 0, planned: 0 }).toEqual({
            ...blocks[at],
            spoken: 0,
            reason: 0,
            planned: 0,
          });
          if (flips.includes(at) && isSpeakable(one.text)) expect(one.planned?.by).toBe('block');
        }
        expect(plannedSection(found, plan)).toEqual(planned);
        expect(blockKeys(planned.blocks)).toEqual(blockKeys(blocks));
        expect(new Set(blockKeys(blocks)).size).toBe(blocks.length);
      }),
    );
  });
});
