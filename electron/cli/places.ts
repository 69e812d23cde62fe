import { fileURLToPath } from 'node:url';
import { unpacked } from '../node/unpacked.ts';

/** Where the parts of this program lie, whether it was built (`out/main/lectern.js`) or runs from its sources. */
export interface Places {
  /** The folder that holds package.json. */
  readonly root: string;
  readonly documentWorker: URL;
  readonly espeakWorker: URL;
  readonly audiobookWorker: URL;
  readonly rendererDirectory: string;
  readonly samplePath: string;
}

/** @param entry The URL of the entry file. */
export function placesOf(entry: string): Places {
  const built = !entry.endsWith('.ts');
  const at = (path: string) => new URL(path, entry);
  const real = (path: string) => new URL(unpacked(at(path).href));
  return {
    root: fileURLToPath(at('../../')),
    documentWorker: real(built ? './document-worker.js' : '../node/documents/worker.ts'),
    espeakWorker: real(built ? './espeak-worker.js' : '../node/speech/embedded/worker.ts'),
    audiobookWorker: real(built ? './audiobook-worker.js' : '../node/audiobook/worker.ts'),
    rendererDirectory: fileURLToPath(at('../../out/renderer/')),
    samplePath: fileURLToPath(real('../../resources/samples/sherlock-holmes.epub')),
  };
}

/** This machine's system, as the contract names it. */
export function platformName(): 'darwin' | 'win32' | 'linux' {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}
