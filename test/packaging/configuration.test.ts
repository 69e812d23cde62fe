import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { LinuxTargetHelper } from 'app-builder-lib/out/targets/LinuxTargetHelper.js';
import { describe, expect, it } from 'vitest';
import { canNotarise, configuration } from '../../.config/packaging/configuration.ts';
import { FILE_KINDS } from '../../.config/packaging/formats.ts';
import { installerMacros } from '../../.config/packaging/windows-installer.ts';
import { DOCUMENT_FORMATS } from '../../electron/core/document/model.ts';

const root = resolve(import.meta.dirname, '../..');
const made = configuration({ env: {}, made: '/made', output: '/output' });

describe('the packages', () => {
  it('offer themselves for every format that Lectern reads, on every system', () => {
    const mac = JSON.stringify(made.mac?.fileAssociations);
    const windows = installerMacros();
    for (const format of DOCUMENT_FORMATS) {
      expect(FILE_KINDS[format].length, format).toBeGreaterThan(0);
      for (const { extensions, mediaTypes } of FILE_KINDS[format]) {
        for (const type of mediaTypes) expect(made.linux?.mimeTypes).toContain(type);
        for (const extension of extensions) {
          expect(mac).toContain(`"${extension}"`);
          expect(windows).toContain(
            `"Software\\Classes\\.${extension}\\OpenWithProgids" "Lectern.Document" ''`,
          );
        }
      }
    }
  });

  it('are made for all five kinds', () => {
    expect(made.linux?.target).toEqual(['deb', 'rpm', 'AppImage']);
    expect(JSON.stringify(made.mac?.target)).toMatch(/dmg.*zip/);
    expect(made.win?.target).toEqual(['nsis']);
  });

  it('have a desktop entry with links, formats and an action', async () => {
    const { linux } = made;
    const helper = new LinuxTargetHelper({
      ...{
        config: made,
        platformSpecificBuildOptions: linux,
        fileAssociations: [],
        executableName: 'lectern',
      },
      appInfo: { productName: made.productName, sanitizedProductName: made.productName },
      info: { metadata: made.extraMetadata },
    } as unknown as ConstructorParameters<typeof LinuxTargetHelper>[0]);
    const [main = '', action = ''] = (await helper.computeDesktopEntry(linux ?? {})).split(
      '[Desktop Action ',
    );
    expect(main).toMatch(/^\[Desktop Entry\]\nName=Lectern\nExec=\/opt\/Lectern\/lectern %U\n/);
    expect(main).toMatch(/^MimeType=application\/epub\+zip;.*x-scheme-handler\/lectern;$/m);
    expect(main).toMatch(/^Actions=ReadClipboard;$/m);
    expect(main).toMatch(/^StartupWMClass=lectern$/m);
    expect(action).toBe('ReadClipboard]\nName=Read clipboard\nExec=lectern --read-clipboard\n');
  });

  it('ask macOS for nothing but to compile', async () => {
    const entitlements = await readFile(join(root, made.mac?.entitlements ?? ''), 'utf8');
    expect(entitlements.match(/<key>.*?<\/key>/g)).toEqual(['<key>com.apple.security.cs.allow-jit</key>']);
    expect(made.mac?.hardenedRuntime).toBe(true);
  });

  it.each([
    { env: {}, can: false },
    { env: { APPLE_ID: 'a', APPLE_TEAM_ID: 'b' }, can: false },
    { env: { APPLE_ID: 'a', APPLE_APP_SPECIFIC_PASSWORD: 'p', APPLE_TEAM_ID: 'b' }, can: true },
    { env: { APPLE_API_KEY: 'k', APPLE_API_KEY_ID: 'i', APPLE_API_ISSUER: 's' }, can: true },
  ])('are notarised with a whole account alone: $env', ({ env, can }) => {
    expect(canNotarise(env)).toBe(can);
  });

  it('take back on Windows all that they registered', () => {
    const [install = '', uninstall = ''] = installerMacros().split('!macro customUnInstall');
    const own = [...install.matchAll(/OpenWithProgids/g)].length;
    expect([...uninstall.matchAll(/DeleteRegValue .*OpenWithProgids" "Lectern\.Document"/g)]).toHaveLength(
      own,
    );
    expect(uninstall).toContain('DeleteRegKey SHELL_CONTEXT "Software\\Classes\\lectern"');
  });
});
