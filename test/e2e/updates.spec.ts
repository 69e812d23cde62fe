import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test as base } from './support/app.ts';

const PAGE = 'https://example.com/lectern/v99.0.0';

/** A program whose new versions are told by a server of this machine. */
const test = base.extend<{ releases: { readonly url: string; asked(): number } }>({
  releases: async ({}, use) => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked++;
      response.end(JSON.stringify({ tag_name: 'v99.0.0', html_url: PAGE }));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    await use({ url: `http://127.0.0.1:${port}/latest`, asked: () => asked });
    server.close();
  },
  environment: async ({ releases }, use) => use({ LECTERN_UPDATES_URL: releases.url }),
});

test('a new version is looked for when that is wanted, and told with a link', async ({
  launch,
  releases,
}) => {
  const first = await launch();
  await first.page.keyboard.press('ControlOrMeta+,');
  await first.page.getByRole('tab', { name: 'About' }).click();
  const wanted = first.page.getByRole('switch', { name: 'Look for new versions' });
  await expect(wanted).not.toBeChecked();
  expect(releases.asked()).toBe(0);
  await wanted.focus();
  await first.page.keyboard.press('Space');
  await expect(first.page.getByRole('tabpanel')).toContainText('Lectern 99.0.0 is out.');
  expect(releases.asked()).toBe(1);
  await first.close();

  const second = await launch();
  await expect(second.page.getByRole('region', { name: 'Notices' })).toContainText('Lectern 99.0.0 is out.');
  await expect(second.page.getByRole('button', { name: 'What is new' })).toBeVisible();
  expect(releases.asked()).toBe(1); // it was known
});
