/** What the player's window tells of itself, kept for whoever shows or steers it from elsewhere. */
import { NOTHING_PLAYING, type NowPlaying } from '../contract/player-schemas.ts';
import type { Handlers } from '../contract/table.ts';
import type { Emit } from './events.ts';

export interface NowPlayingPart {
  readonly handlers: Pick<Handlers, 'player.tell' | 'player.now' | 'player.command'>;
  current(): NowPlaying;
  /** The player's page is gone, and what it said with it. */
  gone(): void;
}

/** @param onTold Hears of it before the windows do. */
export function createNowPlaying(emit: Emit, onTold: (now: NowPlaying) => void): NowPlayingPart {
  let now: NowPlaying = NOTHING_PLAYING;
  const become = (told: NowPlaying) => {
    now = told;
    emit('player.now', now);
  };
  return {
    handlers: {
      async 'player.tell'(told) {
        onTold(told);
        become(told);
      },
      'player.now': async () => now,
      async 'player.command'({ command }) {
        emit('app.command', { command });
      },
    },
    current: () => now,
    gone: () => become(NOTHING_PLAYING),
  };
}
