// npm run bench [-- NAME…]: runs the named groups, or all, one after the other so that they do not disturb each other.
import { cpus, totalmem } from 'node:os';
import { readdirSync } from 'node:fs';
import { print, type Bench } from './table.ts';

const names = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => name.replace(/\.bench\.ts$/, ''));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length) {
  console.error(`There is no bench named ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  process.exit(2);
}

console.log(
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
);
console.log('+ reached   - not reached on this machine\n');
for (const name of asked.length ? asked : names) {
  const { bench } = (await import(`./${name}.bench.ts`)) as { bench: Bench };
  print(bench.name, await bench.run());
}
