import type { Settings } from '../../electron/contract/schemas.ts';
import type { LecternApi } from '../../electron/contract/table.ts';
import { createAudioOutput } from '../audio/output.ts';
import silence from '../audio/silence.flac?url';
import { browserClock } from '../bridge/browser-clock.ts';
import { createFetcher, tell } from './fetcher.ts';
import { createAudioLease } from './lease.ts';
import { createMediaControls } from './media-session.ts';
import { createPlayer } from './player.svelte.ts';
import type { Player } from './types.ts';

export interface WindowPlayerPorts {
  readonly api: LecternApi;
  /** The settings of now: rate, volume and pauses are taken from them when they are needed. */
  readonly settings: () => Settings;
}

/** The one player of this window, with the window's own sound, clock, locks and media keys. */
export function createWindowPlayer({ api, settings }: WindowPlayerPorts): Player & { close(): void } {
  const element = new Audio(silence);
  element.loop = true;
  const player = createPlayer({
    fetcher: createFetcher({
      api,
      clock: browserClock,
      fetch: (address, options) => window.fetch(address, options),
    }),
    onSounded: (ticket, sounded) => tell(api, { ticket, arrived: null, sounded }),
    voiceFor: (language, document) => api.call('speech.voiceFor', { language, document }),
    output: createAudioOutput(browserClock, navigator.mediaDevices),
    clock: browserClock,
    pauses: settings,
    lease: (onLost) => createAudioLease(navigator.locks, onLost),
    media: (controlled) =>
      createMediaControls(controlled, {
        session: navigator.mediaSession,
        element,
        metadata: (init) => new MediaMetadata(init),
      }),
  });
  const { rate, volume } = settings();
  player.setRate(rate);
  player.setVolume(volume);
  return player;
}
