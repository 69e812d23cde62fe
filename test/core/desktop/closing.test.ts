import { describe, expect, it } from 'vitest';
import { closingOf } from '../../../electron/core/desktop/closing.ts';

describe('closing the window', () => {
  it.each([
    { platform: 'linux', tray: true, keepRunning: true, means: 'hide' },
    { platform: 'linux', tray: false, keepRunning: true, means: 'quit' },
    { platform: 'win32', tray: true, keepRunning: false, means: 'quit' },
    { platform: 'darwin', tray: false, keepRunning: true, means: 'hide' },
    { platform: 'darwin', tray: true, keepRunning: false, means: 'close' },
  ] as const)('$platform, tray $tray, wanted $keepRunning: $means', ({ means, ...circumstances }) => {
    expect(closingOf(circumstances)).toBe(means);
  });
});
