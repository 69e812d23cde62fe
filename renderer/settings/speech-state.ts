import type { SpeechStatus } from '../../electron/contract/schemas.ts';

/** Who speaks now, and whether that is as it should be, in one sentence. */
export function speechState({ server, state, error, notice, standingIn, offer }: SpeechStatus): string {
  if (standingIn) return offer?.sentence ?? notice ?? 'The offline voice speaks now.';
  if (server === 'embedded') return error?.message ?? 'The offline voice speaks now.';
  if (error) return error.message;
  return state === 'connecting' ? 'Together AI is being connected.' : 'Together AI speaks now.';
}
