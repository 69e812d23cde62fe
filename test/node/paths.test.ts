import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFolder, prepareHome } from '../../electron/node/paths.ts';
import { temporaryFolder } from '../support/temporary.ts';

describe('the data folder', () => {
  it.each([
    [{ LECTERN_HOME: '/data/l' }, 'linux', '/data/l'],
    [{}, 'linux', '/home/a/.local/share/lectern'],
    [{ XDG_DATA_HOME: '/x' }, 'linux', '/x/lectern'],
    [{}, 'darwin', '/home/a/Library/Application Support/Lectern'],
  ] as const)('with %j on %s is %s', (env, platform, folder) => {
    expect(dataFolder(env, platform, '/home/a')).toBe(folder);
  });

  it('is made for its owner alone', async () => {
    const home = join(await temporaryFolder(), 'new', 'home');
    expect(await prepareHome(home)).toMatchObject({ home, key: join(home, 'key') });
    expect((await stat(home)).mode & 0o777).toBe(0o700);
    await mkdir(join(home, 'library'));
    await prepareHome(home);
  });

  it.runIf(process.platform === 'linux')(
    'where nothing can be made is said, and not tried for ever',
    async () => {
      await expect(prepareHome('/proc/lectern/home')).rejects.toMatchObject({ kind: 'storage' });
    },
  );

  it('that cannot be made is said', async () => {
    const file = join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    await expect(prepareHome(join(file, 'home'))).rejects.toMatchObject({
      kind: 'storage',
      message: expect.stringContaining('LECTERN_HOME'),
    });
  });
});
