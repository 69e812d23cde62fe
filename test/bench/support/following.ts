/** Thirty sentences read from beginning to end: every sample where it belongs, and the marked word beside the sound. */
import type { Browser } from '@playwright/test';
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

/** Reads the story, which is in the speech store then. @returns the rows. */
export async function following(browser: Browser, program: Program): Promise<readonly Row[]> {
  const page = await openWindow(browser, program, true);
  await openFile(page, 'story.md', STORY.join('\n\n'), sentenceIn(0, 0));
  await page.evaluate(() => {
    window.benchProbe.watching = true;
  });
  await page.keyboard.press('Space');
  const seconds = STORY.join(' ').length / 15 + 60;
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor({ timeout: seconds * 1000 });
  const made = await recording(page);
  const marks = await page.evaluate(() => window.benchProbe.marks);
  await page.close();
  const placed = place(made);
  return [...gaps(made, placed), ...marking(marks, placed)];
}

function place(made: Recording): readonly Placed[] {
  const { pauseSentence, pauseParagraph } = v.parse(settings, {});
  let after = made.from;
  return STORY.flatMap((text, block) =>
    Array.from({ length: IN_PARAGRAPH }, (_, at): Placed => {
      const said = sentenceIn(block, at);
      const frame = frameOf(made, samplesOf(said), after);
      after = frame ?? after;
      const seconds = at === IN_PARAGRAPH - 1 ? pauseParagraph : pauseSentence;
      return { text: said, block, from: text.indexOf(said), frame, pause: Math.round(seconds * SAMPLE_RATE) };
    }),
  );
}

function gaps(made: Recording, placed: readonly Placed[]): readonly Row[] {
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
  const most = off.length === placed.length - 1 ? Math.max(...off.map(Math.abs)) : Infinity;
  return [
    {
      what: `gap between ${placed.length} sentences beyond the wanted pause, the largest`,
      measured: `${most} samples`,
      against: '0 samples',
      reached: most === 0,
    },
    {
      what: 'sentences whose sound was interrupted (underruns)',
      measured: String(interrupted),
      against: `0; the recording misses ${made.missing} frames`,
      reached: interrupted === 0 && made.missing === 0,
    },
  ];
}

function marking(marks: readonly Marked[], placed: readonly Placed[]): readonly Row[] {
  const words = placed.flatMap(({ text, block, from, frame }) =>
    spoken(text).words.map(({ word, start }, index, all) => ({
      block,
      // The words of a sentence differ, so that the first of this spelling is the one.
      offset: from + text.indexOf(word, index === 0 ? 0 : text.indexOf(all[index - 1]?.word ?? '')),
      frame: (frame ?? NaN) + start * SAMPLE_RATE,
    })),
  );
  const errors = marks.flatMap(({ frame, place, offset }) => {
    const shown = words.findIndex((word) => place === `0:${word.block}` && offset === word.offset);
    const begins = words[shown]?.frame ?? NaN;
    const ends = words[shown + 1]?.frame ?? Infinity;
    const error = frame < begins ? begins - frame : Math.max(0, frame - ends);
    return [(error / SAMPLE_RATE) * 1000];
  });
  const unknown = errors.filter(Number.isNaN).length;
  const p95 = percentile(
    errors.filter((error) => !Number.isNaN(error)),
    0.95,
  );
  const right = errors.filter((error) => error === 0).length;
  return [
    {
      what: `marked word beside the true one, ${errors.length} moments, ${right} of them right: p95`,
      measured: milliseconds(p95),
      against: '≤ 80 ms',
      reached: p95 <= 80 && unknown === 0 && errors.length >= 40,
    },
  ];
}
