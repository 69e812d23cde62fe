import { describe, expect, it } from 'vitest';
import { autostartEntry, OURS } from '../../../electron/core/desktop/autostart.ts';

const execOf = (...command: string[]) => /^Exec=(.*)$/m.exec(autostartEntry(command))?.[1];

describe('the file that starts Lectern with the desktop', () => {
  it('is a desktop entry that is known to be ours', () => {
    const lines = autostartEntry(['/opt/Lectern/lectern', '--hidden']).split('\n');
    expect(lines[0]).toBe('[Desktop Entry]');
    expect(lines).toContain('Type=Application');
    expect(lines).toContain('Exec="/opt/Lectern/lectern" "--hidden"');
    expect(lines).toContain(OURS);
  });

  it.each([
    ['/home/ada/My Programs/Lectern.AppImage', '"/home/ada/My Programs/Lectern.AppImage"'],
    ['/a"b', String.raw`"/a\\"b"`],
    ['/a$b`c', String.raw`"/a\\$b\\` + '`c"'],
    ['/a\\b', String.raw`"/a\\\\b"`],
    ['/100 %', '"/100 %%"'],
  ])('quotes %s', (argument, quoted) => {
    expect(execOf(argument)).toBe(quoted);
  });
});
