import { createAudioOutput } from '../../../renderer/audio/output.ts';
Object.assign(window, { output: createAudioOutput() });
