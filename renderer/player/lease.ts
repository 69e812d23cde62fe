/** The right to make sound, which one window or tab has at a time: pressing play in another takes it over. */
export interface AudioLease {
  /** Takes the lease, from whoever has it. */
  take(): void;
  release(): void;
}

const LOCK = 'lectern-audio';

/**
 * A lease by the Web Locks API.
 * @param onLost Another tab took it: this one must fall silent.
 */
export function createAudioLease(locks: Pick<LockManager, 'request'>, onLost: () => void): AudioLease {
  let release: (() => void) | null = null;
  return {
    take() {
      if (release) return;
      let mine = true;
      const held = new Promise<void>((resolve) => {
        release = () => {
          mine = false;
          resolve();
        };
      });
      // Rejects when another tab steals it; resolves when it was released here.
      locks
        .request(LOCK, { steal: true }, () => held)
        .catch(() => {
          if (!mine) return;
          release = null;
          onLost();
        });
    },
    release() {
      release?.();
      release = null;
    },
  };
}
