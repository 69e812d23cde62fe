/** What a person does in the window and sees there, by the words on it. */
import { expect, type Locator, type Page } from '@playwright/test';

export interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export const textFile = (name: string, text: string): TestFile => ({
  name,
  mimeType: name.endsWith('.md') ? 'text/markdown' : 'text/plain',
  buffer: Buffer.from(text),
});

export const binaryFile = (name: string, bytes: Buffer): TestFile => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: bytes,
});

/** Gives files to the window as its own picker does. */
export async function addFiles(page: Page, ...files: TestFile[]): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(files);
}

/** From here on the window listens to events and keys. */
export const windowIsThere = (page: Page): Promise<void> => title(page).waitFor();

export async function reload(page: Page): Promise<void> {
  await page.reload();
  await windowIsThere(page);
}

/** Adds a file and waits until it is on the page. */
export async function openFile(page: Page, file: TestFile, titled: string | RegExp): Promise<void> {
  await addFiles(page, file);
  await expect(title(page)).toContainText(titled);
}

export async function openSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the sample book' }).click();
  await expect(title(page)).toContainText('Sherlock Holmes');
}

/** Whatever went wrong before: the voice is heard, and the word walks. */
export async function expectReadsAloud(page: Page): Promise<void> {
  await play(page);
  await wordsMarked(page, 4);
  await pause(page);
}

export async function openVoiceSettings(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Voice' }).click();
}

/** Space, as a person presses it, and the player's answer. */
export async function play(page: Page): Promise<void> {
  await page.keyboard.press('Space');
  await expect(pauseButton(page)).toBeVisible();
}

export async function pause(page: Page): Promise<void> {
  await page.keyboard.press('Space');
  await expect(playButton(page)).toBeVisible();
}

export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
}

export const title = (page: Page): Locator => page.getByRole('banner').getByRole('heading', { level: 1 });
export const playButton = (page: Page): Locator => page.getByRole('button', { name: 'Play', exact: true });
export const pauseButton = (page: Page): Locator => page.getByRole('button', { name: 'Pause', exact: true });
export const notices = (page: Page): Locator => page.getByRole('region', { name: 'Notices' });

type Mark = 'lectern-word' | 'lectern-sentence' | 'lectern-found' | 'lectern-marked';

/** The text that is marked now; empty where nothing is. */
export async function marked(page: Page, mark: Mark): Promise<string> {
  return page.evaluate((name) => {
    const [range] = CSS.highlights.get(name) ?? [];
    if (!range) return '';
    const whole = document.createRange();
    whole.setStart(range.startContainer, range.startOffset);
    whole.setEnd(range.endContainer, range.endOffset);
    return whole.toString();
  }, mark);
}

/** Waits until this many different words were marked. @returns them in the order in which they came. */
export async function wordsMarked(page: Page, count: number): Promise<string[]> {
  const words: string[] = [];
  await expect
    .poll(
      async () => {
        const word = await marked(page, 'lectern-word');
        if (word !== '' && word !== words.at(-1)) words.push(word);
        return words.length;
      },
      { intervals: [50] },
    )
    .toBeGreaterThanOrEqual(count);
  return words;
}

/** Waits until the sentence that is marked contains this. */
export async function expectSpoken(page: Page, part: string | RegExp): Promise<void> {
  await expect.poll(() => marked(page, 'lectern-sentence'), { intervals: [50] }).toMatch(part);
}

/** A point of the window inside a word low in the view, and what stands around it. */
export async function wordBelow(page: Page): Promise<{ x: number; y: number; near: string }> {
  const place = await page.evaluate(() => {
    const view = document.querySelector('main')?.getBoundingClientRect();
    const x = (view?.left ?? 0) + (view?.width ?? 0) / 2;
    for (let y = (view?.bottom ?? 0) - 40; y > 0; y -= 4) {
      const caret = document.caretPositionFromPoint(x, y);
      const text = caret?.offsetNode.textContent ?? '';
      const at = caret?.offset ?? 0;
      if (/^\p{L}{4}$/u.test(text.slice(at - 2, at + 2))) return { x, y, near: text.slice(at - 2, at + 2) };
    }
    return null;
  });
  if (!place) throw new Error('no word in view');
  return place;
}
