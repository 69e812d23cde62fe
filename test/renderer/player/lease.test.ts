import { describe, expect, it, vi } from 'vitest';
import { createAudioLease } from '../../../renderer/player/lease.ts';

describe('the lease of the sound', () => {
  /** Web Locks, as far as stealing goes. */
  function fakeLocks() {
    let holder: ((error: Error) => void) | null = null;
    return {
      request: <T>(_name: string, _options: LockOptions, callback: LockGrantedCallback<T>) =>
        new Promise<Awaited<T>>((resolve, reject) => {
          holder?.(new DOMException('stolen', 'AbortError'));
          holder = reject;
          Promise.resolve(callback(null)).then(resolve, reject);
        }),
    };
  }

  it('goes to who asked last, and tells the one who had it', async () => {
    const locks = fakeLocks() as unknown as LockManager;
    const lost: string[] = [];
    const a = createAudioLease(locks, () => lost.push('a'));
    const b = createAudioLease(locks, () => lost.push('b'));
    a.take();
    a.take();
    await vi.waitFor(() => expect(lost).toEqual([]));
    b.take();
    await vi.waitFor(() => expect(lost).toEqual(['a']));
    a.take();
    await vi.waitFor(() => expect(lost).toEqual(['a', 'b']));
    a.release();
    b.take();
    await Promise.resolve();
    expect(lost).toEqual(['a', 'b']);
  });
});
