import { chromium, type Page } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../../support/find-chromium.ts';

/** A page of the tests' browser without the application: for what the browser itself does. */
export async function inBareBrowser(work: (page: Page) => Promise<void>): Promise<void> {
  const { executablePath, env } = await findChromium();
  const browser = await chromium.launch({
    executablePath,
    args: [...CHROMIUM_FLAGS],
    env: { ...process.env, ...env },
  });
  try {
    await work(await browser.newPage());
  } finally {
    await browser.close();
  }
}
