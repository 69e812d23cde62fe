/** The two voice servers as the host sees them: one client, two ends. */
import type { Clock } from '../../core/clock.ts';
import { errorPayload } from '../../core/errors.ts';
import type { ServerStatus, SpeechServer } from '../../core/speech/server.ts';
import type { Voice } from '../../core/speech/types.ts';
import type { Network } from '../network/network.ts';
import { createSpeechClient, type ClientStatus, type SpeechClientOptions } from './client.ts';
import type { EmbeddedVoice } from './embedded/voice.ts';
import type { ServiceVoices } from './service-voices.ts';
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
  readonly voices: ServiceVoices;
}

export const togetherServer = ({ addresses, network, key, clock, voices }: TogetherOptions): ClosableServer =>
  server(
    {
      url: addresses.socket,
      http: { url: addresses.speech, fetch: network.fetch },
      service: 'Together AI',
      ...{ network, key, clock },
    },
    null,
    () => voices.list(),
    voices.onChanged.bind(voices),
  );

export const embeddedServer = (voice: EmbeddedVoice, clock: Clock): ClosableServer =>
  server(
    {
      url: voice.url,
      service: 'The offline voice',
      connect: () => voice.connect(),
      clock,
    },
    voice.atOnce,
    () => voice.voices(),
    () => () => undefined, // they are those of the engine
  );

function server(
  options: Omit<SpeechClientOptions, 'onStatus'>,
  atOnce: number | null,
  voices: () => Promise<readonly Voice[]>,
  onVoices: ClosableServer['onVoices'],
): ClosableServer {
  const listeners = new Set<(status: ServerStatus) => void>();
  const client = createSpeechClient({
    ...options,
    onStatus(status) {
      for (const listener of [...listeners]) listener(plain(status));
    },
  });
  return {
    speak: (request, signal, onSent) => client.speak(request, signal, onSent),
    atOnce,
    async reach(signal) {
      const [voice] = await voices();
      if (voice) await client.ready(voice, signal);
    },
    voices,
    onVoices,
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
