/**
 * The system's media controls: keys on keyboards and headsets, the lock screen, the tray. Browsers give them to pages
 * that play a media element and not to those that only use Web Audio, so a silent loop plays beside the speech.
 */
import { isSpeaking } from './is-speaking.ts';
import type { SectionProgress } from './timekeeper.ts';
import type { Player } from './types.ts';

export interface MediaControls {
  /** Shows what the player's state now is. */
  update(progress: SectionProgress | null): void;
  close(): void;
}

export interface MediaPorts {
  /** `navigator.mediaSession`. */
  readonly session: MediaSession;
  /** A loop of silence, longer than the five seconds under which Chromium takes a sound for a mere effect. */
  readonly element: Pick<HTMLAudioElement, 'play' | 'pause'>;
  readonly metadata: (init: MediaMetadataInit) => MediaMetadata;
}

export function createMediaControls(player: Player, ports: MediaPorts): MediaControls {
  const { session, element } = ports;
  const handlers: readonly (readonly [MediaSessionAction, () => void])[] = [
    ['play', () => player.play()],
    ['pause', () => player.pause()],
    ['stop', () => player.stop()],
    ['seekforward', () => player.nextSentence()],
    ['seekbackward', () => player.previousSentence()],
    ['nexttrack', () => player.nextSection()],
    ['previoustrack', () => player.previousSection()],
  ];
  for (const [action, handler] of handlers) handle(session, action, handler);
  let shown: Player['document'] = null;

  function showDocument(): void {
    if (shown === player.document) return;
    shown = player.document;
    if (!shown) {
      session.metadata = null;
      return;
    }
    const { title, author, cover } = shown;
    session.metadata = ports.metadata({
      title,
      artist: author ?? '',
      artwork: cover === null ? [] : [{ src: cover }],
    });
  }

  function showState(): void {
    const { phase } = player.state;
    const playing = isSpeaking(player.state);
    session.playbackState = playing
      ? 'playing'
      : phase === 'paused' || phase === 'failed'
        ? 'paused'
        : 'none';
    // Refused without a gesture, like the sound itself; the keys then stay with whoever had them.
    if (playing) void element.play().catch(() => {});
    else element.pause();
  }

  return {
    update(progress) {
      showDocument();
      showState();
      if (!progress) session.setPositionState();
      else {
        const { duration } = progress;
        const position = Math.min(progress.position, duration);
        session.setPositionState({ duration, position, playbackRate: player.rate });
      }
    },
    close() {
      for (const [action] of handlers) handle(session, action, null);
      session.metadata = null;
      session.playbackState = 'none';
      element.pause();
    },
  };
}

/** Browsers throw at actions that they do not know. */
function handle(session: MediaSession, action: MediaSessionAction, handler: (() => void) | null): void {
  try {
    session.setActionHandler(action, handler);
  } catch {
    // That key then does nothing: the others are no worse for it.
  }
}
