/** Bad days of the service, over real sockets: what the person sees of them, and that reading goes on at its place. */
import type { Page } from '@playwright/test';
import { VoiceServer } from '../fakes/voice-server.ts';
import { expect, test as base } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { marked, openFile, openVoiceSettings, textFile, wordsMarked } from './support/reader.ts';

/** Long sentences, so that there is time to see which one it is. */
const SENTENCES = [
  'The first sentence of this letter is long enough that one can see how it is being read out.',
  'The second one tells of a garden behind the house, of its old walls and of the pear trees there.',
  'The third one goes down to the river, where the boats lie in a row and wait for better weather.',
  'The fourth one comes home late in the evening, and it has little more to say than good night.',
];

interface Service {
  /** The one that listens now. */
  readonly server: VoiceServer;
  /** Nobody listens at its address any more. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

const test = base.extend<{ service: Service }>({
  service: async ({}, use) => {
    let server = await VoiceServer.start();
    const { port } = server;
    await use({
      get server() {
        return server;
      },
      goAway: () => server.close(),
      async comeBack() {
        server = await VoiceServer.start(port);
      },
    });
    await server.close();
  },
  environment: async ({ service }, use) =>
    use({ TOGETHER_API_KEY: 'a-key', TOGETHER_BASE_URL: service.server.baseUrl }),
});

const player = (page: Page) => page.getByRole('contentinfo', { name: 'Player' });
const openLetter = (page: Page) =>
  openFile(page, textFile('letter.txt', SENTENCES.map((sentence) => `${sentence}\n\n`).join('')), 'letter');

test('a pause that the service asks for is counted down, and then it speaks', async ({ page, service }) => {
  service.server.connectionFaults = (index) =>
    index === 0 ? { refuse: { status: 429, headers: { 'Retry-After': '6' } } } : {};
  await openLetter(page);
  await page.keyboard.press('Space');
  const waiting = player(page).getByText(/^Waiting \d s: Together AI asks for a pause: too many requests\.$/);
  const seen = new Set<number>();
  await expect
    .poll(
      async () => {
        const text = (await waiting.textContent({ timeout: 200 }).catch(() => null)) ?? '';
        const [, seconds] = /Waiting (\d)/.exec(text) ?? [];
        if (seconds !== undefined) seen.add(Number(seconds));
        return seen.size;
      },
      { intervals: [100] },
    )
    .toBeGreaterThan(2);
  expect([...seen]).toEqual([...seen].sort((a, b) => b - a)); // it counts down
  // Read out once, without the seconds.
  await expect(page.locator('p[aria-live=polite]')).toHaveText(
    'Together AI asks for a pause: too many requests.',
  );
  await expectAccessible(page);
  await wordsMarked(page, 3);
  await expect(waiting).toBeHidden();
  expect(service.server.commits.length).toBeGreaterThan(0);
});

test('while the service is away the offline voice reads on at the same sentence, until the way back is taken', async ({
  page,
  service,
}) => {
  test.slow(); // the service is looked for after 15 seconds, and then after 30 more
  service.server.chunkFaults = ({ text }) => (text === SENTENCES[0] ? {} : { stall: true });
  await openLetter(page);
  await page.keyboard.press('Space');
  await wordsMarked(page, 3);
  await service.goAway();
  await page.keyboard.press('ControlOrMeta+]');

  const goOn = player(page).getByRole('button', { name: 'Go on with the offline voice' });
  await expect(goOn).toBeVisible();
  await expect(player(page)).toContainText(
    'Together AI cannot be reached now. The offline voice can go on from this sentence.',
  );
  await expectAccessible(page);
  expect(await marked(page, 'lectern-sentence')).toBe(SENTENCES[1]);
  await goOn.click();
  await wordsMarked(page, 3);
  expect(await marked(page, 'lectern-sentence')).toBe(SENTENCES[1]);
  await expect(page.getByRole('complementary', { name: 'About the voice' })).toContainText(
    'The offline voice reads in the place of Together AI for now.',
  );
  await expect(goOn).toBeHidden();

  await page.keyboard.press('Space'); // the letter would be at its end before anybody looks for the service
  await openVoiceSettings(page);
  await expect(page.getByRole('tabpanel')).toContainText('reads in the place of Together AI for now');
  await expect(page.getByRole('switch', { name: /^Use the offline voice/ })).not.toBeChecked();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await service.comeBack();
  const back = player(page).getByRole('button', { name: 'Switch back' });
  await expect(back).toBeVisible({ timeout: 90_000 });
  await expect(player(page)).toContainText('Together AI can be reached again.');
  await expectAccessible(page);
  expect(service.server.commits).toEqual([]);
  await back.click();
  await expect(back).toBeHidden(); // until then Space is the button's
  await page.keyboard.press('ControlOrMeta+[');
  await page.keyboard.press('Space');
  await wordsMarked(page, 3);
  expect(service.server.commits.length).toBeGreaterThan(0);
});

test('a passage that is refused can be tried again or left out, and the place is kept', async ({
  page,
  service,
}) => {
  const refused = { message: 'No.', type: null, param: null, code: 'text_refused' };
  service.server.chunkFaults = ({ text }) =>
    text === SENTENCES[1] ? { fail: { as: 'failed', error: refused } } : {};
  await openLetter(page);
  await page.keyboard.press('Space');
  await wordsMarked(page, 2);
  await page.keyboard.press('ControlOrMeta+]');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Together AI refused to speak this passage (text_refused).');
  expect(await marked(page, 'lectern-sentence')).toBe(SENTENCES[1]);
  await expectAccessible(page);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(alert).toContainText('refused');
  expect(await marked(page, 'lectern-sentence')).toBe(SENTENCES[1]);
  await alert.getByRole('button', { name: 'Skip this sentence' }).click();
  await expect.poll(() => marked(page, 'lectern-sentence')).toBe(SENTENCES[2]);
  await wordsMarked(page, 2);
});
