/** What the player's window tells of itself, kept for whoever shows or steers it from elsewhere. */
import { NOTHING_PLAYING, type NowPlaying } from '../contract/player-schemas.ts';
import type { Handlers } from '../contract/table.ts';
import type { Emit } from './events.ts';

export interface NowPlayingPart {
  readonly handlers: Pick<Handlers, 'player.tell' | 'player.now'>;
  current(): NowPlaying;
}

export function createNowPlaying(emit: Emit): NowPlayingPart {
  let now: NowPlaying = NOTHING_PLAYING;
  return {
    handlers: {
      async 'player.tell'(told) {
        now = told;
        emit('player.now', now);
      },
      'player.now': async () => now,
    },
    current: () => now,
  };
}
