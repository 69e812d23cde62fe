import { expect, it } from 'vitest';
import type { CallOutput, LecternApi } from '../../../electron/contract/table.ts';
import { SpeechInfo } from '../../../renderer/settings/speech-info.svelte.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';
import { settle } from '../../support/until.ts';

it('shows the newest list of voices, though an older answer comes later', async () => {
  const lectern = new FakeLectern();
  const answers: ((voices: CallOutput<'speech.voices'>) => void)[] = [];
  const api = {
    ...lectern.api,
    call: (name: string) =>
      name === 'speech.voices'
        ? new Promise((answer) => answers.push(answer))
        : Promise.reject(new Error(name)),
  } as unknown as LecternApi;
  const info = new SpeechInfo(
    api,
    () => undefined,
    () => undefined,
  );
  lectern.emit('speech.voicesChanged', {}); // nobody has asked for them yet
  expect(answers).toHaveLength(0);
  void info.loadVoices();
  lectern.emit('speech.voicesChanged', {}); // the service has answered before the offline voice was there
  const [old, fresh] = answers;
  const all = await lectern.api.call('speech.voices');
  fresh?.(all);
  await settle();
  old?.([]);
  await settle();
  expect(info.voices).toEqual(all);
});
