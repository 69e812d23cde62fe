import { describe, expect, it, vi } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { Notices } from '../../../renderer/ui/notices.svelte.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

const sentences = (notices: Notices) => notices.list.map(({ sentence }) => sentence);

describe('notices', () => {
  it('leave by themselves, faults only when they are closed', () => {
    const clock = createManualClock();
    const notices = new Notices(clock);
    notices.info('Done.');
    notices.fault(new LecternError('disk-full', 'The disk is full.'));
    clock.advance(60_000);
    expect(sentences(notices)).toEqual(['The disk is full.']);
    notices.close(notices.list[0]!.id);
    expect(notices.list).toEqual([]);
  });

  it('show the same fault once, and what was cancelled not at all', () => {
    const notices = new Notices(createManualClock());
    notices.fault(new LecternError('network', 'No network.'));
    notices.fault(new LecternError('network', 'No network.'));
    notices.fault(new LecternError('cancelled', 'Cancelled.'));
    expect(sentences(notices)).toEqual(['No network.']);
  });

  it('tell nothing inner of a fault of our own', () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => {});
    const notices = new Notices(createManualClock());
    notices.fault(new TypeError('x is undefined'));
    expect(sentences(notices)[0]).toMatch(/fault of its own/);
    expect(report).toHaveBeenCalledOnce();
    report.mockRestore();
  });

  it('say once that they are gone, unless their action was taken', () => {
    const clock = createManualClock();
    const notices = new Notices(clock);
    const gone = vi.fn();
    const run = vi.fn();
    notices.info('Removed.', { action: { label: 'Undo', run }, onGone: gone });
    notices.take(notices.list[0]!);
    clock.advance(60_000);
    expect([run.mock.calls.length, gone.mock.calls.length]).toEqual([1, 0]);
    notices.info('Removed.', { action: { label: 'Undo', run }, onGone: gone });
    clock.advance(60_000);
    expect(gone).toHaveBeenCalledOnce();
  });

  it('are never more than four: the oldest makes room', () => {
    const notices = new Notices(createManualClock());
    for (const word of ['a', 'b', 'c', 'd', 'e']) notices.info(word);
    expect(sentences(notices)).toEqual(['b', 'c', 'd', 'e']);
  });
});
