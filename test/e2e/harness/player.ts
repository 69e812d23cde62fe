// The window's player with its real sound, and a host that is only so much as it needs. No part of the application.
import * as v from 'valibot';
import { settings } from '../../../electron/contract/schemas.ts';
import type { CallInput, CallName, CallOutput, LecternApi } from '../../../electron/contract/table.ts';
import { START } from '../../../electron/core/document/model.ts';
import { createWindowPlayer } from '../../../renderer/player/window-player.ts';
import { FAKE_VOICE } from '../../fakes/voice.ts';
import { speechDocument } from '../../support/speech-document.ts';
import { PAUSES, PARAGRAPHS } from './text.ts';

type Answers = { [K in CallName]?: (input: CallInput<K>) => CallOutput<K> };
const answers: Answers = {
  'speech.voiceFor': () => ({ ...FAKE_VOICE, languages: [...FAKE_VOICE.languages] }),
  'speech.request': ({ request }) => ({
    ticket: encodeURIComponent(request.text),
    stored: true,
    spoken: null,
  }),
};
const api: LecternApi = {
  call<K extends CallName>(name: K, ...input: undefined extends CallInput<K> ? [] : [CallInput<K>]) {
    const answer = answers[name];
    const [given] = input;
    return answer && given ? Promise.resolve(answer(given)) : Promise.reject(new Error(`no ${name} here`));
  },
  on: () => () => {},
};

const player = createWindowPlayer({ api, settings: () => ({ ...v.parse(settings, {}), ...PAUSES }) });
player.load(speechDocument(PARAGRAPHS.map((paragraph) => [paragraph])), START);

const state = document.querySelector('#state');
const listen = (id: string, does: () => void) => document.querySelector(id)?.addEventListener('click', does);
listen('#play', () => player.play());
listen('#pause', () => player.pause());
listen('#next', () => player.nextSentence());
/** Phases in order, each change once. */
const phases: string[] = [];
setInterval(() => {
  if (player.state.phase === phases.at(-1)) return;
  phases.push(player.state.phase);
  if (state) state.textContent = phases.join(' ');
}, 5);
