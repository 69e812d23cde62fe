import type { Clock } from '../../electron/core/clock.ts';
import type { PauseSettings } from '../../electron/core/speech/pauses.ts';
import type { AudioOutput } from '../audio/output.ts';
import type { FeedsPorts } from './feeds.ts';
import type { OnSounded } from './first-sound.ts';
import type { AudioLease } from './lease.ts';
import type { MediaControls } from './media-session.ts';
import type { Player } from './types.ts';

/** What the player needs of the window. */
export interface PlayerPorts extends FeedsPorts {
  readonly output: AudioOutput;
  readonly clock: Clock;
  /** The pauses that are set now. */
  readonly pauses: () => PauseSettings;
  readonly lease: (onLost: () => void) => AudioLease;
  readonly media: (player: Player) => MediaControls;
  /** Hears how long it took from a chunk's first audio to the sound. */
  readonly onSounded: OnSounded;
}
