/** `node --import ./register.ts out/main/index.js`: from here on `electron` means the double, for import and require. */
import { registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const double = new URL('./module.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    /^electron(\/(main|common))?$/.test(specifier)
      ? { url: double, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});

// A packaged program is told of no folder to run: `DOUBLE_PACKAGED=1` takes Node's own away.
if (process.env['DOUBLE_PACKAGED'] === '1' && isMainThread) process.argv.splice(1, 1);
