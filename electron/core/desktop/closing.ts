/** What closing the window means: that is each desktop's own habit, and the person's choice. */

interface Circumstances {
  readonly platform: 'darwin' | 'win32' | 'linux';
  /** There is an icon by which a hidden window comes back. */
  readonly tray: boolean;
  /** The person's setting. */
  readonly keepRunning: boolean;
}

/**
 * `hide`: the voice goes on. `quit`: the program ends, after it has asked where something is unfinished. `close`: the
 * window alone is gone, as macOS has it; the dock opens it again.
 */
export function closingOf({ platform, tray, keepRunning }: Circumstances): 'hide' | 'quit' | 'close' {
  if (platform === 'darwin') return keepRunning ? 'hide' : 'close'; // the dock is always there
  return keepRunning && tray ? 'hide' : 'quit';
}
