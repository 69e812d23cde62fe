/** Web pages in the window: saved ones, and those of a real site by their address. What counts is what is spoken. */
import { gzipSync } from 'node:zlib';
import { WebSite } from '../fakes/web-site.ts';
import { expect, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { binaryFile, expectSpoken, openFile, paste, play, reload, title } from './support/reader.ts';

const LONG = 'It was a bright cold day in April, and all the clocks of the town were being wound by hand.';
const PAGE = `<!doctype html><html lang="en"><head><title>The Clocks of the Town | The Herald</title>
<meta property="og:site_name" content="The Herald"><meta property="og:type" content="article"></head><body>
<div id="cookie-banner">We use cookies to make this page better for you.</div>
<nav><a href="/">Home</a><a href="/news">News</a></nav>
<article><h1>The Clocks of the Town</h1><div class="share">Share this page</div>
<p>The first paragraph. ${LONG}</p><p>The second paragraph. ${LONG}</p><p>The third paragraph. ${LONG}</p>
<h3>You may also like</h3><ul><li><a href="/x">Another page of ours</a></li></ul></article>
<footer>All rights reserved.</footer></body></html>`;

let site: WebSite;
test.beforeAll(async () => {
  site = await WebSite.start();
  site.pages.set('/clocks', (response) =>
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(gzipSync(PAGE)),
  );
  site.redirect('/old', '/clocks');
});
test.afterAll(() => site.close());

test('a saved page is its article: headline first, nothing around it', async ({ page }) => {
  await openFile(page, binaryFile('clocks.html', Buffer.from(PAGE)), 'The Clocks of the Town');
  const text = page.getByRole('main');
  await expect(text).toContainText('The third paragraph.');
  for (const around of ['cookies', 'Home', 'Share this', 'You may also like', 'rights reserved'])
    await expect(text).not.toContainText(around);
  await play(page);
  await expectSpoken(page, /The Clocks of the Town|The first paragraph/);
});

test('a pasted address is fetched once, heard, and kept', async ({ page }) => {
  await paste(page, site.url('/old'));
  await expectSpoken(page, /The Clocks of the Town|The first paragraph/);
  await expect(title(page)).toContainText('The Clocks of the Town');
  const asked = site.asked.length;
  await reload(page);
  await expect(title(page)).toContainText('The Clocks of the Town');
  expect(site.asked).toHaveLength(asked);
});

test('an address is asked for by key, its faults told beside it, and stopped', async ({ page }) => {
  site.pages.set('/silent', () => undefined);
  await page.getByRole('heading', { name: 'Nothing to read yet.' }).waitFor();
  await page.keyboard.press('u');
  const dialog = page.getByRole('dialog', { name: 'Open a web address' });
  const field = dialog.getByRole('textbox', { name: /^Address of the page/ });
  await expect(field).toBeFocused();
  await expectAccessible(page);
  await field.fill(site.url('/nowhere'));
  await field.press('Enter');
  await expect(dialog.getByText(/There is no such page at 127\.0\.0\.1/)).toBeVisible();
  await field.fill('no address');
  await dialog.getByRole('button', { name: 'Open' }).click();
  await expect(dialog.getByText(/This is no address of the web/)).toBeVisible();
  await field.fill(site.url('/silent'));
  await field.press('Enter');
  await expect(dialog.getByText(/Fetching the page from 127\.0\.0\.1/)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect.poll(() => site.aborted).toBe(1);
  await field.fill(site.url('/clocks'));
  await dialog.getByRole('button', { name: 'Open' }).click();
  await expect(dialog).toBeHidden();
  await expect(title(page)).toContainText('The Clocks of the Town');
});

test('an address is fetched for later, into the queue', async ({ page }) => {
  await page.getByRole('heading', { name: 'Nothing to read yet.' }).waitFor();
  await page.keyboard.press('u');
  const dialog = page.getByRole('dialog', { name: 'Open a web address' });
  await dialog.getByRole('textbox', { name: /^Address of the page/ }).fill(site.url('/clocks'));
  await dialog.getByRole('button', { name: 'Add to queue' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Up next, 1 queued' }).click();
  await expect(page.getByRole('dialog', { name: 'Up next' })).toContainText('The Clocks of the Town');
});

test('an address on the command line is what the window begins with', async ({ launch }) => {
  const { page } = await launch(site.url('/clocks'));
  await expect(title(page)).toContainText('The Clocks of the Town');
});

test('pasted text with an address in it is text', async ({ page }) => {
  await paste(page, `Look at ${site.url('/clocks')} when you have time.`);
  await expectSpoken(page, /Look at/);
});
