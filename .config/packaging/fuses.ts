/**
 * Electron's fuses: switches in the program itself, set once when it is packaged. Each is set here on purpose, so that a
 * tenth that a later Electron brings fails the packaging until somebody has decided it too.
 */
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

interface Fuse {
  readonly on: boolean;
  readonly because: string;
}

export const FUSES: Readonly<Record<keyof typeof FuseV1Options, Fuse>> = {
  RunAsNode: {
    on: false,
    because:
      'Nobody may run scripts of their own under our signature; the command line runs in the main process.',
  },
  EnableCookieEncryption: {
    on: false,
    because: 'There are no cookies; on, Chromium would ask for the system’s key ring at every start.',
  },
  EnableNodeOptionsEnvironmentVariable: {
    on: false,
    because: 'NODE_OPTIONS could load foreign code before ours.',
  },
  EnableNodeCliInspectArguments: {
    on: false,
    because: 'A debugger could read the key and everything else.',
  },
  EnableEmbeddedAsarIntegrityValidation: {
    on: true,
    because: 'A changed archive is not started (macOS and Windows; Linux has no such check).',
  },
  OnlyLoadAppFromAsar: {
    on: true,
    because: 'Otherwise a folder named app would go before the archive, past its check.',
  },
  LoadBrowserProcessSpecificV8Snapshot: {
    on: false,
    because: 'There is no such snapshot.',
  },
  GrantFileProtocolExtraPrivileges: {
    on: false,
    because: 'The window comes by app://; a page from file:// must have no rights.',
  },
  WasmTrapHandlers: {
    on: true,
    because: 'Decoders and encoders are WebAssembly, and slower with bounds checked in code.',
  },
};

const names = Object.keys(FUSES) as (keyof typeof FuseV1Options)[];

/**
 * @param program The executable, or the .app of macOS.
 * @param unsigned Whether no signature follows: macOS on ARM starts nothing unsigned, so the made-up one is renewed.
 * @throws Error where the program has no fuses, or one that is not decided here.
 */
export async function setFuses(program: string, unsigned: boolean): Promise<void> {
  const wanted = Object.fromEntries(names.map((name) => [FuseV1Options[name], FUSES[name].on]));
  await flipFuses(program, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: unsigned,
    ...(wanted as Record<FuseV1Options, boolean>),
  });
}

/** Reads the fuses back. @returns a sentence for each that is not as decided. @throws Error where there are none. */
export async function wrongFuses(program: string): Promise<readonly string[]> {
  const found = new Map<string, unknown>(Object.entries(await getCurrentFuseWire(program)));
  const wrong = names.flatMap((name) => {
    const state = found.get(String(FuseV1Options[name]));
    const wanted = FUSES[name].on ? FuseState.ENABLE : FuseState.DISABLE;
    const is = typeof state === 'number' ? (FuseState[state] ?? String(state)) : 'missing';
    return state === wanted ? [] : [`${name} is ${is}, and should be ${FuseState[wanted]}.`];
  });
  const known = new Set(names.map((name) => String(FuseV1Options[name])));
  const unknown = [...found.keys()].filter((key) => /^\d+$/.test(key) && !known.has(key));
  return [...wrong, ...unknown.map((key) => `Fuse ${key} is not decided.`)];
}

// `node .config/packaging/fuses.ts PROGRAM`: prints what is wrong, and fails where anything is.
if (import.meta.main) {
  const program = process.argv[2];
  if (program === undefined) throw new Error('Name the program or the .app.');
  const wrong = await wrongFuses(program);
  for (const sentence of wrong) console.error(sentence);
  if (wrong.length === 0) console.log(`All ${names.length} fuses are as decided.`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
