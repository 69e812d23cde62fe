import type { MessagePort } from 'node:worker_threads';
import type { OpenDocument } from '../../core/document/reader.ts';
import { errorPayload, LecternError, unreachable } from '../../core/errors.ts';
import type { DocumentAnswer, DocumentReply, DocumentRequest, DocumentTask } from './messages.ts';
import { withLanguages } from './language/detect.ts';
import { loadDetector } from './language/detector.ts';
import { openDocument } from './open.ts';

/** Answers the requests of one reader about one document, inside its worker. */
export function serveDocument(port: MessagePort): void {
  let document: Promise<OpenDocument> | null = null;

  const opened = (): Promise<OpenDocument> => {
    if (!document) throw new LecternError('bad-request', 'The document has not been opened yet.');
    return document;
  };

  const perform = async (task: DocumentTask): Promise<DocumentAnswer> => {
    switch (task.type) {
      case 'prepare':
        await loadDetector(); // of languages: what takes longest the first time
        return { type: 'prepared' };
      case 'open':
        document = openDocument(task.path, task.name, task.options).then(withLanguages);
        return { type: 'opened', summary: (await document).summary };
      case 'section':
        return { type: 'section', section: await (await opened()).section(task.index) };
      case 'resource':
        return { type: 'resource', resource: await (await opened()).resource(task.name) };
      default:
        return unreachable(task);
    }
  };

  port.on('message', ({ id, task }: DocumentRequest) => {
    perform(task)
      .catch((error: unknown): DocumentAnswer => ({ type: 'failed', error: errorPayload(error) }))
      .then((answer) => port.postMessage({ id, answer } satisfies DocumentReply))
      // A reply that cannot be sent (no memory to copy it) must end the worker: silence would look like work.
      .catch((error: unknown) => setImmediate(() => Promise.reject(error)));
  });
}
