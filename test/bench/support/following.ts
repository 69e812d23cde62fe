/** Thirty sentences read from beginning to end: every sample where it belongs, and the marked word beside the sound. */
import type { Browser, Page } from '@playwright/test';
import * as v from 'valibot';
import { settings } from '../../../electron/contract/schemas.ts';
import { SAMPLE_RATE } from '../../../electron/core/speech/types.ts';
import { recording, type Recording } from '../../e2e/support/recorder.ts';
import { spoken } from '../../fakes/spoken.ts';
import { milliseconds, percentile, type Row } from '../table.ts';
import type { Marked } from './probe.ts';
import { frameOf, samplesOf } from './sound.ts';
import { openFile, openWindow, type Program } from './window.ts';

const PARAGRAPHS = 10;
const IN_PARAGRAPH = 3;
export const sentenceIn = (paragraph: number, at: number): string =>
  `Sentence ${IN_PARAGRAPH * paragraph + at + 10} is here.`;
const paragraph = (index: number): string =>
  Array.from({ length: IN_PARAGRAPH }, (_, at) => sentenceIn(index, at)).join(' ');
/** What is read, by paragraphs. */
export const STORY = Array.from({ length: PARAGRAPHS }, (_, index) => paragraph(index));

interface Placed {
  readonly text: string;
  /** Index of the block, and where in its text the sentence begins. */
  readonly block: number;
  readonly from: number;
  /** The frame at which its sound began; null: it was not heard whole. */
  readonly frame: number | null;
  /** Samples of silence that belong after it. */
  readonly pause: number;
}

/** What was heard and seen of the story. */
export interface Followed {
  /** Sentences that were read. */
  readonly sentences: number;
  /** Samples by which each sentence but the first begins later (or, below 0, earlier) than it should. */
  readonly off: readonly number[];
  /** Sentences whose sound was not heard whole, sample for sample. */
  readonly interrupted: number;
  /** Frames that the recording does not know. */
  readonly missing: number;
  /** Milliseconds between the word that was marked and the true one, at irregular moments; NaN: no word of the story. */
  readonly markErrors: readonly number[];
}

/**
 * Reads a story from its beginning to its end; it is in the speech store then.
 * @param page A window in which the recorder and the probe were installed before it was opened.
 * @param story The paragraphs of `STORY`, or the first of them.
 */
export async function readStory(page: Page, story: readonly string[]): Promise<Followed> {
  await openFile(page, 'story.md', story.join('\n\n'), sentenceIn(0, 0));
  await page.evaluate(() => {
    window.benchProbe.watching = true;
  });
  // Its first word, and not the key: a story that was read before would go on at its end.
  await page.locator('[data-place]', { hasText: sentenceIn(0, 0) }).click({ position: { x: 4, y: 8 } });
  const seconds = story.join(' ').length / 15 + 60;
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor({ timeout: seconds * 1000 });
  const made = await recording(page);
  const marks = await page.evaluate(() => window.benchProbe.marks);
  const placed = place(made, story);
  return { ...joins(made, placed), missing: made.missing, markErrors: markErrors(marks, placed) };
}

/** @returns the rows of the bench. */
export async function following(browser: Browser, program: Program): Promise<readonly Row[]> {
  const page = await openWindow(browser, program, true);
  const { sentences, off, interrupted, missing, markErrors: errors } = await readStory(page, STORY);
  await page.close();
  const most = off.length === sentences - 1 ? Math.max(...off.map(Math.abs)) : Infinity;
  const known = errors.filter((error) => !Number.isNaN(error));
  const p95 = percentile(known, 0.95);
  const right = errors.filter((error) => error === 0).length;
  return [
    {
      what: `gap between ${sentences} sentences beyond the wanted pause, the largest`,
      measured: `${most} samples`,
      against: '0 samples',
      reached: most === 0,
    },
    {
      what: 'sentences whose sound was interrupted (underruns)',
      measured: String(interrupted),
      against: `0; the recording misses ${missing} frames`,
      reached: interrupted === 0 && missing === 0,
    },
    {
      what: `marked word beside the true one, ${errors.length} moments, ${right} of them right: p95`,
      measured: milliseconds(p95),
      against: '≤ 80 ms',
      reached: p95 <= 80 && known.length === errors.length && errors.length >= 40,
    },
  ];
}

function place(made: Recording, story: readonly string[]): readonly Placed[] {
  const { pauseSentence, pauseParagraph } = v.parse(settings, {});
  let after = made.from;
  return story.flatMap((text, block) =>
    Array.from({ length: IN_PARAGRAPH }, (_, at): Placed => {
      const said = sentenceIn(block, at);
      const frame = frameOf(made, samplesOf(said), after);
      after = frame ?? after;
      const seconds = at === IN_PARAGRAPH - 1 ? pauseParagraph : pauseSentence;
      return { text: said, block, from: text.indexOf(said), frame, pause: Math.round(seconds * SAMPLE_RATE) };
    }),
  );
}

function joins(made: Recording, placed: readonly Placed[]) {
  const off: number[] = [];
  let interrupted = 0;
  for (const [index, { text, frame, pause }] of placed.entries()) {
    const sound = samplesOf(text);
    const whole =
      frame !== null && sound.every((sample, n) => made.samples[frame - made.from + n] === sample);
    if (!whole) interrupted++;
    const next = placed[index + 1]?.frame;
    if (frame !== null && typeof next === 'number') off.push(next - (frame + sound.length + pause));
  }
  return { sentences: placed.length, off, interrupted };
}

function markErrors(marks: readonly Marked[], placed: readonly Placed[]): readonly number[] {
  const words = placed.flatMap(({ text, block, from, frame }) =>
    spoken(text).words.map(({ word, start }, index, all) => ({
      block,
      // The words of a sentence differ, so that the first of this spelling is the one.
      offset: from + text.indexOf(word, index === 0 ? 0 : text.indexOf(all[index - 1]?.word ?? '')),
      frame: (frame ?? NaN) + start * SAMPLE_RATE,
    })),
  );
  return marks.map(({ frame, place, offset }) => {
    const shown = words.findIndex((word) => place === `0:${word.block}` && offset === word.offset);
    const begins = words[shown]?.frame ?? NaN;
    const ends = words[shown + 1]?.frame ?? Infinity;
    const error = frame < begins ? begins - frame : Math.max(0, frame - ends);
    return (error / SAMPLE_RATE) * 1000;
  });
}
