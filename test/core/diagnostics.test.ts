import { describe, expect, it } from 'vitest';
import { diagnosticsText, totalCostText, costText } from '../../electron/core/diagnostics.ts';
import { LecternError } from '../../electron/core/errors.ts';
import { RecentErrors } from '../../electron/core/recent-errors.ts';
import { totalOf } from '../../electron/core/speech/usage.ts';
import { callSamples } from '../contract/samples.ts';

describe('the last errors', () => {
  it('are kept without what may name a document, a file or a person', () => {
    let now = 0;
    const errors = new RecentErrors({ now: () => ++now });
    errors.add(
      'library.import',
      new LecternError('corrupt-document', '“My secret diary.epub” was not added.'),
    );
    errors.add('app', new LecternError('storage', 'Lectern cannot use the folder /home/jane/x.'));
    errors.add('speech by together', new LecternError('key-refused', 'Together AI does not take the key.'));
    errors.add('speech by together', new LecternError('cancelled', 'Stopped.'));
    errors.add('speech', new TypeError('secret inside'));
    expect(errors.list()).toEqual([
      { at: 4, where: 'speech', kind: 'internal', sentence: null },
      {
        at: 3,
        where: 'speech by together',
        kind: 'key-refused',
        sentence: 'Together AI does not take the key.',
      },
      { at: 2, where: 'app', kind: 'storage', sentence: null },
      { at: 1, where: 'library.import', kind: 'corrupt-document', sentence: null },
    ]);
  });

  it('are the last twenty', () => {
    const errors = new RecentErrors({ now: () => 0 });
    for (let n = 0; n < 30; n++) errors.add(`call ${n}`, new LecternError('network', 'No.'));
    expect(errors.list()).toHaveLength(20);
    expect(errors.list()[0]?.where).toBe('call 29');
  });
});

describe('the report', () => {
  it('says all of it in plain text', () => {
    const text = diagnosticsText(callSamples['diagnostics.get'].output);
    for (const part of [
      'Lectern 0.1.0 (fake), Node 24',
      'embedded: ready, 0 under way, 0 queued',
      'Key: none; kept in: file',
      'Month 2026-05: 100 characters, 1 requests, $0.01; limit: none',
      'together m: 100 characters, 1 requests, $0.01; failed: network 1',
      'Waiting in the queue: 2 ms, 3 ms, 1',
      'From the window to the sound: –',
      '1970-01-01T00:00:00.001Z speech by together: network',
    ])
      expect(text).toContain(part);
  });

  it('shows a price that is not known as such', () => {
    const [row] = callSamples['usage.month'].output.rows;
    const total = (changes: object) => totalCostText(totalOf(row ? [{ ...row, ...changes }] : []));
    expect(total({ dollars: 0, unpriced: 100 })).toBe('price unknown');
    expect(total({ dollars: 2, unpriced: 50 })).toBe('$2.00 + price unknown');
    expect(total({ dollars: 2, unpriced: 0 })).toBe('$2.00');
    expect([costText(0), costText(-1e-18), costText(0.0208), costText(0.02), costText(12.345)]).toEqual([
      '$0.00',
      '$0.00',
      '$0.0208',
      '$0.02',
      '$12.35',
    ]);
  });
});
