import { cancelled } from './event-log.ts';

/**
 * The promise's outcome, or `cancelled` as soon as the signal is aborted; what the promise then comes to is dropped.
 * @throws LecternError `cancelled`, or what the promise rejects with.
 */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(cancelled());
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
