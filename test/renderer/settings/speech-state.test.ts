import { expect, it } from 'vitest';
import type { SpeechStatus } from '../../../electron/contract/schemas.ts';
import { speechState } from '../../../renderer/settings/speech-state.ts';

const error = {
  kind: 'network',
  message: 'There is no network.',
  retryable: true,
  retryAfter: null,
} as const;
const status: SpeechStatus = {
  server: 'together',
  notice: null,
  state: 'ready',
  error: null,
  standingIn: false,
  offer: null,
};

it.each<[Partial<SpeechStatus>, string]>([
  [{}, 'Together AI speaks now.'],
  [{ state: 'connecting' }, 'Together AI is being connected.'],
  [{ state: 'failed', error }, 'There is no network.'],
  [{ server: 'embedded', notice: 'Add a key.' }, 'The offline voice speaks now.'],
  [{ server: 'embedded', notice: 'In its place.', standingIn: true }, 'In its place.'],
  [
    {
      server: 'embedded',
      notice: 'In its place.',
      standingIn: true,
      offer: { to: 'together', sentence: 'It is back.' },
    },
    'It is back.',
  ],
])('says of %o: %s', (changes, sentence) => {
  expect(speechState({ ...status, ...changes })).toBe(sentence);
});
