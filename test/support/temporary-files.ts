import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder for this test file's documents; gone when it ends. */
export function temporaryFiles(): (name: string, content: string | Uint8Array) => string {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-documents-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));
  let count = 0;
  return (name, content) => {
    const path = join(folder, `${count++}-${name}`);
    writeFileSync(path, content);
    return path;
  };
}
