/** Next, previous and clicked sentences of a story whose speech is in the store, in a window that has just been opened. */
import type { Browser, Page } from '@playwright/test';
import { SAMPLE_RATE } from '../../../electron/core/speech/types.ts';
import { randomOf } from '../../fakes/spoken.ts';
import { milliseconds, percentile, type Row } from '../table.ts';
import { sentenceIn, STORY } from './following.ts';
import { hear, type Heard } from './hear.ts';
import { frameOf, samplesOf } from './sound.ts';
import { openWindow, type Program } from './window.ts';

const TRIES = 20;
const SENTENCES = STORY.flatMap((_, block) =>
  [0, 1, 2].map((at) => ({ block, text: sentenceIn(block, at) })),
);
const SOUNDS = SENTENCES.map(({ text }) => samplesOf(text));
/** Frames in which the wanted sentence must begin. */
const SOON = SAMPLE_RATE;
/** Milliseconds, between two clicks: they must not be taken for a double click. */
const CLICKS_APART = 600;

/** @param program Has read the story before (`following`), and opens it by itself. */
export async function steps(browser: Browser, program: Program): Promise<readonly Row[]> {
  const page = await openWindow(browser, program, true);
  await page.locator('[data-place]').first().waitFor();
  await clickOn(page, 0); // starts the sound
  const random = randomOf(1);
  const rows: Row[] = [];
  const measure = async (what: string, act: (tried: number) => Promise<Heard>) => {
    const tries: Heard[] = [];
    for (let tried = 0; tried < TRIES; tried++) tries.push(await act(tried));
    rows.push(rowOf(what, tries));
  };
  await measure('next', () => hearAny(page, 'Control+BracketRight'));
  await measure('previous', () => hearAny(page, 'Control+BracketLeft'));
  await measure('clicked', () => clickOn(page, Math.floor(random() * SENTENCES.length)));
  await page.close();
  return rows;
}

function rowOf(what: string, tries: readonly Heard[]): Row {
  const part = (of: readonly number[], p: number) => percentile(of, p);
  const given = tries.map((one) => one.given - one.asked);
  const heard = tries.map((one) => one.heard - one.asked);
  const p95 = part(given, 0.95);
  return {
    what: `${what} sentence that is in the store → its first sample played, p50 / p95 of ${TRIES}`,
    measured: `${milliseconds(part(given, 0.5))} / ${milliseconds(p95)}`,
    against: `≤ 50 ms; at the loudspeaker ${milliseconds(part(heard, 0.5))} / ${milliseconds(part(heard, 0.95))}`,
    reached: p95 <= 50,
  };
}

/** Until the first sentence that begins after the key. */
function hearAny(page: Page, key: string): Promise<Heard> {
  return hear(
    page,
    () => page.keyboard.press(key),
    (made, { frame }) => {
      const starts = SOUNDS.flatMap((sound) => frameOf(made, sound, frame, SOON) ?? []);
      return starts.length > 0 ? Math.min(...starts) : null;
    },
  );
}

/** Clicks the first word of a sentence, until it sounds. */
async function clickOn(page: Page, index: number): Promise<Heard> {
  const { block, text } = SENTENCES[index] ?? { block: 0, text: '' };
  const place = { block, text };
  await page.mouse.move(600, 400);
  await page.mouse.wheel(0, 1); // from now on the page does not follow the voice
  await page.waitForTimeout(CLICKS_APART);
  const point = await page.evaluate(({ block, text }) => {
    const nodes = document.querySelector(`[data-place="0:${block}"]`)?.childNodes ?? [];
    const node = [...nodes].find((child) => child.textContent?.includes(text));
    if (!node) return null;
    node.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
    const from = node.textContent?.indexOf(text) ?? 0;
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, from + 1);
    const box = range.getBoundingClientRect();
    return { x: box.left + 2, y: box.top + box.height / 2 };
  }, place);
  if (!point) throw new Error(`"${text}" is not on the page.`);
  return hear(
    page,
    () => page.mouse.click(point.x, point.y),
    (made, { frame }) => frameOf(made, SOUNDS[index] ?? new Float32Array(0), frame, SOON),
  );
}
