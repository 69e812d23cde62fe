import { describe, expect, it } from 'vitest';
import { createApi } from '../../../electron/contract/client.ts';
import { Updates } from '../../../renderer/app/updates.ts';
import { Notices } from '../../../renderer/ui/notices.svelte.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { settle } from '../../support/until.ts';

const DAY = 86_400_000;

function setUp() {
  const clock = createManualClock();
  const notices = new Notices(clock);
  const opened: string[] = [];
  const state = { version: null as string | null, asked: 0 };
  const api = createApi({
    call: async () => {
      state.asked++;
      const found = state.version && { version: state.version, url: `https://example.com/${state.version}` };
      return { ok: true, value: { available: true, found } };
    },
    on: () => () => undefined,
  });
  const updates = new Updates({ api, clock, notices, openLink: (url) => opened.push(url) });
  return { clock, notices, opened, state, updates };
}

describe('a new version in the window', () => {
  it('is told once, with a link, and looked for again each day', async () => {
    const { clock, notices, opened, state, updates } = setUp();
    await updates.look();
    expect(notices.list).toEqual([]);
    state.version = '1.3.0';
    clock.advance(DAY);
    await settle();
    const [notice] = notices.list;
    expect(notice?.sentence).toBe('Lectern 1.3.0 is out.');
    if (notice) notices.take(notice);
    expect(opened).toEqual(['https://example.com/1.3.0']);
    clock.advance(DAY);
    await settle();
    expect(state.asked).toBe(3);
    expect(notices.list).toEqual([]);
    updates.close();
    clock.advance(DAY);
    expect(state.asked).toBe(3);
  });
});
