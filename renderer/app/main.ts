import { mount } from 'svelte';
import { browserClock } from '../bridge/browser-clock.ts';
import { connectToApplication } from '../bridge/connection.svelte.ts';
import { createUpload } from '../bridge/upload.ts';
import { createWindowPlayer } from '../player/window-player.ts';
import '../styles/index.css';
import type { ApplicationDeps } from './application.svelte.ts';
import Root from './Root.svelte';

const target = document.querySelector('#app');
if (!target) throw new Error('index.html has no #app');

const deps: ApplicationDeps = {
  connection: connectToApplication(window),
  clock: browserClock,
  createPlayer: (api, settings) => createWindowPlayer({ api, settings }),
  createUpload,
};
mount(Root, { target, props: { deps } });
