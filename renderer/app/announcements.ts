/** What a screen reader is told of the player. Not every state: only what one could not hear. */
import { unreachable } from '../../electron/core/errors.ts';
import type { PlayerState } from '../player/types.ts';

export function announcement(state: PlayerState): string {
  switch (state.phase) {
    case 'empty':
    case 'playing':
      return '';
    case 'stopped':
      return 'Stopped';
    case 'paused':
      return 'Paused';
    case 'waiting':
      return state.reason ?? '';
    case 'failed':
      return ''; // an alert of its own in the player bar
    case 'finished':
      return 'The end of the document';
    default:
      return unreachable(state);
  }
}
