import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { refusal, ROOMS } from '../.config/rooms.ts';

const root = resolve(import.meta.dirname, '..');
const rooms = Object.keys(ROOMS).filter((room) => existsSync(join(root, room)));
const sources = rooms.flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|svelte)$/.test(name))
    .map((name) => join(room, name).replaceAll('\\', '/')),
);

const importsOf = (file: string): string[] => {
  const text = readFileSync(join(root, file), 'utf8');
  const script = file.endsWith('.svelte')
    ? (/<script[^>]*>([\s\S]*?)<\/script>/.exec(text)?.[1] ?? '')
    : text;
  return ts.preProcessFile(script).importedFiles.map((imported) => imported.fileName);
};

const target = (file: string, specifier: string) =>
  relative(root, resolve(root, dirname(file), specifier.replace(/\?.*$/, ''))).replaceAll('\\', '/');

describe('the direction of imports', () => {
  it('holds in every source file', () => {
    expect(sources.length).toBeGreaterThan(10);
    const wrong = sources.flatMap((file) =>
      importsOf(file).flatMap((specifier) => refusal(file, specifier, target(file, specifier)) ?? []),
    );
    expect(wrong).toEqual([]);
  });

  it('has no cycles between files', () => {
    const graph = new Map(
      sources.map((f) => [
        f,
        importsOf(f)
          .filter((s) => s.startsWith('.'))
          .map((s) => target(f, s)),
      ]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (done.has(file) || path.includes(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of sources) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('is enforced by the linter', async () => {
    const eslint = new ESLint({ cwd: root, overrideConfigFile: '.config/eslint.config.js' });
    const lint = async (text: string, filePath: string) =>
      (await eslint.lintText(text, { filePath: join(root, filePath) })).flatMap((r) =>
        r.messages.map((m) => m.ruleId),
      );
    expect(await lint("import '../node/x.ts';\n", 'electron/core/bad.ts')).toContain('lectern/rooms');
    expect(await lint("import 'node:fs';\n", 'electron/host/bad.ts')).toContain('lectern/rooms');
    expect(await lint("import '../electron/node/x.ts';\n", 'renderer/bad.ts')).toContain('lectern/rooms');
    expect(await lint("import '../core/errors.ts';\n", 'electron/node/good.ts')).not.toContain(
      'lectern/rooms',
    );
  });
});
