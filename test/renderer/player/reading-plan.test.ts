/** The player and the reading plan: notes that are read in the text, and choices that change while it plays. */
import { describe, expect, it } from 'vitest';
import type { Block, Section } from '../../../electron/core/document/model.ts';
import {
  NO_CHOICES,
  plannedSection,
  USUAL_PLAN,
  type ReadingPlan,
} from '../../../electron/core/document/plan.ts';
import { withBlock, withKind, withNotes } from '../../../electron/core/document/plan-edits.ts';
import { DocumentPlan, type Place } from '../../../renderer/player/plan.ts';
import { stepFrom } from '../../../renderer/player/steps.ts';
import type { SpeechDocument } from '../../../renderer/player/types.ts';
import { block } from '../../support/blocks.ts';
import { speechDocument } from '../../support/speech-document.ts';
import { settle, setup } from './setup.ts';

const FIRST = 'The lamp stood on the table by the window.';
const SECOND = 'Nobody had lit it for years.';
const NOTE = 'The table was a gift of her aunt.';
const NEXT = 'It was made of brass and dusty.';
const FAR = 'This is said in another file of the book.';

const TEXT = block(`${FIRST} ${SECOND}`, {
  spans: [{ kind: 'noteref', from: FIRST.length, to: FIRST.length, href: '#0/a' }],
});
const LAST = block(NEXT, { spans: [{ kind: 'noteref', from: NEXT.length, to: NEXT.length, href: '#1/b' }] });
const note = (text: string, anchor: string): Block =>
  block(text, { kind: 'note', spoken: false, reason: 'note', anchors: [anchor] });
const FOUND: readonly Section[] = [
  { index: 0, blocks: [TEXT, LAST, note(NOTE, 'a')] },
  { index: 1, blocks: [note(FAR, 'b'), note('Nobody comes here.', 'c')] },
];

/** A document that follows a plan which can be changed, as the application's does. */
function planned(first: ReadingPlan['document'] = NO_CHOICES) {
  const plan = { now: first };
  const base = speechDocument([[], []]);
  const document: SpeechDocument = {
    ...base,
    get notes() {
      return plan.now.notes ?? 'skip';
    },
    section: async (index) => {
      const section = FOUND[index];
      if (!section) throw new RangeError(`no section ${index}`);
      return plannedSection(section, { ...USUAL_PLAN, document: plan.now });
    },
  };
  return { plan, document };
}

async function walked(document: SpeechDocument, from: Place = { section: 0, block: 0, offset: 0 }) {
  const plan = new DocumentPlan(document);
  const said = [];
  for (let chunk = await plan.at(from); chunk; chunk = await plan.after(chunk))
    said.push(chunk.text.slice(...chunk.spoken));
  return said;
}

describe('the way through a document with notes', () => {
  it('leads into them and back, in the place that was chosen', async () => {
    expect(await walked(planned().document)).toEqual([FIRST, SECOND, NEXT]);
    expect(await walked(planned(withNotes(NO_CHOICES, 'inline')).document)).toEqual([
      FIRST,
      NOTE,
      SECOND,
      NEXT,
      FAR,
    ]);
    expect(await walked(planned(withNotes(NO_CHOICES, 'after')).document)).toEqual([
      FIRST,
      SECOND,
      NOTE,
      NEXT,
      FAR,
    ]);
  });

  it('goes the same way in steps, forth and back', async () => {
    const plan = new DocumentPlan(planned(withNotes(NO_CHOICES, 'inline')).document);
    const stops: Place[] = [{ section: 0, block: 0, offset: 0 }];
    for (let at = stops[0]; at;) {
      const next = await stepFrom(plan, at, 'next-sentence');
      if (next) stops.push(next);
      at = next ?? undefined;
    }
    expect(stops.map(({ section, block, offset }) => [section, block, offset])).toEqual([
      [0, 0, 0],
      [0, 2, 0],
      [0, 0, FIRST.length + 1],
      [0, 1, 0],
      [1, 0, 0],
    ]);
    for (const [index, stop] of stops.entries())
      expect(await stepFrom(plan, stop, 'previous-sentence')).toEqual(stops[Math.max(0, index - 1)]);
    const [, inNote, , , far] = stops;
    if (!inNote || !far) throw new Error('no note');
    expect(inNote.home).toEqual({ section: 0, block: 0, offset: 0, to: FIRST.length + 1 });
    expect(await stepFrom(plan, inNote, 'next-paragraph')).toEqual({
      section: 0,
      block: 0,
      offset: FIRST.length + 1,
    });
    expect(await stepFrom(plan, far, 'previous-section')).toEqual({ section: 0, block: 0, offset: 0 });
    const total = FIRST.length + 1 + SECOND.length + NOTE.length + NEXT.length + FAR.length;
    expect(await plan.sectionCharacters(inNote)).toEqual({ before: FIRST.length + 1, total });
  });

  it('reads on through the notes when it is begun in them where they stand', async () => {
    const { document } = planned(withNotes(NO_CHOICES, 'after'));
    expect(await walked(document, { section: 1, block: 0, offset: 0 })).toEqual([FAR, 'Nobody comes here.']);
  });
});

describe('the player, when the plan changes', () => {
  it('says what is under way to its end and then what is read now', async () => {
    const { plan, document } = planned();
    const t = setup(document);
    t.player.play();
    await settle();
    await t.run(0.04);
    plan.now = withNotes(NO_CHOICES, 'inline');
    t.player.planChanged();
    await settle();
    await t.runUntil(() => t.player.state.phase === 'finished');
    const blocks = t.said.map(({ block, sentence }) => `${block}:${sentence[0]}`);
    expect(blocks.filter((one, at) => one !== blocks[at - 1])).toEqual([
      '0:0',
      '2:0',
      `0:${FIRST.length + 1}`,
      '1:0',
      '0:0',
    ]);
    expect(t.said.find(({ block }) => block === 2)?.home).toMatchObject({ block: 0, offset: 0 });
  });

  it('leaves at once what is not read any more, and goes on where it still reads', async () => {
    const { plan, document } = planned(withNotes(NO_CHOICES, 'inline'));
    const t = setup(document);
    t.player.play();
    await t.runUntil(() => t.player.playhead?.block === 2);
    const before = t.said.length;
    plan.now = withBlock(plan.now, FOUND[0] ?? { index: 0, blocks: [] }, 2, false);
    t.player.planChanged();
    await settle();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(t.said.slice(before).some(({ section, block }) => section === 0 && block === 2)).toBe(false);
    expect(t.said.slice(before)[0]).toMatchObject({
      block: 0,
      sentence: [FIRST.length + 1, TEXT.text.length],
    });
  });

  it('moves the silent playhead to what is read', async () => {
    const { plan, document } = planned();
    const t = setup(document);
    await settle();
    expect(t.player.playhead).toMatchObject({ block: 0 });
    plan.now = withBlock(NO_CHOICES, FOUND[0] ?? { index: 0, blocks: [] }, 0, false);
    t.player.planChanged();
    await settle();
    expect(t.player.playhead).toMatchObject({ block: 1 });
    expect(t.player.state.phase).toBe('stopped');
    plan.now = withKind(plan.now, 'paragraph', false);
    t.player.planChanged();
    await settle();
    t.player.play();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(t.fetcher.requests).toHaveLength(0);
  });
});
