/** Voices of the service, mixes of them, what they cost and where that ends, as the window shows it. */
import type { Page } from '@playwright/test';
import { VoiceServer } from '../fakes/voice-server.ts';
import { expect, test as base } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import {
  openFile,
  openSample,
  openVoiceSettings,
  pause,
  play,
  textFile,
  wordsMarked,
} from './support/reader.ts';

const test = base.extend<{ service: VoiceServer }>({
  service: async ({}, use) => {
    const service = await VoiceServer.start();
    service.voices = () => ({
      data: [
        { model: 'cartesia/sonic-2', voices: [{ id: 'a0e9', name: 'Laidback Woman' }] },
        { model: 'new/model', voices: [{ id: 'nina', name: 'Nina' }] },
      ],
    });
    await use(service);
    await service.close();
  },
  environment: async ({ service }, use) =>
    use({ TOGETHER_BASE_URL: service.baseUrl, TOGETHER_API_KEY: 'tgp_key' }),
});

const openStore = async (page: Page) => {
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Store & cost' }).click();
};

test('the voices that the service lists come into the list as soon as they are known', async ({ page }) => {
  await openVoiceSettings(page);
  const row = (name: RegExp) => page.getByRole('radio', { name });
  await expect(row(/^Laidback Woman Cartesia Sonic 2 \$65 per million characters/)).toBeEnabled();
  await expect(row(/^Nina new\/model price unknown/)).toBeEnabled();
  await expect(row(/^Heart Kokoro Words \$4 per million characters/)).toBeEnabled();
});

test('a mix of voices is made by slider, heard, used and taken up again', async ({ page, service }) => {
  await openSample(page);
  await openVoiceSettings(page);
  await page.getByRole('button', { name: 'Mix voices' }).click();
  const editor = page.getByRole('group', { name: 'Mix of voices' });
  await editor.getByRole('button', { name: 'Voice 2: Bella' }).click();
  await page.getByRole('menuitemradio', { name: 'Emma · British English' }).click();
  await editor.getByRole('slider', { name: 'Part of Heart' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(editor).toContainText('75 %');
  await expectAccessible(page);
  await editor.getByRole('button', { name: 'Hear the mix' }).click();
  const mixed = 'af_heart(3)+bf_emma(1)';
  await expect.poll(() => service.commits.at(-1)?.settings.voice).toBe(mixed);
  await editor.getByRole('button', { name: 'Use the mix' }).click();
  await expect(page.getByRole('radio', { name: /^Heart 75\s% \+ Emma 25\s%/ })).toBeChecked();
  await page.getByRole('button', { name: 'Change the mix of voices' }).click();
  await expect(editor).toContainText('75 %');
  await page.keyboard.press('Escape');

  const before = service.commits.length;
  await play(page);
  await wordsMarked(page, 3);
  await pause(page);
  expect(service.commits.length).toBeGreaterThan(before);
  expect(new Set(service.commits.slice(before).map(({ settings }) => settings.voice))).toEqual(
    new Set([mixed]),
  );
});

test('what speech costs is shown, and it ends where the person says', async ({ page, service }) => {
  const text = 'This is a sentence that costs something.';
  await openFile(page, textFile('dear.txt', text), 'dear');
  await play(page);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible(); // to its end
  await openStore(page);
  const row = page.getByRole('row', { name: /^Kokoro/ });
  await expect(row).toHaveText(new RegExp(`Kokoro\\s*${text.length}\\s*\\$0\\.0002`));

  const cap = page.getByLabel('At most a month');
  await cap.fill('much');
  await cap.press('Tab');
  await expect(cap).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('Enter dollars, such as 5 or 2.50')).toBeVisible();
  await cap.fill('0');
  await cap.press('Tab');
  await expect(page.getByRole('meter', { name: 'Part of the monthly limit' })).toHaveAttribute(
    'aria-valuenow',
    '100',
  );
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await play(page); // what is kept is heard still
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  const sent = service.commits.length;
  await openFile(page, textFile('more.txt', 'Another sentence, which is not kept.'), 'more');
  await page.keyboard.press('Space');
  await expect(page.getByRole('alert').getByRole('paragraph')).toHaveText(
    /beyond your limit of \$0 for \w+\. Raise “At most a month” under “Store & cost” in the settings/,
  );
  expect(service.commits).toHaveLength(sent);
});
