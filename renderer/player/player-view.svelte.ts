import { Countdown } from './countdown.svelte.ts';
import { isSpeaking } from './is-speaking.ts';
import type { Player, PlayerState, Playhead, SpeechDocument } from './types.ts';

/** What the player shows of itself; only the player writes it. See `Player`. */
export class PlayerView implements Pick<
  Player,
  | 'state'
  | 'document'
  | 'playhead'
  | 'rate'
  | 'volume'
  | 'bufferedSeconds'
  | 'waitSeconds'
  | 'charactersPerSecond'
> {
  state = $state.raw<PlayerState>({ phase: 'empty' });
  document = $state.raw<SpeechDocument | null>(null);
  playhead = $state.raw<Playhead | null>(null);
  rate = $state(1);
  volume = $state(1);
  bufferedSeconds = $state(0);
  charactersPerSecond = $state<number | null>(null);
  protected readonly countdown: Countdown;

  constructor(clock: ConstructorParameters<typeof Countdown>[0]) {
    this.countdown = new Countdown(clock);
  }

  get waitSeconds(): number | null {
    return this.countdown.seconds;
  }

  /** Wants to be heard. */
  protected get wanted(): boolean {
    return isSpeaking(this.state);
  }
}
