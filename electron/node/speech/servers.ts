/** The two voice servers as the host sees them: one client, two ends. */
import type { Clock } from '../../core/clock.ts';
import { errorPayload } from '../../core/errors.ts';
import { TOGETHER_VOICES } from '../../core/speech/catalogue.ts';
import type { ServerStatus, SpeechServer } from '../../core/speech/server.ts';
import type { Voice } from '../../core/speech/types.ts';
import type { Network } from '../network/network.ts';
import { createSpeechClient, type ClientStatus, type SpeechClientOptions } from './client.ts';
import type { EmbeddedVoice } from './embedded/voice.ts';
import type { ServiceAddresses } from './service.ts';

export interface ClosableServer extends SpeechServer {
  /** The next chunk goes over a new connection: the key and the way there are asked anew. */
  renew(): void;
  close(): void;
}

interface TogetherOptions {
  readonly addresses: Pick<ServiceAddresses, 'socket' | 'speech'>;
  readonly network: Network;
  readonly key: () => Promise<string | null>;
  readonly clock: Clock;
}

export const togetherServer = ({ addresses, network, key, clock }: TogetherOptions): ClosableServer =>
  server(
    {
      url: addresses.socket,
      http: { url: addresses.speech, fetch: network.fetch },
      service: 'Together AI',
      ...{ network, key, clock },
    },
    async () => TOGETHER_VOICES,
  );

export const embeddedServer = (voice: EmbeddedVoice, clock: Clock): ClosableServer =>
  server(
    {
      url: voice.url,
      service: 'The offline voice',
      connect: () => voice.connect(),
      clock,
    },
    () => voice.voices(),
  );

function server(
  options: Omit<SpeechClientOptions, 'onStatus'>,
  voices: () => Promise<readonly Voice[]>,
): ClosableServer {
  const listeners = new Set<(status: ServerStatus) => void>();
  const client = createSpeechClient({
    ...options,
    onStatus(status) {
      for (const listener of [...listeners]) listener(plain(status));
    },
  });
  return {
    speak: (request, signal) => client.speak(request, signal),
    voices,
    status: () => plain(client.status),
    onStatus(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    renew: () => client.renew(),
    close: () => client.close(),
  };
}

const plain = (status: ClientStatus): ServerStatus => ({
  state: status.state,
  error: status.state === 'failed' ? errorPayload(status.error) : null,
});
