#!/usr/bin/env node
/**
 * The entry of the command line, and of `npm start`. It runs on old versions of Node too, to go on with the one that npm
 * brought: hence the dynamic import.
 */
import { bundledNode, nodeIsNewEnough, nodeTooOld, runOn } from './node-version.ts';

const { versions, platform, arch, argv, execPath } = process;
const newer = nodeIsNewEnough(versions.node) ? execPath : bundledNode(import.meta.filename, platform, arch);

if (newer === execPath) {
  const { main } = await import('./program.ts');
  process.exitCode = await main(import.meta.url, argv.slice(2));
} else if (newer) {
  process.exitCode = await runOn(newer, argv.slice(1));
} else {
  console.error(nodeTooOld(versions.node));
  process.exitCode = 1;
}
