import { describe, expect, it, vi } from 'vitest';
import { createMediaControls } from '../../../renderer/player/media-session.ts';
import type { Player } from '../../../renderer/player/types.ts';
import { speechDocument } from '../../support/speech-document.ts';

describe('media controls', () => {
  it('show the document, the state and the place, and steer the player', () => {
    const handlers = new Map<string, MediaSessionActionHandler | null>();
    const shown: unknown[] = [];
    const session = {
      metadata: null as MediaMetadata | null,
      playbackState: 'none' as MediaSessionPlaybackState,
      setActionHandler: (action: MediaSessionAction, handler: MediaSessionActionHandler | null) => {
        if (action === 'stop') throw new TypeError('unknown action');
        handlers.set(action, handler);
      },
      setPositionState: (state?: MediaPositionState) => void shown.push(state),
      setCameraActive: () => Promise.resolve(),
      setMicrophoneActive: () => Promise.resolve(),
    };
    const player = {
      state: { phase: 'playing' },
      document: speechDocument([['Hello.']]),
      rate: 2,
      play: vi.fn(),
      nextSection: vi.fn(),
    };
    let running = false;
    const controls = createMediaControls(player as unknown as Player, {
      session,
      element: {
        play: () => {
          running = true;
          return Promise.reject(new Error('no gesture'));
        },
        pause: () => void (running = false),
      },
      metadata: (init) => init as MediaMetadata,
    });
    controls.update({ position: 30, duration: 20 });
    expect(session).toMatchObject({
      playbackState: 'playing',
      metadata: { title: 'A Book', artist: 'Somebody', artwork: [] },
    });
    expect(shown).toEqual([{ position: 20, duration: 20, playbackRate: 2 }]);
    expect(running).toBe(true);
    handlers.get('play')?.({ action: 'play' });
    handlers.get('nexttrack')?.({ action: 'nexttrack' });
    expect([player.play, player.nextSection].map((spy) => spy.mock.calls.length)).toEqual([1, 1]);
    player.state = { phase: 'paused' };
    controls.update(null);
    expect(session.playbackState).toBe('paused');
    expect(running).toBe(false);
    controls.close();
    expect(session).toMatchObject({ metadata: null, playbackState: 'none' });
    expect(handlers.get('play')).toBeNull();
  });
});
