/** A voice that cannot be had: the window says why and what to do, and the offline voice is one switch away. */
import type { Page } from '@playwright/test';
import { VoiceServer, type ConnectionFaults } from '../fakes/voice-server.ts';
import { expect, test as base } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expectReadsAloud, openSample, openVoiceSettings, pause, wordsMarked } from './support/reader.ts';

const KEY = 'tgp_v1_a-key-that-is-wrong';
const KEY_REFUSED = 'Together AI does not take the key. Check it in the settings.';
const UNREACHABLE =
  'Together AI cannot be reached: the connection was refused. Check its address and the network.';

const test = base.extend<{ service: VoiceServer }>({
  service: async ({}, use) => {
    const service = await VoiceServer.start();
    await use(service);
    await service.close();
  },
  environment: async ({ service }, use) => use({ TOGETHER_BASE_URL: service.baseUrl }),
});

const alert = (page: Page) => page.getByRole('alert').getByRole('paragraph');

const tryAgain = (page: Page) => page.getByRole('alert').getByRole('button', { name: 'Try again' });

/** By the switch in the settings; nothing else is done for the voice to speak. */
async function switchToOffline(page: Page): Promise<void> {
  await openVoiceSettings(page);
  await page.getByText('Use the offline voice all the same').click();
  await wordsMarked(page, 3);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(page.getByRole('complementary', { name: 'About the voice' })).toContainText(
    'This is the offline voice, as the settings ask. The voices of Together AI can be chosen there again.',
  );
  await pause(page);
}

const WRONG_KEY: readonly { readonly how: string; readonly faults: ConnectionFaults }[] = [
  { how: 'at the upgrade', faults: { refuse: { status: 401 } } },
  {
    how: 'by the first message',
    faults: {
      firstMessage: {
        close: true,
        error: {
          message: `Invalid API key: ${KEY}`,
          type: 'invalid_request_error',
          param: null,
          code: 'invalid_api_key',
        },
      },
    },
  },
];

for (const { how, faults } of WRONG_KEY) {
  test(`a key that is refused ${how} is said, and the offline voice speaks when it is chosen`, async ({
    page,
    service,
  }) => {
    service.plainStatus = 401;
    service.connectionFaults = () => faults;
    await openSample(page);
    await openVoiceSettings(page);
    await page.getByLabel('Together AI key').fill(KEY);
    await page.getByRole('button', { name: 'Keep the key' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'key' })).toHaveText(
      'Together AI does not accept this key. Check that it was copied whole.',
    );
    await page.keyboard.press('Escape');
    await page.keyboard.press('Space');
    await expect(alert(page)).toHaveText(KEY_REFUSED);

    const asked = service.upgrades.length;
    await tryAgain(page).click();
    await expect.poll(() => service.upgrades.length).toBeGreaterThan(asked);
    await expect(alert(page)).toHaveText(KEY_REFUSED);
    await expect(page.locator('body')).not.toContainText(KEY);

    await switchToOffline(page);
    await expectReadsAloud(page);
  });
}

test('a key that is mended is used at once', async ({ page, service }) => {
  const good = 'tgp_v1_the-right-one';
  service.plainStatus = 401;
  service.connectionFaults = (index) =>
    service.upgrades[index]?.headers.authorization === `Bearer ${good}` ? {} : { refuse: { status: 401 } };
  const enter = async (key: string) => {
    await page.getByLabel('Together AI key').fill(key);
    await page.getByRole('button', { name: 'Keep the key' }).click();
    await expect(page.getByRole('button', { name: 'Remove the key' })).toBeEnabled();
  };
  await openSample(page);
  await openVoiceSettings(page);
  await enter(KEY);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Space');
  await expect(alert(page)).toHaveText(KEY_REFUSED);

  await openVoiceSettings(page);
  await page.getByRole('button', { name: 'Remove the key' }).click();
  await enter(good);
  await page.keyboard.press('Escape');
  await expect.poll(() => service.commits.length).toBeGreaterThan(0); // words may be marked still of the pause before
  await wordsMarked(page, 3);
});

base.describe('without a network', () => {
  base.use({ environment: { TOGETHER_API_KEY: KEY } }); // nobody listens at the address that tests have

  base('it is said, the window stays usable, and the offline voice can be chosen', async ({ page }) => {
    await openSample(page);
    await page.keyboard.press('Space');
    await expect(page.getByRole('contentinfo', { name: 'Player' })).toContainText(
      /Trying again|Waiting \d+ s/,
    );
    await page.getByRole('button', { name: 'Contents' }).click();
    await expect(page.getByRole('navigation', { name: 'Contents' })).toBeVisible();
    await expect(alert(page)).toHaveText(UNREACHABLE);
    await expect(tryAgain(page)).toBeEnabled();
    await switchToOffline(page);
    await expectReadsAloud(page);
  });

  base('an offline voice of the list is as good', async ({ page }) => {
    await openSample(page);
    await openVoiceSettings(page);
    await page.getByRole('searchbox', { name: 'Find a voice' }).fill('English');
    await page.getByText('English (America)', { exact: true }).click();
    await expect(page.getByRole('radio', { name: /^English \(America\) Offline/ })).toBeChecked();
    await page.keyboard.press('Escape');
    await expectReadsAloud(page);
  });
});

test('a network proxy is kept where it can be one, and said where it cannot', async ({ page }) => {
  const again = async () => {
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Nothing to read yet.' })).toBeVisible();
    await openVoiceSettings(page);
  };
  await openVoiceSettings(page);
  const field = page.getByRole('textbox', { name: 'Network proxy' });
  await field.fill('proxy.firm.example:3128');
  await field.press('Enter');
  await expect(page.getByRole('alert')).toContainText(
    'This is no address of a proxy. Write http://host:port',
  );
  await expectAccessible(page);
  await field.fill('http://proxy.firm.example:3128');
  await field.press('Enter');
  await expect(page.getByRole('alert')).toBeHidden();
  await again();
  await expect(field).toHaveValue('http://proxy.firm.example:3128');
  await field.fill('');
  await field.press('Enter');
  await again();
  await expect(field).toHaveValue('');
});
