// What a person waits for, in a real browser on the web program: from the start to the sound, from a key to a sentence,
// from the sound to the mark. Where known audio is needed, a fake service speaks in Together's place.
import { VoiceServer } from '../fakes/voice-server.ts';
import { following } from './support/following.ts';
import { movingTheMark, openingBigBooks } from './support/large.ts';
import { ownOverhead } from './support/own-overhead.ts';
import { startAndSound } from './support/start-to-sound.ts';
import { steps } from './support/steps.ts';
import { isBuilt, startBrowser, startProgram } from './support/window.ts';
import type { Bench, Row } from './table.ts';

async function run(): Promise<readonly Row[]> {
  if (!isBuilt()) {
    console.log('The window was not built. Run "npm run build" first.');
    return [];
  }
  const browser = await startBrowser();
  const server = await VoiceServer.start();
  const program = await startProgram(server);
  try {
    return [
      ...(await startAndSound(browser)),
      ...(await ownOverhead(browser, program, server)),
      ...(await following(browser, program)),
      ...(await steps(browser, program)), // of the story that `following` has put into the store
      ...(await movingTheMark(browser, program)),
      ...(await openingBigBooks(browser, program)),
    ];
  } finally {
    await browser.close();
    await program.close();
    await server.close();
  }
}

export const bench: Bench = { name: 'reading', run };
