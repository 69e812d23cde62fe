import { describe, expect, it, vi } from 'vitest';
import { keymapOf, type OwnKeys } from '../../../electron/core/shortcuts/keymap.ts';
import { Commands } from '../../../renderer/app/commands.ts';
import { press } from '../../core/shortcuts/presses.ts';

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

  it('know their keys as they are now', () => {
    let own: OwnKeys = {};
    const commands = new Commands('linux', () => keymapOf(own));
    expect([commands.keys('stop'), commands.of(press('k'))]).toEqual(['Esc', null]);
    own = { stop: ['k', 'f7'] };
    expect([commands.keys('stop'), commands.of(press('k'))]).toEqual(['K', 'stop']);
    expect(commands.chords('stop')).toHaveLength(2);
  });
});
