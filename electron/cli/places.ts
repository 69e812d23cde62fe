/** Where the parts of this program lie, whether it was built (`out/main/lectern.js`) or runs from its sources. */
export interface Places {
  /** The folder that holds package.json. */
  readonly root: URL;
  readonly documentWorker: URL;
  readonly espeakWorker: URL;
  readonly rendererDirectory: URL;
  readonly sample: URL;
}

/** @param entry The URL of the entry file. */
export function placesOf(entry: string): Places {
  const built = !entry.endsWith('.ts');
  const at = (path: string) => new URL(path, entry);
  return {
    root: at('../../'),
    documentWorker: at(built ? './document-worker.js' : '../node/documents/worker.ts'),
    espeakWorker: at(built ? './espeak-worker.js' : '../node/speech/embedded/worker.ts'),
    rendererDirectory: at('../../out/renderer/'),
    sample: at('../../resources/samples/'),
  };
}
