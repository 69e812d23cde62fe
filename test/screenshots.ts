/**
 * `npm run screenshots`: the built web program as a person sees it, in both themes and two sizes, into `screenshots/`.
 * Everything is real: host, embedded voice, browser; the paid service alone is a fake. Build first.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from '@playwright/test';
import { VoiceServer } from './fakes/voice-server.ts';
import { audiobookScenes } from './support/audiobook-scenes.ts';
import { documentScenes } from './support/document-scenes.ts';
import { CHROMIUM_FLAGS, findChromium } from './support/find-chromium.ts';

const ROOT = resolve(import.meta.dirname, '..');
const OUT = join(ROOT, 'screenshots');
const THEMES = ['light', 'dark'] as const;
const SIZES = [
  { width: 1280, height: 800 },
  { width: 800, height: 600 },
] as const;

/** Documents of one's own beside the sample, so that the list is one. Texts: Blake 1794, Thoreau 1854. */
const OWN = [
  {
    name: 'the-tyger.txt',
    text: 'The Tyger\n\nTyger Tyger, burning bright,\nIn the forests of the night;\nWhat immortal hand or eye,\nCould frame thy fearful symmetry?\n',
  },
  {
    name: 'walden.md',
    text: '# Where I Lived\n\nI went to the woods because I wished to live deliberately, to front only the essential facts of life.\n\n> Simplify, simplify.\n',
  },
  { name: 'notes-for-thursday.md', text: '# Notes for Thursday\n\n- Bring the lamp.\n- Return the book.\n' },
];

/** Nobody listens on port 9: what is seen is the program without a key and without a network. */
const ALONE = { TOGETHER_API_KEY: '', TOGETHER_BASE_URL: 'http://127.0.0.1:9/v1' };

async function withProgram(
  environment: Readonly<Record<string, string>>,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'lectern-screenshots-'));
  const program = spawn(process.execPath, [join(ROOT, 'out/main/lectern.js'), 'serve', '--json'], {
    env: { ...process.env, LECTERN_HOME: home, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = (await once(createInterface({ input: program.stdout }), 'line')) as [string];
    await use((JSON.parse(line) as { url: string }).url);
  } finally {
    const ended = once(program, 'exit');
    program.kill();
    await ended;
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

async function openPage(browser: Browser, url: string, size: (typeof SIZES)[number]): Promise<Page> {
  const page = await browser.newPage({ viewport: size });
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

type Content = string | Uint8Array;

const bring = (page: Page, name: string, content: Content) =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: '', buffer: Buffer.from(content as Uint8Array) });

async function shoot(page: Page, scene: string, size: (typeof SIZES)[number]): Promise<void> {
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme });
    await page.evaluate(async () => {
      await document.fonts.ready;
      await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)));
    });
    await page.mouse.move(size.width / 2, 4); // no tooltip in the picture
    const name = `${scene}-${theme}-${size.width}x${size.height}.png`;
    await page.screenshot({ path: join(OUT, name) });
    console.log(name);
  }
}

const noticesGone = (page: Page): Promise<void> =>
  page.getByRole('region', { name: 'Notices' }).getByRole('button').first().waitFor({ state: 'detached' });

/** The panel of bookmarks, empty and filled: marked are the sentence that was heard and the two after it. */
async function bookmarks(page: Page, size: (typeof SIZES)[number]): Promise<void> {
  const panel = page.getByRole('region', { name: 'Bookmarks' });
  const show = () => page.getByRole('button', { name: 'Bookmarks', exact: true }).click();
  await show();
  await shoot(page, 'bookmarks-empty', size);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+b');
  for (const _ of [1, 2]) {
    await page.keyboard.press('m');
    await page.keyboard.press('ControlOrMeta+]');
  }
  await page.keyboard.press('Space');
  await page.keyboard.press('m');
  await page.keyboard.press('Space');
  await show();
  await page.mouse.move(size.width / 2, 4);
  await panel.getByRole('listitem').nth(3).waitFor();
  await noticesGone(page);
  await shoot(page, 'bookmarks', size);
  await page.keyboard.press('Escape');
}

