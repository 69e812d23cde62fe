/**
 * The browser that tests, benches and screenshots run in.
 *
 * A browser of the machine is used where there is one; otherwise the one that came with `npm ci`, which is unpacked
 * once into `node_modules/.cache`. So a fresh clone needs nothing but npm.
 *
 * `LECTERN_CHROMIUM` decides otherwise: the path of an executable, or `npm` to ignore what is installed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface FoundChromium {
  readonly executablePath: string;
  /** To be added to the browser's environment: where its libraries and fonts are. */
  readonly env: Readonly<Record<string, string>>;
  /** Where it came from, for a line on the console. */
  readonly how: string;
}

/**
 * What a browser under test is started with. Sound may start without a gesture, so that a test can record it; that the
 * application itself waits for a gesture is for a test of its own to show.
 */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
];

/** Debian's wrappers in /usr/bin do not `exec`: a killed wrapper would leave the browser running. */
const INSTALLED: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/lib/chromium/chromium-headless-shell',
    '/usr/lib/chromium/chromium',
    '/opt/google/chrome/chrome',
    '/opt/microsoft/msedge/msedge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** @throws Error with a sentence where this machine has no browser and npm brings none for it. */
export async function findChromium(
  wish: string | undefined = process.env['LECTERN_CHROMIUM'],
): Promise<FoundChromium> {
  if (wish && wish !== 'npm') {
    if (!existsSync(wish)) throw new Error(`LECTERN_CHROMIUM names ${wish}, which is not there.`);
    return { executablePath: wish, env: {}, how: 'LECTERN_CHROMIUM' };
  }
  const installed = wish === 'npm' ? undefined : INSTALLED[platform()]?.find((path) => existsSync(path));
  if (installed) return { executablePath: installed, env: {}, how: 'installed' };
  if (platform() !== 'linux' || arch() !== 'x64') {
    throw new Error('No Chromium was found. Install Chrome or Edge, or name one in LECTERN_CHROMIUM.');
  }
  return fromPackage();
}

async function fromPackage(): Promise<FoundChromium> {
  const home = resolve(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..');
  const version = versionOf(await readFile(join(home, 'package.json'), 'utf8'));
  const directory = resolve(import.meta.dirname, '../../node_modules/.cache/chromium', version);
  if (!existsSync(directory)) await unpackInto(directory, home);

  const executablePath = join(directory, 'chromium');
  const env: Record<string, string> = {};
  if (execFileSync('ldd', [executablePath], { encoding: 'utf8' }).includes('not found')) {
    env['LD_LIBRARY_PATH'] = join(directory, 'al2023/lib');
  }
  if (!existsSync('/etc/fonts/fonts.conf')) env['FONTCONFIG_PATH'] = join(directory, 'fonts');
  return { executablePath, env, how: `npm, ${version}` };
}

/** Two at once each unpack into a folder of their own; whoever is first renames it into place. */
async function unpackInto(directory: string, home: string): Promise<void> {
  await mkdir(dirname(directory), { recursive: true });
  const part = await mkdtemp(`${directory}.`);
  // The package takes `os.tmpdir()` for its target, under fixed names, and trusts whatever lies there already.
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = part;
  try {
    const { default: chromium, inflate } = await import('@sparticuz/chromium');
    await chromium.executablePath();
    await inflate(join(home, 'bin/al2023.tar.br'));
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  try {
    await rename(part, directory);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    if (!existsSync(directory)) throw error;
  }
}

function versionOf(packageJson: string): string {
  const parsed: unknown = JSON.parse(packageJson);
  if (
    typeof parsed === 'object' &&
    parsed !== null &&
    'version' in parsed &&
    typeof parsed.version === 'string'
  )
    return parsed.version;
  throw new Error('The package @sparticuz/chromium names no version.');
}
