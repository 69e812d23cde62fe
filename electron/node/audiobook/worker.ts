/** Entry of the worker thread that makes or reads back one mp3 file, or draws a cover, and then ends (`out/main/audiobook-worker.js` when built). */
import { parentPort, workerData } from 'node:worker_threads';
import { SegmentUnreadable } from '../../core/audiobook/audio-job.ts';
import { errorPayload, LecternError, unreachable } from '../../core/errors.ts';
import { drawPicture } from './draw-picture.ts';
import { inspectFile } from './inspect-file.ts';
import { makeAudio } from './make-audio.ts';
import type { CancelMessage, WorkerMessage, WorkerStart, WorkerTask } from './worker-messages.ts';

if (!parentPort) throw new Error('This file runs in a worker thread.');
const port = parentPort;
const { task }: WorkerStart = workerData;
const controller = new AbortController();
const send = (message: WorkerMessage) => port.postMessage(message);

async function perform(task: WorkerTask): Promise<WorkerMessage> {
  switch (task.type) {
    case 'encode': {
      const audio = await makeAudio(task.job, controller.signal, (progress) =>
        send({ type: 'progress', progress }),
      );
      return { type: 'encoded', audio };
    }
    case 'inspect':
      return { type: 'inspected', facts: await inspectFile(task.path, controller.signal) };
    case 'draw':
      return { type: 'drawn', png: await drawPicture(task.svg) };
    default:
      return unreachable(task);
  }
}

port.on('message', (_: CancelMessage) => controller.abort());
try {
  send(await perform(task));
} catch (error) {
  // What is not ours is a fault of the program: it ends the worker, and the pool has the cause.
  if (!(error instanceof LecternError)) throw error;
  if (error instanceof SegmentUnreadable) send({ type: 'unreadable', segment: error.segment });
  else send({ type: 'failed', error: errorPayload(error) });
} finally {
  port.close();
}
