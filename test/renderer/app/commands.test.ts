import { describe, expect, it, vi } from 'vitest';
import { Commands } from '../../../renderer/app/commands.ts';

describe('commands', () => {
  it('asks the latest first, and the others when it declines', () => {
    const commands = new Commands('linux');
    const first = vi.fn();
    const later = vi.fn(() => false);
    commands.register({ stop: first });
    commands.register({ stop: later });
    expect(commands.run('stop')).toBe(true);
    expect(later).toHaveBeenCalledOnce();
    expect(first).toHaveBeenCalledOnce();
  });

  it('says when nobody does it, also after the only one left', () => {
    const commands = new Commands('linux');
    expect(commands.run('paste')).toBe(false);
    const end = commands.register({ paste: () => {} });
    expect(commands.run('paste')).toBe(true);
    end();
    expect(commands.run('paste')).toBe(false);
  });
});
