/** How electron-builder makes Lectern's packages. docs/packaging.md tells why. */
import { join, resolve } from 'node:path';
import { Arch, type AfterPackContext, type Configuration } from 'electron-builder';
import { FILE_KINDS } from './formats.ts';
import { setFuses, wrongFuses } from './fuses.ts';

const root = resolve(import.meta.dirname, '../..');

export const PRODUCT = 'Lectern';
/** The command's name, and the Linux program's. */
const COMMAND = 'lectern';

/** In the archive: the build, what the program reads, and its dependencies as far as they run. */
const FILES: readonly string[] = [
  'package.json',
  'out/{main,preload,renderer}/**',
  'resources/{icons/app,icons/tray,samples}/**',
  '!resources/**/*.md',
  '!**/*.{map,ts,cts,mts,flow,tsbuildinfo}',
  // Optional dependencies of the checkout: the Node that development and the web program run on. Electron has its own.
  '!node_modules/node-{linux,darwin,win}-*/**',
  // Of dependencies. Their licences are in the list of all licences, whole.
  '!node_modules/**/*.{md,markdown}',
  '!node_modules/**/{test,tests,__tests__,doc,docs,example,examples,bench,benchmark,coverage,.github}/**',
  // Other builds of the same: of each, Node loads one.
  '!node_modules/jschardet/dist/**',
  '!node_modules/libflacjs/dist/libflac.{dev,min,wasm}*',
  '!node_modules/wasm-media-encoders/wasm/ogg*',
  '!node_modules/@breezystack/lamejs/dist/*.iife.js',
];

/**
 * Real files beside the archive: the workers, what they import and what they read. Electron can start a worker inside of an
 * archive, but is tested with a CommonJS file alone (its spec/asar-spec.ts); ours are modules that import others.
 */
const UNPACKED: readonly string[] = [
  'out/main/*-worker.js',
  'out/main/chunks/**',
  'node_modules/**',
  'resources/samples/**',
];

const fileKinds = Object.values(FILE_KINDS).flat();

export interface PackagingOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder with what was made for this packaging: licence texts, the installer's macros. */
  readonly made: string;
  /** Where the packages go. */
  readonly output: string;
}

export function configuration({ env, made, output }: PackagingOptions): Configuration {
  const besides = ['LICENSE', 'THIRD-PARTY-LICENCES.txt', 'SOURCE-OFFER.txt'];
  return {
    appId: 'app.lectern.Lectern',
    productName: PRODUCT,
    copyright: 'Copyright © the Lectern contributors, GPL-3.0-or-later',
    directories: { output, buildResources: 'resources' },
    artifactName: `${PRODUCT}-\${version}-\${os}-\${arch}.\${ext}`,
    files: [...FILES],
    asar: true,
    asarUnpack: [...UNPACKED],
    extraResources: besides.map((name) => ({
      from: name === 'LICENSE' ? join(root, name) : join(made, name),
      to: name === 'LICENSE' ? 'LICENSE.txt' : name,
    })),
    extraMetadata: { desktopName: `${COMMAND}.desktop` }, // so that Linux desktops know its windows
    npmRebuild: false, // nothing is native
    electronLanguages: ['en-US'], // Chromium's own words; the window is in English
    protocols: { name: PRODUCT, schemes: ['lectern'] },
    publish: null,
    afterPack: packFuses(env),

    linux: {
      target: ['deb', 'rpm', 'AppImage'],
      executableName: COMMAND,
      syncDesktopName: true,
      icon: 'resources/icons/app',
      category: 'Office;Viewer',
      synopsis: 'Reads documents aloud',
      maintainer: env['LECTERN_MAINTAINER'] ?? 'The Lectern contributors <nobody@lectern.invalid>',
      vendor: 'The Lectern contributors',
      // The desktop's own database knows these types: defining them again would change their icons everywhere.
      mimeTypes: fileKinds.flatMap((kind) => kind.mediaTypes),
      desktop: {
        entry: {
          GenericName: 'Read-aloud application',
          Keywords: 'read;aloud;speech;voice;audiobook;tts;ebook;',
          Actions: 'ReadClipboard;',
          StartupNotify: 'true',
        },
        desktopActions: {
          ReadClipboard: { Name: 'Read clipboard', Exec: `${COMMAND} --read-clipboard` },
        },
      },
    },
    deb: { packageCategory: 'text', priority: 'optional' },

    mac: {
      target: [
        { target: 'dmg', arch: ['x64', 'arm64'] },
        { target: 'zip', arch: ['x64', 'arm64'] },
      ],
      icon: 'resources/icons/icon.icns',
      category: 'public.app-category.productivity',
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements: 'resources/entitlements.mac.plist',
      entitlementsInherit: 'resources/entitlements.mac.plist',
      notarize: canNotarise(env),
      fileAssociations: fileKinds.map(({ name, extensions }) => ({
        ...{ name, ext: [...extensions], role: 'Viewer', rank: 'Alternate' },
      })),
    },

    win: {
      target: ['nsis'],
      icon: 'resources/icons/icon.ico',
      // For consoles: a shell waits for a script, and does not for a program with windows.
      extraFiles: [{ from: join(import.meta.dirname, 'lectern.cmd'), to: 'bin/lectern.cmd' }],
    },
    nsis: {
      oneClick: false,
      perMachine: false,
      allowToChangeInstallationDirectory: true,
      license: join(root, 'LICENSE'),
      include: join(made, 'installer.nsh'),
      deleteAppDataOnUninstall: false,
    },
  };
}

/** With an Apple account in the environment a failing notarisation fails the packaging; without one there is none. */
export function canNotarise(env: PackagingOptions['env']): boolean {
  const all = (...names: readonly string[]) => names.every((name) => Boolean(env[name]));
  return (
    all('APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER') ||
    all('APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID') ||
    all('APPLE_KEYCHAIN_PROFILE')
  );
}

/** Before anything is signed: sets the fuses, and reads them back. */
function packFuses(env: PackagingOptions['env']) {
  return async ({ electronPlatformName, appOutDir, arch }: AfterPackContext): Promise<void> => {
    const program = join(appOutDir, programName(electronPlatformName));
    await setFuses(program, electronPlatformName === 'darwin' && arch === Arch.arm64 && !env['CSC_LINK']);
    const wrong = await wrongFuses(program);
    if (wrong.length > 0) throw new Error(`The fuses are wrong: ${wrong.join(' ')}`);
  };
}

/** @param platform As Electron calls it: linux, darwin, win32. */
export function programName(platform: string): string {
  if (platform === 'darwin') return `${PRODUCT}.app`;
  return platform === 'win32' ? `${PRODUCT}.exe` : COMMAND;
}
