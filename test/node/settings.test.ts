import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../electron/host/settings.ts';
import { createSettingsFile } from '../../electron/node/settings.ts';
import { temporaryFolder } from '../support/temporary.ts';

describe('the settings file', () => {
  it('is read as it was written, by the next program too', async () => {
    const folder = await temporaryFolder();
    const file = await createSettingsFile(folder);
    expect(file.read()).toEqual({});
    file.write({ theme: 'dark', voice: null, 'a.b': 1 });
    file.write({ rate: 1.5 });
    const again = await createSettingsFile(folder);
    expect(readSettings(again.read())).toMatchObject({ theme: 'dark', voice: null, rate: 1.5 });
    expect(await readdir(folder)).toEqual(['settings.json']);
    expect(JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'))).toMatchObject({ rate: 1.5 });
    expect(process.env['ELECTRON_OVERRIDE_DIST_PATH']).toBeUndefined();
  });

  it.each(['', 'no JSON', '{"theme":', '[]', '"text"', '17', 'null', '\0\0\0'])(
    'counts as empty when it holds %j',
    async (content) => {
      const folder = await temporaryFolder();
      await writeFile(join(folder, 'settings.json'), content);
      const file = await createSettingsFile(folder);
      expect(readSettings(file.read())).toEqual(readSettings({}));
      file.write({ theme: 'light' });
      expect(readSettings(file.read()).theme).toBe('light');
    },
  );
});

describe('stored settings', () => {
  it('fall back field by field', () => {
    const settings = readSettings({
      theme: 'pink',
      rate: 40,
      textSize: 22,
      voice: { server: 'nowhere' },
      unknown: true,
      volume: 'loud',
      reopenLast: false,
    });
    expect(settings).toEqual({ ...readSettings({}), textSize: 22, reopenLast: false });
  });

  it('keep every command’s keys but those that cannot be used', () => {
    const { shortcuts } = readSettings({
      shortcuts: {
        stop: ['Mod+k', 'x'],
        find: [],
        faster: ['Hyper+x'],
        slower: 'k',
        'play-pause': ['a', 'b', 'c', 'd', 'e'],
        'format-disk': ['f'],
      },
    });
    expect(shortcuts).toEqual({ stop: ['Mod+k', 'x'], find: [] });
    for (const broken of [null, 'k', [['k']], 17])
      expect(readSettings({ shortcuts: broken }).shortcuts).toEqual({});
  });
});
