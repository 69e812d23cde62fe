import { expect, it } from 'vitest';
import { faultyExport } from '../../support/faulty-export.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const SENTENCES = 1000;
const MARK = 200;
const SEED = Number(process.env['LECTERN_SEED'] ?? 5);
const MOST_GROWTH = 1.15;

// Ten thousand are in the bench: they take minutes.
it(
  'an export of a thousand sentences over bad days has each once, whole, and holds no more',
  { timeout: 300_000 },
  async () => {
    const { mark, end, ...found } = await faultyExport(await temporaryFolder(), SENTENCES, MARK, SEED);
    const growth = end.used / mark.used;
    console.log(`seed ${SEED}: ${growth.toFixed(3)} × after ${MARK} sentences`, found);
    expect(found).toMatchObject({ wrong: [], stored: SENTENCES, doubled: 0 });
    expect(found.commits).toBeGreaterThan(SENTENCES); // faults there were
    expect(growth).toBeLessThanOrEqual(MOST_GROWTH);
  },
);
