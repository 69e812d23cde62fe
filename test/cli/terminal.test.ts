import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createTerminal } from '../../electron/cli/terminal.ts';

/** A standard output on which every write fails in this way. */
function terminalThatFailsWith(code: string) {
  const out = new Writable({
    write: (_bytes, _encoding, done) => done(Object.assign(new Error(`write ${code}`), { code })),
  });
  return createTerminal({ out, err: new PassThrough() }, {}, new AbortController().signal);
}

describe('what goes to standard output', () => {
  it('is for nobody where the reader has gone, and that is no failure', async () => {
    const terminal = terminalThatFailsWith('EPIPE');
    await expect(terminal.out('a')).resolves.toBeUndefined();
    await expect(terminal.out('b')).resolves.toBeUndefined();
  });

  it('fails with a sentence where the file behind it takes no more', async () => {
    await expect(terminalThatFailsWith('ENOSPC').out('a')).rejects.toMatchObject({ kind: 'disk-full' });
    await expect(terminalThatFailsWith('EIO').out('a')).rejects.toMatchObject({ kind: 'storage' });
  });
});
