/** Entry of the worker thread in which eSpeak NG speaks: one utterance at a time, as the pool asks. */
import { parentPort, workerData } from 'node:worker_threads';
import type { WordTime } from '../../../core/speech/types.ts';
import { createEncoders } from './audio-encoders.ts';
import { createEngine } from './engine.ts';
import { loadEspeak } from './espeak-module.ts';
import { WorkerCells } from './worker-cells.ts';
import type { SpeakMessage, WorkerMessage, WorkerStart } from './worker-messages.ts';

if (!parentPort) throw new Error('This file runs in a worker thread.');
const port = parentPort;
const { cells: buffer }: WorkerStart = workerData;
const cells = new WorkerCells(buffer);
const espeak = await loadEspeak();
const engine = createEngine(espeak);
const encoders = createEncoders();

const send = (message: WorkerMessage, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

/** @returns samples made */
async function speak({ id, utterance }: SpeakMessage): Promise<number> {
  const startEncoder = await encoders(utterance.format);
  const encoder = startEncoder(utterance.sampleRate);
  let sent = 0;
  const give = (audio: Uint8Array<ArrayBuffer>, words: readonly WordTime[]) => {
    if (audio.length === 0 && words.length === 0) return;
    send({ type: 'piece', id, audio, words }, [audio.buffer]);
    cells.awaitRoom(++sent);
  };
  try {
    const samples = engine.speak(utterance, {
      piece: (audio, words) => give(encoder.push(audio), words),
      cancelled: () => cells.isUnwanted(id),
    });
    if (samples > 0 && !cells.isUnwanted(id)) give(encoder.finish(), []);
    return samples;
  } finally {
    encoder.discard();
  }
}

port.on('message', (message: SpeakMessage) => {
  const { id } = message;
  speak(message).then(
    (samples) => send({ type: 'end', id, samples }),
    (error: unknown) =>
      send({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) }),
  );
});
send({ type: 'ready', voices: espeak.list_voices() });
