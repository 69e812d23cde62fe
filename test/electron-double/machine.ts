import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBrowser, type Browser } from './browser.ts';
import { OriginServers } from './origin-server.ts';

/** What lies under all of the double's parts. It is started by the first who needs it, never by an import. */
class Machine {
  readonly origins = new OriginServers();
  #profile: string | null = null;
  #browser: Promise<Browser> | null = null;

  /** A folder for this run alone; in `DOUBLE_TMP`, where whoever may kill the double cleans up after it. */
  get profile(): string {
    this.#profile ??= mkdtempSync(join(process.env['DOUBLE_TMP'] ?? tmpdir(), 'lectern-double-'));
    return this.#profile;
  }

  browser(): Promise<Browser> {
    this.#browser ??= startBrowser(join(this.profile, 'chromium'));
    return this.#browser;
  }

  async stop(): Promise<void> {
    const browser = await this.#browser?.catch(() => null);
    await browser?.close();
    if (this.#profile) rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

/** One for the process, because the module that it stands for is one for the process. */
export const machine = new Machine();
