import type { PlayerState } from './types.ts';

/** Whether it is to be heard now, though the sound may still be waited for. */
export const isSpeaking = ({ phase }: Pick<PlayerState, 'phase'>): boolean =>
  phase === 'playing' || phase === 'waiting';
