/** `GET /v1/voices`: every name that the server answers to (PROTOCOL §5). */
import { TOGETHER_VOICES } from '../../../core/speech/catalogue.ts';
import type { Voice } from '../../../core/speech/types.ts';

/**
 * A client may use either of `id` and `name` as the voice.
 *
 * All models together are a list under `data`. Of one model, the service's own sample reads `voices` of the answer itself,
 * while clients look for the list all the same: there the answer has both.
 *
 * @param embedded The voices of the server's own model.
 * @param model That model's alone; null: all. One that is not known has no voices.
 */
export function voicesAnswer(embedded: readonly Voice[], model: string | null): object {
  const byModel = Map.groupBy([...embedded, ...TOGETHER_VOICES], (voice) => voice.model);
  const entry = (name: string) => ({
    model: name,
    voices: (byModel.get(name) ?? []).map(({ voice }) => ({ id: voice, name: voice })),
  });
  if (model === null) return { data: [...byModel.keys()].map(entry) };
  return { ...entry(model), data: byModel.has(model) ? [entry(model)] : [] };
}
