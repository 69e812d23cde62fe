/** Entry of the worker thread in which eSpeak NG speaks: one utterance at a time, as the pool asks. */
import { endianness } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from './engine.ts';
import { loadEspeak } from './espeak-module.ts';
import type { SpeakMessage, WorkerMessage, WorkerStart } from './worker-messages.ts';

if (!parentPort) throw new Error('This file runs in a worker thread.');
const port = parentPort;
const { cancelled }: WorkerStart = workerData;
const unwanted = new Int32Array(cancelled);
const espeak = await loadEspeak();
const engine = createEngine(espeak);

const send = (message: WorkerMessage, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

port.on('message', ({ id, utterance }: SpeakMessage) => {
  try {
    const samples = engine.speak(utterance, {
      piece(audio, words) {
        const bytes = littleEndian(audio);
        send({ type: 'piece', id, audio: bytes, words }, [bytes.buffer]);
      },
      cancelled: () => Atomics.load(unwanted, 0) === id,
    });
    send({ type: 'end', id, samples });
  } catch (error) {
    send({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  }
});
send({ type: 'ready', voices: espeak.list_voices() });

/** The same samples as bytes in their own buffer, which can be handed over. */
function littleEndian(audio: Int16Array): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(new Uint8Array(audio.buffer, audio.byteOffset, audio.byteLength));
  if (endianness() === 'BE') bytes.swap16();
  return new Uint8Array(bytes);
}