/** The scenes in the order in which a first evening brings them. */
async function scenes(page: Page, size: (typeof SIZES)[number]): Promise<void> {
  await shoot(page, 'empty', size);

  await page.getByRole('button', { name: 'Hear it at once' }).click();
  await page.getByRole('button', { name: 'Contents', exact: true }).click();
  const chapter = page
    .getByRole('navigation', { name: 'Contents' })
    .getByRole('button', { name: 'II', exact: true });
  await chapter.click();
  await page.waitForFunction(() => {
    const [sentence] = CSS.highlights.get('lectern-sentence') ?? [];
    const marked = (sentence?.endOffset ?? 0) - (sentence?.startOffset ?? 0);
    return marked > 60 && CSS.highlights.get('lectern-word')?.size === 1;
  });
  await page.keyboard.press('Space');
  const contents = page.getByRole('navigation', { name: 'Contents' });
  if (!(await contents.isVisible())) await page.keyboard.press('c');
  await contents.waitFor();
  await shoot(page, 'contents', size);
  await page.keyboard.press('c');
  await shoot(page, 'reader', size);
  await bookmarks(page, size);

  for (const { name, text } of OWN) await bringOpen(page, name, text);
  await page.keyboard.press('ControlOrMeta+,');
  for (const name of ['Store & cost', 'Diagnostics']) {
    await page.getByRole('tab', { name }).click();
    await page.getByRole('tabpanel').getByRole('table').waitFor();
    await shoot(page, name.split(' ')[0]?.toLowerCase() ?? name, size);
  }
  await page.getByRole('tab', { name: 'About' }).click();
  await page.getByRole('tabpanel').getByRole('button', { name: /^ws / }).waitFor();
  await shoot(page, 'about', size);
  await settingsFound(page, size);
  await page.keyboard.press('Escape');
  await queued(page, size);

  await page.getByRole('button', { name: 'Library', exact: true }).click();
  await page.getByRole('heading', { name: 'All documents' }).waitFor();
  await shoot(page, 'list', size);

  await bring(page, 'broken.epub', 'PK\u0003\u0004 and then no more');
  await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Close notice' }).waitFor();
  await shoot(page, 'error', size);
}

/** What a search in the settings finds, and the row that it leads to. */
async function settingsFound(page: Page, size: (typeof SIZES)[number]): Promise<void> {
  await page.getByRole('combobox', { name: 'Find a setting' }).fill('pause');
  await shoot(page, 'settings-search', size);
  await page.getByRole('combobox', { name: 'Find a setting' }).fill('study repeat');
  await page.keyboard.press('Enter');
  await page.locator('[data-found]').waitFor();
  await shoot(page, 'settings-found', size);
}

/** Three documents to be read one after the other; study mode is on. */
async function queued(page: Page, size: (typeof SIZES)[number]): Promise<void> {
  await page.keyboard.press('q');
  await shoot(page, 'queue-empty', size);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Library', exact: true }).click();
  for (const name of ['Where I Lived', 'Sherlock Holmes', 'Notes for Thursday']) {
    await page.getByRole('button', { name: new RegExp(`^More for .*${name}`) }).click();
    await page.getByRole('menuitem', { name: 'Add to queue' }).click();
  }
  await page.keyboard.press('q');
  await page.getByRole('dialog', { name: 'Up next' }).getByRole('listitem').nth(2).waitFor();
  await shoot(page, 'queue', size);
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await shoot(page, 'list-queued', size);
  await page.keyboard.press('s');
  await page.getByRole('button', { name: 'More for Notes for Thursday' }).click();
  await page.getByRole('menuitem', { name: 'Open' }).click();
  await noticesGone(page);
}

/** A document that is opened becomes the window's title. */
async function bringOpen(page: Page, name: string, content: Content): Promise<void> {
  const before = await page.title();
  await bring(page, name, content);
  await page.waitForFunction((title) => document.title !== title, before);
}

/** The scenes that need a service with a price, which can be told to refuse. */
async function audiobooks(browser: Browser, size: (typeof SIZES)[number]): Promise<void> {
  const service = await VoiceServer.start();
  const environment = { TOGETHER_API_KEY: 'a-key', TOGETHER_BASE_URL: service.baseUrl };
  await withProgram(environment, async (url) => {
    const page = await openPage(browser, url, size);
    await audiobookScenes({
      ...{ page, service },
      shoot: (scene) => shoot(page, scene, size),
      bring: (name, text) => bringOpen(page, name, text),
    });
    await page.context().close();
  });
  await service.close();
}

/** The scenes of documents, spoken by the embedded voice. */
async function documents(browser: Browser, size: (typeof SIZES)[number]): Promise<void> {
  await withProgram(ALONE, async (url) => {
    const page = await openPage(browser, url, size);
    await documentScenes({
      page,
      shoot: (scene) => shoot(page, scene, size),
      bring: (name, content) => bringOpen(page, name, content),
    });
    await page.context().close();
  });
}

/** `audiobooks` or `documents`: these alone. */
const only = process.argv[2];
const { executablePath, env } = await findChromium();
await mkdir(OUT, { recursive: true });
const browser = await chromium.launch({
  executablePath,
  args: [...CHROMIUM_FLAGS],
  env: { ...process.env, ...env } as Record<string, string>,
});
try {
  for (const size of SIZES) {
    if (!only)
      await withProgram(ALONE, async (url) => {
        const page = await openPage(browser, url, size);
        await scenes(page, size);
        await page.context().close();
      });
    if (!only || only === 'documents') await documents(browser, size);
    if (!only || only === 'audiobooks') await audiobooks(browser, size);
  }
} finally {
  await browser.close();
}
