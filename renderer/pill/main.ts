/** The page of the pill's own window. */
import { mount } from 'svelte';
import { browserClock } from '../bridge/browser-clock.ts';
import { connectToApplication } from '../bridge/connection.svelte.ts';
import '../styles/index.css';
import PillWindow from './PillWindow.svelte';
import { PillModel } from './pill.svelte.ts';

const target = document.querySelector('#app');
if (!target) throw new Error('pill.html has no #app');

const { api } = connectToApplication(window);
const model: PillModel = new PillModel(api, browserClock, () => model.act('close'));
mount(PillWindow, { target, props: { model } });
