/** Every voice of both servers, and whether one that is asked for can be sent. */
import { checkedVoice, describedVoice, looksMixed } from '../core/speech/voice-mix.ts';
import type { Voice, VoiceId } from '../core/speech/types.ts';
import type { Ports } from './ports.ts';

export interface Voices {
  list(): Promise<readonly Voice[]>;
  /** What to send for it. @throws LecternError `voice-unknown`: a mix that cannot be, naming its part. */
  checked(id: VoiceId): Promise<VoiceId>;
  /** Null for one that is not known. */
  find(id: VoiceId): Promise<Voice | null>;
}

export function createVoices(servers: Ports['servers']): Voices {
  return {
    async list() {
      const lists = await Promise.all([servers.together.voices(), servers.embedded.voices()]);
      return lists.flat();
    },
    // A single voice is taken at its word, and the embedded voice need not be started for it.
    async checked({ server, model, voice }) {
      const id = { server, model, voice };
      return looksMixed(voice) ? checkedVoice(await servers[server].voices(), id) : id;
    },
    find: async (id) => describedVoice(await servers[id.server].voices(), id),
  };
}
