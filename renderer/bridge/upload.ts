/** Sends a file's bytes to the library. XMLHttpRequest, because `fetch` tells nothing of an upload's progress. */
import * as v from 'valibot';
import { importResult, type ImportResult, type LecternApi } from '../../electron/contract/table.ts';
import { LecternError } from '../../electron/core/errors.ts';
import { bulkPath } from '../../electron/contract/bulk.ts';

/** @param onProgress The part of the file that was sent, 0–1. */
export type Upload = (file: File, onProgress: (part: number) => void) => Promise<ImportResult>;

/** @returns an `Upload` that rejects with a `LecternError` where the file cannot be sent at all. */
export const createUpload =
  (api: LecternApi): Upload =>
  async (file, onProgress) => {
    const { ticket } = await api.call('library.import', { name: file.name, bytes: file.size });
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('PUT', bulkPath.upload(ticket));
      request.responseType = 'json';
      request.upload.onprogress = (event) => {
        if (event.lengthComputable) onProgress(event.loaded / event.total);
      };
      request.onload = () => {
        const answer = v.safeParse(importResult, request.response);
        if (answer.success) resolve(answer.output);
        else reject(notSent(file.name));
      };
      request.onerror = () => reject(notSent(file.name));
      request.send(file);
    });
  };

const notSent = (name: string) =>
  new LecternError('file-unreadable', `“${name}” could not be handed over. Try again.`, { retryable: true });
