// What a person waits for who copied something in another program and pressed the key: on the built Electron program,
// with the double in Electron's place. What the system needs to hand the key over is not in it.
import { hotkeyToSound } from './support/hotkey-to-sound.ts';
import { isBuilt } from './support/window.ts';
import type { Bench, Row } from './table.ts';

async function run(): Promise<readonly Row[]> {
  if (isBuilt() && process.platform !== 'win32') return hotkeyToSound();
  console.log(
    isBuilt()
      ? 'The double’s executable is a shell script.'
      : 'The window was not built. Run "npm run build" first.',
  );
  return [];
}

export const bench: Bench = { name: 'hotkey', run };
