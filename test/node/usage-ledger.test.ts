import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { totalOf } from '../../electron/core/speech/usage.ts';
import { openUsageLedger } from '../../electron/node/usage-ledger.ts';
import { temporaryFolder } from '../support/temporary.ts';

const kokoro = { server: 'together', model: 'hexgrad/Kokoro-82M' } as const;

async function setUp() {
  const file = join(await temporaryFolder(), 'usage.sqlite');
  const open = async () => {
    const ledger = await openUsageLedger(file);
    onTestFinished(() => ledger.close());
    return ledger;
  };
  return { file, open };
}

describe('the ledger', () => {
  it('adds up by day and model, and gives months', async () => {
    const { open } = await setUp();
    const ledger = await open();
    ledger.add('2026-05-30', { ...kokoro, requests: 1, characters: 100, dollars: 0.5 });
    ledger.add('2026-05-31', { ...kokoro, requests: 1, characters: 10, dollars: 0.25, failure: 'network' });
    ledger.add('2026-05-31', { ...kokoro, characters: -4, dollars: -0.125, failure: 'network' });
    ledger.add('2026-05-31', { server: 'embedded', model: 'espeak-ng', characters: 7, failure: 'internal' });
    ledger.add('2026-06-01', { ...kokoro, requests: 1, characters: 1, unpriced: 1 });
    expect(ledger.rows('2026-05')).toEqual([
      { ...kokoro, day: '2026-05-30', requests: 1, characters: 100, dollars: 0.5, unpriced: 0, failures: {} },
      {
        ...{ day: '2026-05-31', server: 'embedded', model: 'espeak-ng', failures: { internal: 1 } },
        ...{ requests: 0, characters: 7, dollars: 0, unpriced: 0 },
      },
      {
        ...{ ...kokoro, day: '2026-05-31', failures: { network: 2 } },
        ...{ requests: 1, characters: 6, dollars: 0.125, unpriced: 0 },
      },
    ]);
    expect(ledger.rows('2026-06')).toMatchObject([{ characters: 1, unpriced: 1 }]);
    expect(ledger.rows('2026-04')).toEqual([]);
  });

  it('spends within a limit of the month, whoever else spends', async () => {
    const { open } = await setUp();
    const [one, other] = await Promise.all([open(), open()]);
    expect(one.spend('2026-05-01', { ...kokoro, characters: 1, dollars: 2 }, 5)).toBe(true);
    expect(other.spend('2026-05-31', { ...kokoro, characters: 1, dollars: 3 }, 5)).toBe(true);
    expect(one.spend('2026-05-31', { ...kokoro, characters: 1, dollars: 0.01 }, 5)).toBe(false);
    expect(one.spend('2026-06-01', { ...kokoro, characters: 1, dollars: 5 }, 5)).toBe(true);
    expect(totalOf(other.rows('2026-05'))).toMatchObject({ characters: 2, dollars: 5 });
  });

  it('keeps what was added, through kill -9, from two programs at once', async () => {
    const { file, open } = await setUp();
    const killed = async (enough: number) => {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'usage-child.ts'), file], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      let last = 0;
      for await (const line of createInterface({ input: child.stdout })) {
        last = Number(line);
        if (last === enough) child.kill('SIGKILL');
      }
      if (child.signalCode === null) await once(child, 'exit');
      expect(child.signalCode).toBe('SIGKILL');
      return last;
    };
    const [one, other] = await Promise.all([killed(40), killed(80)]);
    const { requests } = totalOf((await open()).rows('2026-05'));
    // Each may have been killed between the write and the word.
    expect(requests).toBeGreaterThanOrEqual(one + other);
    expect(requests).toBeLessThanOrEqual(one + other + 2);
  });

  it('says what is wrong with a file that is none of its', async () => {
    const ledger = await openUsageLedger(join(await temporaryFolder(), 'missing', 'usage.sqlite'));
    expect(() => ledger.rows('2026-05')).toThrow(expect.objectContaining({ kind: 'storage' }));
  });
});
