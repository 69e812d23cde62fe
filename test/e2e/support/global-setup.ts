import { electronBinary } from '../../support/electron-binary.ts';
import { findChromium } from '../../support/find-chromium.ts';

/** Finds the browser once, before the workers start: they inherit its environment. */
export default async function setup(): Promise<void> {
  const found = await findChromium();
  Object.assign(process.env, found.env, { LECTERN_CHROMIUM: found.executablePath });
  console.log(`browser: ${found.executablePath} (${found.how})`);
  if (!electronBinary()) console.log('electron: no binary on this machine, its project is left out');
}
