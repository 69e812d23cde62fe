import { describe, expect, it } from 'vitest';
import { ACTION_OF_COMMAND, ACTIONS, actionOf, isLink } from '../../../electron/core/clipping/actions.ts';
import { HOTKEYS } from '../../../electron/core/shortcuts/hotkeys.ts';

describe('what may be asked for from outside', () => {
  it.each(ACTIONS)('%s, as an argument and as a link', (action) => {
    expect(actionOf(`--${action}`)).toBe(action);
    expect(actionOf(`lectern://${action}`)).toBe(action);
    expect(actionOf(`LECTERN://${action.toUpperCase()}/`)).toBe(action);
  });

  it.each([
    ...['', 'stop', '-stop', '--quit', '--read-clipboard=x', 'lectern:stop', 'lectern://', 'lectern://quit'],
    ...[
      'lectern://stop?x=1',
      'lectern://stop#x',
      'lectern://stop/x',
      'lectern://stop:80',
      'lectern://a@stop',
    ],
    ...['lectern://open//etc/passwd', 'https://stop', 'lectern://stop ', ' lectern://stop', '--__proto__'],
  ])('nothing else: %j', (argument) => {
    expect(actionOf(argument)).toBeNull();
  });

  it('knows its links', () => {
    expect(['lectern://x', 'Lectern:x'].every(isLink)).toBe(true);
    expect(['lectern', '/lectern:x', '--lectern://'].some(isLink)).toBe(false);
  });

  it('has an action for every command that has a key for all programs', () => {
    expect(HOTKEYS.map((command) => ACTION_OF_COMMAND[command])).toEqual(
      HOTKEYS.map(() => expect.any(String)),
    );
  });
});
