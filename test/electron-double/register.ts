/** `node --import ./register.ts out/main/index.js`: from here on `electron` means the double, for import and require. */
import { registerHooks } from 'node:module';

const double = new URL('./module.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    /^electron(\/(main|common))?$/.test(specifier)
      ? { url: double, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
