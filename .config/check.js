// Type-checks every tier with its own settings, so that the wrong global does not compile. Two at a time.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';

const tiers = readdirSync('.config').filter((name) => /^tsconfig\.(?!base)\w+\.json$/.test(name));
const run = (tier) =>
  new Promise((done) => {
    const args =
      tier === 'tsconfig.renderer.json'
        ? ['svelte-check', '--tsconfig', `./.config/${tier}`, '--fail-on-warnings', '--output', 'human']
        : ['tsc', '-p', `.config/${tier}`];
    let output = '';
    const child = spawn(process.execPath, [`node_modules/.bin/${args[0]}`, ...args.slice(1)]);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    child.on('close', (code) => {
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${tier}`);
      if (code !== 0) console.log(output);
      done(code);
    });
  });

let failed = 0;
const next = async () => {
  for (let tier; (tier = tiers.shift());) if ((await run(tier)) !== 0) failed++;
};
await Promise.all([next(), next()]);
process.exitCode = failed ? 1 : 0;
