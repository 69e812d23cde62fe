import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { download, electronPackage, findElectron } from '../../electron/cli/electron-binary.ts';
import { sandboxObstacle, windowObstacle } from '../../electron/cli/window-obstacle.ts';
import { temporaryFolder } from './run.ts';

const servers: { close(): void; closeAllConnections(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const listen = (answer: Parameters<typeof createServer>[1]) =>
  new Promise<string>((done) => {
    const server = createServer(answer);
    servers.push(server);
    server.listen(0, '127.0.0.1', () =>
      done(`http://127.0.0.1:${(server.address() as AddressInfo).port}/electron.zip`),
    );
  });

describe('Electron’s program', () => {
  it('is found where its package says, or where the environment does', () => {
    const root = temporaryFolder();
    const folder = join(root, 'node_modules/electron');
    mkdirSync(join(folder, 'dist'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{}');
    expect(electronPackage(join(root, 'package.json'))).toBe(folder);
    expect(electronPackage(join(temporaryFolder(), 'package.json'))).toBeNull();
    expect(findElectron(folder, {})).toBeNull();
    writeFileSync(join(folder, 'dist/electron'), '');
    expect(findElectron(folder, {})).toBe(join(folder, 'dist/electron'));
    writeFileSync(join(folder, 'path.txt'), 'Electron.app/Electron');
    expect(findElectron(folder, {})).toBeNull();
    writeFileSync(join(root, 'Electron'), '');
    writeFileSync(join(folder, 'path.txt'), 'Electron');
    expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: root })).toBe(join(root, 'Electron'));
  });

  it('comes with progress', async () => {
    const url = await listen((_request, response) => {
      response.writeHead(200, { 'content-length': '8' });
      response.end('electron');
    });
    const file = join(temporaryFolder(), 'electron.zip');
    const parts: number[] = [];
    await download(url, file, (part) => parts.push(part), { connect: 5000, stall: 5000 });
    expect(readFileSync(file, 'utf8')).toBe('electron');
    expect(parts.at(-1)).toBe(1);
  });

  it('is given up where nobody answers, where the answer stops, and where it is none', async () => {
    const file = join(temporaryFolder(), 'electron.zip');
    const silent = await listen(() => undefined);
    const stalling = await listen((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('elec');
    });
    const missing = await listen((_request, response) => response.writeHead(404).end());
    const ignore = () => undefined;
    await expect(download(silent, file, ignore, { connect: 20, stall: 5000 })).rejects.toThrow(/abort/i);
    await expect(download(stalling, file, ignore, { connect: 5000, stall: 20 })).rejects.toThrow();
    await expect(download(missing, file, ignore, { connect: 5000, stall: 5000 })).rejects.toThrow('404');
  });
});

describe('what stands in the way of a window', () => {
  it('is on Linux a missing display, or root', () => {
    const linux = { platform: 'linux', env: { DISPLAY: ':0' }, user: 1000 } as const;
    expect(windowObstacle(linux)).toBeNull();
    expect(windowObstacle({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeNull();
    expect(windowObstacle({ ...linux, env: {} })).toMatch(/display/);
    expect(windowObstacle({ ...linux, user: 0 })).toMatch(/root/);
    expect(windowObstacle({ platform: 'darwin', env: {}, user: 501 })).toBeNull();
    expect(windowObstacle({ platform: 'win32', env: {}, user: null })).toBeNull();
  });

  it('is a kernel that refuses the sandbox, where there is no helper for it', () => {
    const program = join(temporaryFolder(), 'electron');
    expect(sandboxObstacle(program, 'linux', () => null)).toBeNull();
    expect(sandboxObstacle(program, 'linux', (name) => (name.endsWith('clone') ? '0' : null))).toMatch(
      /sandbox/,
    );
    expect(sandboxObstacle(program, 'linux', (name) => (name.includes('apparmor') ? '1' : null))).toMatch(
      /sandbox/,
    );
    expect(sandboxObstacle(program, 'darwin', () => '0')).toBeNull();
  });
});
