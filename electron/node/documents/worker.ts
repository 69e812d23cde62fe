/** The entry of a document's worker (`out/main/document-worker.js` when built). */
import { parentPort } from 'node:worker_threads';
import { serveDocument } from './serve.ts';

if (parentPort) serveDocument(parentPort);
